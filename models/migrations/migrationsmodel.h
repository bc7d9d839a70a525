// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal.h"
#include "models/keyedrows.h"
#include "models/migrations/migrationsite.h"

#include <map>

namespace seawall::models {

struct MigrationRow {
    QString version, name, reason, appliedBy, arrival, arrivalTip;
    bool repeatable = false;
    int order = 0;
    db::MigrationStatus::State state = db::MigrationStatus::State::Pending;
    qint64 appliedAtMs = 0; ///< 0: not applied
    double seconds = 0;
    qint64 walBytes = 0;
    QString checksum;
    const QString &key() const { return version; }
    bool operator==(const MigrationRow &) const = default;
};

/// The migrations as a table, oldest first: where each stands, and when its replicas had it, as the Journal
/// says.
class MigrationsModel : public KeyedRowsModel<MigrationRow>
{
    Q_OBJECT

public:
    enum Column {
        VersionColumn,
        NameColumn,
        StateColumn,
        AppliedColumn,
        DurationColumn,
        WalColumn,
        ReplicasColumn,
        AppliedByColumn,
        ChecksumColumn,
        ColumnCount
    };
    explicit MigrationsModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setOverview(const MigrationOverview &overview);
    void setJournal(const std::vector<JournalEntry> &entries); ///< newest first

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Arrivals {
        QString text, tip;
        qint64 endedMs = 0; ///< of the run, by this machine's clock
    };
    static Arrivals arrivalsOf(const QJsonObject &step);
    void merge();

    std::vector<MigrationRow> m_wanted;
    std::optional<std::map<QString, Arrivals>> m_arrivals; ///< by version; nothing: not read yet
};

} // namespace seawall::models
