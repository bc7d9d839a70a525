// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/historyoperation.h"
#include "models/migrations/migrationjson.h"
#include "models/migrations/migrationoperation.h"
#include "models/migrations/migrationpreview.h"
#include "models/migrations/migrationsmodel.h"
#include "models/modelroles.h"
#include "models/monitor/clusterevent.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using State = db::MigrationStatus::State;
using M = MigrationsModel;

namespace {

db::Migration migration(const QString &version, const QString &name)
{
    db::Migration made;
    made.version = version;
    made.name = name;
    made.up.path = u"/m/%1_%2.up.sql"_s.arg(version, name);
    made.up.checksum = "0123456789abcdef";
    made.down = db::MigrationFile{.path = u"/m/%1_%2.down.sql"_s.arg(version, name)};
    return made;
}

db::MigrationStatus status(const QString &version, const QString &name, State state)
{
    db::MigrationStatus made;
    made.migration = migration(version, name);
    made.state = state;
    if (state != State::Pending)
        made.entry = db::HistoryEntry{.version = version,
                                      .name = name,
                                      .appliedAtMs = 1'700'000'000'000,
                                      .appliedBy = u"alice@db"_s,
                                      .seconds = 0.25,
                                      .walBytes = 2048};
    return made;
}

JournalEntry applied(qint64 id, const QString &version, const QJsonArray &arrivals)
{
    JournalEntry entry;
    entry.id = id;
    entry.kind = u"migration.apply"_s;
    entry.startedMs = 1'780'000'000'000; // later than what the history tells
    entry.details = {
        {u"steps"_s, QJsonArray{QJsonObject{{u"version"_s, version}, {u"arrivals"_s, arrivals}}}}};
    return entry;
}

PreparedRun preparedDown()
{
    PreparedRun run;
    run.overview.database = u"pulse_db"_s;
    run.overview.target.node = u"primary"_s;
    run.request = {db::StepRequest::Goal::RollbackTo, u"000"_s};
    run.steps = {{migration(u"001"_s, u"clients"_s), db::Direction::Down, 0}};
    db::StepPlan plan;
    plan.statements = 1;
    plan.tables = {{.table = u"clients"_s, .size = db::TableSize{8192, 3}, .drops = true}};
    run.plan.steps = {plan};
    return run;
}

} // namespace

class TestMigrationsModel : public QObject
{
    Q_OBJECT

private:
    static QStringList column(const MigrationsModel &model, int column)
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts << model.index(row, column).data().toString();
        return texts;
    }

