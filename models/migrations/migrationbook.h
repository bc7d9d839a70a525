// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/script.h"
#include "models/migrations/migrationrun.h"
#include "models/migrations/migrationsite.h"
#include "models/migrations/schemacheck.h"

#include <QObject>
#include <QPointer>

namespace seawall::models {

/// The text of one direction of a migration, understood.
struct MigrationScript {
    QString version;
    db::Direction direction = db::Direction::Up;
    QString path, text;
    std::optional<db::Script> script;  ///< absent where it cannot be read: `error`
    std::vector<db::Finding> findings; ///< of the last plan, where it had this script
    std::optional<db::Error> error;
};

/// Answers a page's questions on migrations, each on a worker, one after the other. It only reads. Lives on
/// the GUI thread; its destructor stops what is under way.
class MigrationBook : public QObject
{
    Q_OBJECT

public:
    explicit MigrationBook(ClusterProfile profile, QObject *parent = nullptr);
    ~MigrationBook() override;

    QString folder() const;       ///< the one in use; empty: not known yet
    QString chosenFolder() const; ///< the one set by the person; empty: as the profile says
    void setFolder(const QString &folder);

    void refresh();                                                           ///< overviewRead or failed
    void prepare(const db::StepRequest &request);                             ///< prepared or notPrepared
    void readScript(const db::Migration &migration, db::Direction direction); ///< scriptRead
    void checkSchema();                                                       ///< schemaChecked or failed

    const std::optional<MigrationOverview> &overview() const; ///< the latest

    /// Runs that are prepared from now on tell of it, as long as the scripts are the same.
    void remember(const std::vector<db::MigrationStep> &steps, const std::vector<db::Rehearsal> &rehearsals);
    void forget(); ///< after a run, which proved or changed what rehearsals and the last plan had found

    /// A run whose events come here as runEvent(), in order.
    std::shared_ptr<MigrationRun> makeRun();

Q_SIGNALS:
    void overviewRead(const seawall::models::MigrationOverview &overview);
    void failed(const seawall::db::Error &error);
    void prepared(const seawall::models::PreparedRun &run);
    void notPrepared(const seawall::db::Error &error);
    void scriptRead(const seawall::models::MigrationScript &script);
    void schemaChecked(const seawall::models::SchemaCheck &check);
    void runEvent(const seawall::db::RunEvent &event);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
