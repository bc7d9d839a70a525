// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/deadmanswitch.h"

#include <QObject>

#include <memory>

namespace seawall::models {

/// Keeps the dead man's switches of a cluster and says when one is due. Those that another living process
/// watches are only shown; those of one that is gone are taken over. Lives on the GUI thread; the file is a
/// worker's.
class SwitchKeeper : public QObject
{
    Q_OBJECT

public:
    /// `directory` empty: kept in memory only.
    explicit SwitchKeeper(const QString &directory, QObject *parent = nullptr);
    ~SwitchKeeper() override;

    const std::vector<DeadManSwitch> &switches() const; ///< armed ones first, then the newest

    void load();
    QString arm(const FlagChange &change, const SwitchTerms &terms); ///< its id
    void disarm(const QString &id);
    void tick(qint64 nowMs,
              const db::SnapshotPtr &snapshot); ///< at each Snapshot, and at least every few seconds
    void end(const QString &id, DeadManSwitch::State state, const QString &sentence);
    void retry(const QString &id, const QString &sentence); ///< it could not act; due again after ten seconds

Q_SIGNALS:
    void changed();
    void due(const seawall::models::DeadManSwitch &each,
             const QString &why);                          ///< answer with end() or retry()
    void told(const seawall::models::DeadManSwitch &each); ///< it ended, or missed something: say so
    void failed(const QString &sentence);                  ///< the file cannot be used; it goes on in memory

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