private Q_SLOTS:
    void itFollowsWhatIsAppliedRowByRow()
    {
        MigrationsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        MigrationOverview overview;
        overview.status = {status(u"001"_s, u"clients"_s, State::Applied),
                           status(u"002"_s, u"wex"_s, State::Pending)};
        model.setOverview(overview);
        QCOMPARE(column(model, M::StateColumn), QStringList({u"applied"_s, u"pending"_s}));
        QCOMPARE(column(model, M::DurationColumn), QStringList({u"250 ms"_s, QString()}));
        overview.status[1] = status(u"002"_s, u"wex"_s, State::Applied);
        overview.status.push_back(status(u"003"_s, u"more"_s, State::Edited));
        model.setOverview(overview);
        QCOMPARE(column(model, M::VersionColumn), QStringList({u"001"_s, u"002"_s, u"003"_s}));
        QCOMPARE(model.index(2, 0).data(SeverityRole).toInt(), int(Severity::Critical));
        QVERIFY(!model.index(0, 0).data(SeverityRole).isValid());
        overview.status.erase(overview.status.begin());
        model.setOverview(overview);
        QCOMPARE(column(model, M::VersionColumn), QStringList({u"002"_s, u"003"_s}));
    }

    void theNewestRunTellsWhenTheReplicasHadIt()
    {
        MigrationsModel model;
        MigrationOverview overview;
        overview.status = {status(u"001"_s, u"clients"_s, State::Applied),
                           status(u"002"_s, u"wex"_s, State::Applied)};
        model.setOverview(overview);
        const auto arrival = [](const QString &node, const QJsonValue &seconds) {
            return QJsonObject{{u"node"_s, node},
                               {u"seconds"_s, seconds},
                               {u"same_schema"_s, true},
                               {u"problem"_s, u"replay is paused"_s}};
        };
        model.setJournal({applied(3, u"001"_s, {arrival(u"replica1"_s, 0.02), arrival(u"replica2"_s, 0.5)}),
                          applied(2, u"001"_s, {arrival(u"replica1"_s, 9)}),
                          applied(1, u"002"_s, {arrival(u"replica1"_s, QJsonValue::Null)})});
        QCOMPARE(column(model, M::ReplicasColumn), QStringList({u"after 500 ms"_s, u"not seen on all"_s}));
        QVERIFY(model.index(1, M::ReplicasColumn)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(u"replay is paused"_s));
    }

    void arrivalsOfAnEarlierRunAreNotThoseOfARow()
    {
        MigrationsModel model;
        MigrationOverview overview;
        overview.status = {status(u"001"_s, u"clients"_s, State::Applied)};
        model.setOverview(overview);
        QCOMPARE(column(model, M::ReplicasColumn), QStringList({QString()})); // the Journal is being read
        const QJsonArray arrivals{QJsonObject{{u"node"_s, u"replica1"_s}, {u"seconds"_s, 0.02}}};
        auto run = applied(1, u"001"_s, arrivals);
        model.setJournal({run});
        QCOMPARE(column(model, M::ReplicasColumn), QStringList({u"after 20 ms"_s}));
        auto back = run;
        back.kind = u"migration.rollback"_s;
        back.details = {
            {u"steps"_s, QJsonArray{QJsonObject{{u"version"_s, u"001"_s}, {u"direction"_s, u"down"_s}}}}};
        model.setJournal({back, run}); // and applied again by somebody else
        QCOMPARE(column(model, M::ReplicasColumn), QStringList({u"not measured"_s}));
        auto step = run;
        step.kind = u"checklist.migration"_s;
        step.details = {{u"runs"_s, QJsonArray{back.details, run.details}}};
        model.setJournal({step, back});
        QCOMPARE(column(model, M::ReplicasColumn), QStringList({u"after 20 ms"_s}));
        run.startedMs = 1; // the row is of a later run, which this Journal does not know
        model.setJournal({run});
        QCOMPARE(column(model, M::ReplicasColumn), QStringList({u"not measured"_s}));
    }

    void aRollBackSaysWhatIsLostAndAsksForTheDatabase()
    {
        const auto preview = previewOf(preparedDown(), nullptr);
        QVERIFY(preview.destructive);
        QCOMPARE(preview.typedConfirmation, u"pulse_db"_s);
        QVERIFY2(preview.consequence.contains(u"clients (about 3 rows, 8 kB)"_s),
                 qPrintable(preview.consequence));
        QCOMPARE(preview.verb, u"Roll back 1 migration"_s);
        QVERIFY(preview.actions.first().contains(u"001_clients.down.sql"_s));
    }

    void anApplyThatLosesSomethingAsksForTheDatabase()
    {
        auto run = preparedDown();
        run.request.goal = db::StepRequest::Goal::ApplyAll;
        run.steps[0].direction = db::Direction::Up;
        auto preview = previewOf(run, nullptr); // a table goes
        QVERIFY(preview.destructive);
        QCOMPARE(preview.typedConfirmation, u"pulse_db"_s);
        run.plan.steps[0].tables = {{.table = u"clients"_s}};
        QVERIFY(previewOf(run, nullptr).typedConfirmation.isEmpty());
        run.plan.steps[0].losses = {{db::Change::What::DropsOwned, {}, u"clerk"_s}};
        QCOMPARE(previewOf(run, nullptr).typedConfirmation, u"pulse_db"_s);
    }

    void theQuestionNamesTheFolder()
    {
        auto run = preparedDown();
        run.overview.folder.directory = u"/srv/app/migrations"_s;
        const auto names = [](const Preview &preview) {
            return std::ranges::any_of(preview.guards, [](const Guard &guard) {
                return guard.measured == u"/srv/app/migrations" && guard.state == Guard::State::Ok;
            });
        };
        QVERIFY(names(previewOf(run, nullptr)));
        QVERIFY(names(HistoryOperation(HistoryOperation::Action::Repair, run.overview, {}).preview()));
    }

    void onlyARollBackToZeroIsOneOfAll()
    {
        auto run = preparedDown();
        run.request.version = u"20260102030405"_s; // more than an int holds
        QVERIFY(previewOf(run, nullptr).title.contains(u"to 20260102030405?"_s));
        run.request.version = u"000"_s;
        QVERIFY(previewOf(run, nullptr).title.startsWith(u"Roll back all"_s));
    }

    void aScriptThatCannotBeReadBlocks()
    {
        auto run = preparedDown();
        run.request.goal = db::StepRequest::Goal::ApplyAll;
        run.steps[0].direction = db::Direction::Up;
        run.plan.steps[0].error =
            db::Error{db::ErrorKind::InvalidInput, u"x.sql:1:1: unreadable"_s, {}, {}, {}, 0};
        const auto preview = previewOf(run, nullptr);
        QCOMPARE(preview.guards.front().state, Guard::State::Blocking);
        QVERIFY(preview.needsReason);
    }

    void anotherRunnerIsNamed()
    {
        auto run = preparedDown();
        run.overview.history.runnerPid = 4711;
        const auto preview = previewOf(run, nullptr);
        QVERIFY(std::ranges::any_of(preview.guards, [](const Guard &guard) {
            return guard.state == Guard::State::Warning && guard.measured.contains(u"4711"_s);
        }));
    }

    void aNodeThatCouldNotBeAskedIsNotCalledFine()
    {
        auto run = preparedDown();
        const auto told = [&] {
            const auto preview = previewOf(run, nullptr);
            return *std::ranges::find(preview.guards, u"Nothing in the way"_s, &Guard::title);
        };
        QCOMPARE(told().state, Guard::State::Ok);
        run.plan.silent = {{u"replica1"_s, u"localhost:5433 does not answer."_s}};
        QCOMPARE(told().state, Guard::State::Warning);
        QCOMPARE(told().measured,
                 u"replica1 could not be asked (localhost:5433 does not answer); elsewhere no transaction "
                 "and no standby query older than 5 s"_s);
        run.plan.obstacles = {{u"primary"_s, 42, u"bob"_s, u"psql"_s, u"transaction open for 4 min"_s, 240}};
        QVERIFY2(told().measured.contains(u"elsewhere, 1 session, first: pid 42 on primary"_s),
                 qPrintable(told().measured));
        QCOMPARE(models::planJson(run)[u"not_asked"_s][0][u"node"_s].toString(), u"replica1"_s);
    }

    void whatIsEmptiedIsNotCalledGone()
    {
        auto run = preparedDown();
        run.plan.steps[0].tables[0].drops = false;
        run.plan.steps[0].tables[0].empties = true;
        const auto text = previewOf(run, nullptr).consequence;
        QVERIFY2(text.contains(u"All rows of these are deleted: clients"_s), qPrintable(text));
        QVERIFY(!text.contains(u"go, with all they hold"_s));
    }

    void rowsAndColumnsThatGoAreNamedBesideTables()
    {
        using What = db::Change::What;
        auto run = preparedDown();
        run.plan.steps[0].tables = {{.table = u"clients"_s, .size = db::TableSize{8192, 3}}};
        run.plan.steps[0].losses = {{What::DeletesRows, u"clients"_s},
                                    {What::DropsColumn, u"clients"_s, u"vat"_s}};
        const auto text = previewOf(run, nullptr).consequence;
        QVERIFY2(text.startsWith(
                     u"Rows of these are deleted: clients (about 3 rows, 8 kB). These columns go, with "
                     "all they hold: clients.vat. "_s),
                 qPrintable(text));
    }

    void whatIsToldByWhatItBelongsToIsNamed()
    {
        using What = db::Change::What;
        auto run = preparedDown();
        run.plan.steps[0].tables = {{.table = u"arch.ow"_s, .size = db::TableSize{8192, 3}, .drops = true}};
        run.plan.steps[0].losses = {
            {What::DropsOwned, {}, u"clerk"_s},        {What::DropsType, {}, u"mood"_s},
            {What::DropsTypesOf, {}, u"hstore"_s},     {What::DropsDatabase, {}, u"old"_s},
            {What::DropsAttribute, u"pair"_s, u"b"_s}, {What::DropsColumn, u"notes"_s, u"m"_s}};
        run.plan.wayBack = run.plan.steps;
        auto text = previewOf(run, nullptr).consequence;
        QVERIFY2(
            text.startsWith(
                u"This goes, with all it holds: everything owned by clerk in this database, every column "
                "of the type mood, every column of a type of the extension hstore, the database old, the "
                "attribute b in every column of the type pair. "
                "These tables go, with all they hold: arch.ow (about 3 rows, 8 kB). These columns go, "
                "with all they hold: notes.m. "_s),
            qPrintable(text));
        run.request.goal = db::StepRequest::Goal::ApplyAll;
        run.steps[0].direction = db::Direction::Up;
        text = previewOf(run, nullptr).consequence;
        QVERIFY2(text.contains(u"It deletes everything owned by clerk in this database with all it holds; "
                               "every column of the type mood with all it holds; "_s),
                 qPrintable(text));
    }

    void columnsThatAreOverwrittenAreNamed()
    {
        using What = db::Change::What;
        auto run = preparedDown();
        run.plan.steps[0].tables = {{.table = u"clients"_s}, {.table = u"fresh"_s, .isMissing = true}};
        run.plan.steps[0].losses = {{What::OverwritesColumn, u"clients"_s, u"vat"_s},
                                    {What::ConvertsColumn, u"clients"_s, u"name"_s},
                                    {What::ConvertsColumn, u"clients"_s, u"vat"_s}};
        run.plan.wayBack = run.plan.steps;
        QVERIFY2(
            previewOf(run, nullptr)
                .consequence.startsWith(u"These columns are overwritten in all rows: clients.vat. These "
                                        u"columns are replaced by what "
                                        "an expression makes of them, which may be less: clients.name. "_s),
            qPrintable(previewOf(run, nullptr).consequence));
        run.request.goal = db::StepRequest::Goal::ApplyAll;
        run.steps[0].direction = db::Direction::Up;
        run.plan.steps[0].findings.clear();
        QVERIFY(previewOf(run, nullptr).destructive);
        QVERIFY2(previewOf(run, nullptr)
                     .consequence.endsWith(u"It overwrites the column clients.vat in all rows. It replaces "
                                           u"the column clients.name by "
                                           "what an expression makes of it, which may be less."_s),
                 qPrintable(previewOf(run, nullptr).consequence));
    }

    void columnsWhoseNewTypeHoldsLessAreNamed()
    {
        using What = db::Change::What;
        auto run = preparedDown();
        run.plan.steps[0].tables = {{.table = u"clients"_s}};
        run.plan.steps[0].losses = {{What::NarrowsColumn, u"clients"_s, u"sum"_s}};
        run.plan.wayBack = run.plan.steps;
        auto text = previewOf(run, nullptr).consequence;
        QVERIFY2(
            text.startsWith(u"The values of these columns are converted to their new type, and what does "
                            "not fit there is rounded or cut: clients.sum. "_s),
            qPrintable(text));
        run.request.goal = db::StepRequest::Goal::ApplyAll;
        run.steps[0].direction = db::Direction::Up;
        run.plan.steps[0].findings.clear();
        QVERIFY(previewOf(run, nullptr).destructive);
        text = previewOf(run, nullptr).consequence;
        QVERIFY2(text.endsWith(u"It converts the column clients.sum to another type, and what does not fit "
                               "there is rounded or cut."_s),
                 qPrintable(text));
    }

    void whatIsNotThereIsSaidSo()
    {
        using What = db::Change::What;
        auto run = preparedDown();
        run.plan.steps[0].tables = {{.table = u"nosuch"_s, .isMissing = true, .drops = true},
                                    {.table = u"other"_s, .isMissing = true}};
        run.plan.steps[0].losses = {{What::DropsColumn, u"other"_s, u"vat"_s},
                                    {What::DropsColumn, u"clients"_s, u"vat"_s},
                                    {What::DropsColumn, u"clients"_s, u"name"_s}};
        run.plan.steps[0].losses.back().now = u"title"_s;
        run.plan.steps[0].missing = {run.plan.steps[0].losses[1]};
        const auto text = previewOf(run, nullptr).consequence;
        QVERIFY2(
            text.startsWith(u"These tables go, with all they hold: nosuch (no table of that name now). These "
                            "columns go, with all they hold: other.vat (no table of that name now), "
                            "clients.vat (no column "
                            "of that name now), clients.name (title now). "_s),
            qPrintable(text));
    }

    void theWayBackIsNotSaidToGiveBackWhatIsLost()
    {
        auto run = preparedDown();
        run.request.goal = db::StepRequest::Goal::ApplyAll;
        run.steps[0].direction = db::Direction::Up;
        run.plan.steps[0].tables = {{.table = u"clients"_s, .size = db::TableSize{8192, 3}, .empties = true}};
        QCOMPARE(previewOf(run, nullptr).consequence,
                 u"All rows of these are deleted: clients (about 3 rows, 8 kB). The way back is to roll all "
                 "of them back. It restores definitions at most, not what they held: what is lost comes back "
                 "from a backup only."_s);
        run.steps[0].migration.down.reset();
        const auto text = previewOf(run, nullptr).consequence;
        QVERIFY2(
            text.endsWith(u"there is no complete way back. What is lost comes back from a backup only."_s),
            qPrintable(text));
    }

    void whatCannotBeReadIsSaidToBeSo()
    {
        auto run = preparedDown();
        run.plan.steps[0].isUnderstood = false;
        auto text = previewOf(run, nullptr).consequence;
        QVERIFY2(text.contains(u"8 kB). What else the scripts delete cannot be read from them. "_s),
                 qPrintable(text));
        run.plan.steps[0].tables.clear();
        text = previewOf(run, nullptr).consequence;
        QVERIFY2(text.startsWith(u"What the scripts delete cannot be read from them. "_s), qPrintable(text));
    }

    void whatWillFailBlocks()
    {
        auto run = preparedDown();
        run.request.goal = db::StepRequest::Goal::ApplyAll;
        run.steps = {{migration(u"001"_s, u"clients"_s)}, {migration(u"002"_s, u"less"_s)}};
        run.plan.steps.push_back(run.plan.steps[0]);
        QVERIFY(!run.willFail() && !previewOf(run, nullptr).needsReason);
        run.plan.steps[1].findings = {
            {.rule = u"drop-table"_s, .severity = db::Finding::Severity::Danger},
            {.rule = u"will-fail"_s,
             .severity = db::Finding::Severity::Danger,
             .position = {3, 1},
             .message = u"There is no table nosuch when this statement has its turn."_s,
             .advice = u"Correct the name."_s}};
        QVERIFY(run.willFail());
        const auto blocking = [](const Preview &preview) {
            QStringList found;
            for (const auto &guard : preview.guards)
                if (guard.state == Guard::State::Blocking)
                    found << guard.measured;
            return found.join(u' ');
        };
        QCOMPARE(blocking(previewOf(run, nullptr)),
                 u"002 less, line 3: There is no table nosuch when this statement has its turn"_s);
        const auto findings = previewOf(run, nullptr).guards[1];
        QVERIFY2(findings.measured.startsWith(u"1 finding (danger)") &&
                     findings.measured.contains(u"(drop-table)"),
                 qPrintable(findings.measured));
        QVERIFY(previewOf(run, nullptr).needsReason);
        run.plan.steps[0].findings = run.plan.steps[1].findings;
        QVERIFY2(blocking(previewOf(run, nullptr)).endsWith(u"turn; 1 other migration fails as well"_s),
                 qPrintable(blocking(previewOf(run, nullptr))));
        const RehearsalOperation rehearsal(run, {}, std::make_shared<MigrationRun>());
        QVERIFY(blocking(rehearsal.preview()).isEmpty() && !rehearsal.preview().needsReason);
    }

    void codeAloneDestroysNothingThatIsKnown()
    {
        auto run = preparedDown();
        run.request.goal = db::StepRequest::Goal::ApplyAll;
        run.steps[0].direction = db::Direction::Up;
        QVERIFY(previewOf(run, nullptr).destructive);
        run.plan.steps[0].tables.clear();
        run.plan.steps[0].isUnderstood = false;
        const auto preview = previewOf(run, nullptr);
        QVERIFY(!preview.destructive);
        QVERIFY2(preview.consequence.startsWith(u"What the scripts delete cannot be read from them. "_s),
                 qPrintable(preview.consequence));
    }

    void theWayBackTellsWhatItDeletes()
    {
        using What = db::Change::What;
        auto run = preparedDown();
        run.request.goal = db::StepRequest::Goal::ApplyAll;
        run.steps[0].direction = db::Direction::Up;
        run.plan.steps[0].tables.clear();
        const auto told = [&] { return previewOf(run, nullptr).consequence; };
        QCOMPARE(told(), u"The way back is to roll all of them back."_s);
        db::StepPlan down;
        down.tables = {{.table = u"clients"_s, .size = db::TableSize{8192, 3}, .empties = true},
                       {.table = u"issues"_s},
                       {.table = u"fresh"_s, .isMissing = true, .drops = true}};
        down.losses = {{What::DeletesRows, u"issues"_s}, {What::DropsColumn, u"issues"_s, u"n"_s}};
        run.plan.wayBack = {down};
        QCOMPARE(told(),
                 u"The way back is to roll all of them back. It deletes all rows of clients (about 3 rows, "
                 "8 kB); rows of issues; the column issues.n with all it holds; what is written to the new "
                 "tables until then."_s);
        run.plan.wayBack[0].isUnderstood = false;
        QVERIFY2(told().endsWith(u" What else its scripts delete cannot be read from them."_s),
                 qPrintable(told()));
        run.plan.wayBack = {{.isUnderstood = false}};
        QCOMPARE(told(),
                 u"The way back is to roll all of them back. What its scripts delete cannot be read from "
                 "them."_s);
    }

    void productionAsksForAReason()
    {
        auto run = preparedDown();
        run.overview.target.production = true;
        QVERIFY(previewOf(run, nullptr).needsReason);
    }
};

QTEST_GUILESS_MAIN(TestMigrationsModel)
#include "tst_migrationsmodel.moc"
