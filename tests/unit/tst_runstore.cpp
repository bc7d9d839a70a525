// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/evidencerecord.h"
#include "models/checklist/runstore.h"
#include "models/checklist/textdifference.h"
#include "models/sqlconnection.h"
#include "tests/support/checklists.h"

#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

using namespace seawall;
using namespace seawall::models;
using seawall::tests::ChecklistMaker;
using seawall::tests::evidenceOf;
using namespace Qt::StringLiterals;

namespace {

const auto backup = u"Rollout/Prepare/Take a backup"_s;
const auto restore = u"Rollout/Prepare/Take a backup/Restore it"_s;
const auto copy = u"Rollout/Prepare/Take a backup/Copy it away"_s;
const auto tell = u"Rollout/Prepare/Tell the team"_s;
const auto prepare = u"Rollout/Prepare"_s;

Checklist rollout(const QString &sql = u"SELECT 1"_s)
{
    return ChecklistMaker()
        .heading(1, u"Rollout"_s)
        .heading(2, u"Prepare"_s)
        .step(u"Take a backup"_s)
        .step(u"Restore it"_s, 2)
        .block(u"sql"_s, sql)
        .step(u"Copy it away"_s, 2)
        .step(u"Tell the team"_s, 1, true)
        .done();
}

OperationTarget on(db::Role role, quint32 timeline)
{
    OperationTarget target;
    target.node = u"node1"_s;
    target.role = role;
    target.timeline = timeline;
    target.lsn = db::Lsn{0x5000028};
    return target;
}

/// What somebody with an SQLite shell does to the file. Returns the error's text, empty where it worked.
QString meddle(const QString &path, const QStringList &statements)
{
    SqlConnection connection(path, false);
    if (!connection.open())
        return u"cannot be opened"_s;
    for (const auto &statement : statements) {
        if (const auto done = connection.run(statement); !done)
            return done.error().text;
    }
    return {};
}

} // namespace

class TestRunStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aRunReadsBackAsItWasBegun();
    void theSameContentAndProfileGoOnWithTheirRun();
    void aNewRunMayBeBegunOnTheSameContent();
    void runsComeNewestFirst();
    void evidenceReadsBackAsItWasWritten();
    void evidenceCannotBeChangedOrDeleted();
    void evidenceChangedByHandIsTold();
    void passwordsAreMaskedOnTheWayIn();
    void anOutputLongerThanAMebibyteIsCut();
    void aSkipNeedsAReason();
    void theLatestEvidenceDecides();
    void aTickInTheFileIsNoEvidence();
    void aParentIsDoneWhenItsStepsAre();
    void aParentThatIsRunItselfIsNotDoneBefore();
    void aParentShowsTheWorstOfItsSteps_data();
    void aParentShowsTheWorstOfItsSteps();
    void aStepMarkedByThisProcessIsRunningUntilItsEvidence();
    void aStepOfAProcessThatIsGoneIsInterrupted();
    void aStepIsNotRunByTwoProcessesAtOnce();
    void aStepIsStaleWhenItsNodeHasChanged_data();
    void aStepIsStaleWhenItsNodeHasChanged();
    void aPassedStepThatSomethingSpeaksAgainstIsStale();
    void aStepWhoseCheckWasChangedIsStale();
    void aChangedSpecIsKept();
    void signOffsReadBackAndNeedAName();
    void carryingOverKeepsEvidenceByIdentity();
    void aStepThatTheFileChangedIsStaleAfterCarryingOver();
    void comparingSaysWhatIsKeptGoneAndAdded();
    void theDifferenceIsAUnifiedDiff();
    void aHugeDifferenceIsOnlyCounted();
    void theFileIsReadableByItsOwnerOnly();
    void severalThreadsMayWrite();
    void aFolderThatDoesNotExistIsAnError();
    void aFileThatIsSomethingElseIsAnError_data();
    void aFileThatIsSomethingElseIsAnError();
    void aFileOfANewerSeawallIsAnError();
    void manyStepsAreKept();

private:
    std::shared_ptr<RunStore> open() const
    {
        auto store = RunStore::open(m_path);
        if (!store)
            qWarning().noquote() << store.error().message << store.error().detail;
        return store.value_or(nullptr);
    }
    StepState stateOf(const RunStore &store, const ChecklistRun &run, const QString &step,
                      const std::vector<OperationTarget> &now = {}) const
    {
        return store.status(run, now).value().at(step).state;
    }
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_path;
};

void TestRunStore::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_path = m_directory->filePath(u"runs.sqlite"_s);
}

void TestRunStore::aRunReadsBackAsItWasBegun()
{
    auto checklist = rollout();
    checklist.notes = {u"No end of a fence."_s};
    auto &spec = checklist.nodes[3].spec;
    spec.kind = StepSpec::Kind::Sql;
    spec.sql = {{u"SELECT 1"_s, u"replica"_s}};
    spec.expectation = {Expectation::Kind::Value, u"1"_s};
    spec.http.withinSeconds = 2.5;
    spec.timeLimitSeconds = 0;
    qint64 id = 0;
    {
        const auto store = open();
        const auto run = store->begin(checklist, u"sandbox"_s, u"/srv/pulse"_s);
        QVERIFY(run);
        id = run->id;
    }
    const auto run = open()->run(id);
    QVERIFY(run);
    QCOMPARE(run->profile, u"sandbox"_s);
    QCOMPARE(run->folder, u"/srv/pulse"_s);
    QVERIFY(run->startedMs > 0);
    QCOMPARE(run->path, checklist.path);
    QCOMPARE(run->checklist.text, checklist.text);
    QCOMPARE(run->checklist.checksum, checklist.checksum);
    QCOMPARE(run->checklist.notes, checklist.notes);
    QVERIFY(run->checklist.nodes == checklist.nodes);
    QVERIFY(!open()->run(id + 1));
}

void TestRunStore::theSameContentAndProfileGoOnWithTheirRun()
{
    const auto store = open();
    const auto first = store->begin(rollout(), u"sandbox"_s, {});
    QCOMPARE(store->begin(rollout(), u"sandbox"_s, {})->id, first->id);
    QVERIFY(store->begin(rollout(), u"production"_s, {})->id != first->id);
    QVERIFY(store->begin(rollout(u"SELECT 2"_s), u"sandbox"_s, {})->id != first->id);
}

void TestRunStore::aNewRunMayBeBegunOnTheSameContent()
{
    const auto store = open();
    const auto first = store->begin(rollout(), u"sandbox"_s, {});
    QVERIFY(store->add(first->id, evidenceOf(copy, StepState::Passed)));
    const auto second = store->beginAnew(rollout(), u"sandbox"_s, {});
    QVERIFY(second->id != first->id);
    QCOMPARE(toString(stateOf(*store, *second, copy)), toString(StepState::Open));
    QCOMPARE(store->begin(rollout(), u"sandbox"_s, {})->id, second->id);
}

void TestRunStore::runsComeNewestFirst()
{
    const auto store = open();
    const auto first = store->begin(rollout(), u"a"_s, {});
    const auto second = store->begin(rollout(), u"b"_s, {});
    const auto runs = store->runs();
    QCOMPARE(runs->size(), 2u);
    QCOMPARE(runs->front().id, second->id);
    QCOMPARE(runs->back().id, first->id);
    QCOMPARE(runs->front().checklist.title, u"Rollout"_s);
    QVERIFY(store->setFolder(first->id, u"/srv"_s));
    QCOMPARE(store->run(first->id)->folder, u"/srv"_s);
}

void TestRunStore::evidenceReadsBackAsItWasWritten()
{
    auto evidence = evidenceOf(copy, StepState::Failed, u"the disk was full"_s);
    evidence.target = on(db::Role::Replica, 3);
    evidence.output = u"a\u0000b \"quoted\" 日本 😀\n\t</script>"_s + QChar(0xd800);
    evidence.attachment = u"/tmp/shot.png"_s;
    qint64 run = 0;
    Evidence stored;
    {
        const auto store = open();
        run = store->begin(rollout(), u"sandbox"_s, {})->id;
        stored = store->add(run, evidence).value();
    }
    QVERIFY(stored.id > 0);
    QCOMPARE(stored.checksum.size(), 64);
    const auto all = open()->evidence(run);
    QCOMPARE(all->size(), 1u);
    QVERIFY(all->front() == stored);
    QVERIFY(isUntouched(all->front()));
    QVERIFY(all->front().target == evidence.target);
    QVERIFY(all->front().output.contains(u"日本 😀\n\t</script>"_s));
}

void TestRunStore::evidenceCannotBeChangedOrDeleted()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {})->id;
    QVERIFY(store->add(run, evidenceOf(copy, StepState::Passed)));
    QVERIFY(store->signOff(run, {prepare, 0, u"Alice"_s, {}}));
    for (const auto &statement : {u"UPDATE evidence SET payload = '{}'"_s, u"DELETE FROM evidence"_s,
                                  u"DELETE FROM sign_off"_s, u"UPDATE sign_off SET name = 'Bob'"_s,
                                  u"UPDATE version SET title = ''"_s, u"DELETE FROM version"_s})
        QVERIFY2(meddle(m_path, {statement}).contains(u"append-only"_s), qPrintable(statement));
}

void TestRunStore::evidenceChangedByHandIsTold()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {})->id;
    QVERIFY(store->add(run, evidenceOf(copy, StepState::Failed)));
    QCOMPARE(meddle(m_path, {u"DROP TRIGGER evidence_no_UPDATE"_s,
                             u"UPDATE evidence SET payload = replace(payload, 'failed', 'passed')"_s}),
             QString());
    const auto evidence = store->evidence(run)->front();
    QCOMPARE(toString(evidence.result), toString(StepState::Passed));
    QVERIFY(!isUntouched(evidence));
}

void TestRunStore::passwordsAreMaskedOnTheWayIn()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {})->id;
    auto evidence = evidenceOf(copy, StepState::Passed, u"password=hunter2"_s);
    evidence.input = u"psql postgresql://alice:hunter2@db/x"_s;
    evidence.output = u"POSTGRES_PASSWORD=hunter2"_s;
    evidence.summary = u"ALTER ROLE a PASSWORD 'hunter2'"_s;
    const auto stored = store->add(run, evidence);
    for (const auto &text : {stored->input, stored->output, stored->summary, stored->note}) {
        QVERIFY2(!text.contains(u"hunter2"_s), qPrintable(text));
        QVERIFY(text.contains(u"***"_s));
    }
    QVERIFY(isUntouched(store->evidence(run)->front()));
}

void TestRunStore::anOutputLongerThanAMebibyteIsCut()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {})->id;
    auto evidence = evidenceOf(copy, StepState::Passed);
    evidence.output = QString(1'500'000, u'ü');
    const auto stored = store->add(run, evidence);
    QVERIFY(stored->output.toUtf8().size() <= 1 << 20);
    QVERIFY(stored->output.endsWith(u"bytes were left out."_s));
    QVERIFY(!stored->output.contains(QChar::ReplacementCharacter));
}

void TestRunStore::aSkipNeedsAReason()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    const auto refused = store->add(run->id, evidenceOf(copy, StepState::Skipped, u"  "_s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, db::ErrorKind::InvalidInput);
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Skipped, u"no disk for it"_s)));
    QCOMPARE(toString(stateOf(*store, *run, copy)), toString(StepState::Skipped));
}

void TestRunStore::theLatestEvidenceDecides()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    QCOMPARE(toString(stateOf(*store, *run, copy)), toString(StepState::Open));
    for (const auto state : {StepState::Failed, StepState::Passed, StepState::NotApplicable,
                             StepState::Failed, StepState::Open}) {
        const auto added = store->add(run->id, evidenceOf(copy, state));
        QVERIFY(added);
        QCOMPARE(toString(stateOf(*store, *run, copy)), toString(state));
        QVERIFY(store->status(*run).value().at(copy).latest == *added);
    }
    QCOMPARE(store->evidence(run->id)->size(), 5u);
}

void TestRunStore::aTickInTheFileIsNoEvidence()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    QCOMPARE(toString(stateOf(*store, *run, tell)), toString(StepState::Open));
    QVERIFY(run->checklist.nodes.back().tickedInFile);
}

void TestRunStore::aParentIsDoneWhenItsStepsAre()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Passed)));
    // Its own evidence does not stand for that of its steps.
    QVERIFY(store->add(run->id, evidenceOf(backup, StepState::Passed)));
    QCOMPARE(toString(stateOf(*store, *run, backup)), toString(StepState::Open));
    QVERIFY(store->add(run->id, evidenceOf(restore, StepState::Skipped, u"later"_s)));
    QCOMPARE(toString(stateOf(*store, *run, backup)), toString(StepState::Passed));
    QCOMPARE(toString(stateOf(*store, *run, prepare)), toString(StepState::Open));
    QVERIFY(store->add(run->id, evidenceOf(tell, StepState::NotApplicable)));
    QCOMPARE(toString(stateOf(*store, *run, prepare)), toString(StepState::Passed));
    QCOMPARE(toString(stateOf(*store, *run, u"Rollout"_s)), toString(StepState::Passed));
}

void TestRunStore::aParentThatIsRunItselfIsNotDoneBefore()
{
    const auto store = open();
    auto list = rollout();
    list.nodes[size_t(list.indexOf(backup))].spec.kind = StepSpec::Kind::File;
    const auto run = store->begin(list, u"sandbox"_s, {});
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Passed)));
    QVERIFY(store->add(run->id, evidenceOf(restore, StepState::Passed)));
    QCOMPARE(toString(stateOf(*store, *run, backup)), toString(StepState::Open));
    QVERIFY(store->add(run->id, evidenceOf(backup, StepState::Passed)));
    QCOMPARE(toString(stateOf(*store, *run, backup)), toString(StepState::Passed));
    QCOMPARE(toString(store->status(*run)->at(backup).own), toString(StepState::Passed));
}

void TestRunStore::aParentShowsTheWorstOfItsSteps_data()
{
    QTest::addColumn<StepState>("one");
    QTest::addColumn<StepState>("other");
    QTest::addColumn<StepState>("parent");
    using enum StepState;
    QTest::newRow("failed") << Failed << Passed << Failed;
    QTest::newRow("failed before running") << Failed << Running << Failed;
    QTest::newRow("running") << Running << Passed << Running;
    QTest::newRow("stale") << Stale << Passed << Stale;
    QTest::newRow("stale before open") << Stale << Open << Stale;
    QTest::newRow("open") << Passed << Open << Open;
    QTest::newRow("skipped") << Skipped << Skipped << Skipped;
    QTest::newRow("skipped or not applicable") << Skipped << NotApplicable << Skipped;
    QTest::newRow("not applicable") << NotApplicable << NotApplicable << NotApplicable;
}

void TestRunStore::aParentShowsTheWorstOfItsSteps()
{
    QFETCH(StepState, one);
    QFETCH(StepState, other);
    QFETCH(StepState, parent);
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    const auto put = [&](const QString &step, StepState state) {
        if (state == StepState::Running)
            return store->markRunning(run->id, step).has_value();
        auto evidence = evidenceOf(step, state == StepState::Stale ? StepState::Passed : state, u"because"_s);
        if (state == StepState::Stale)
            evidence.target = on(db::Role::Replica, 1);
        return state == StepState::Open || store->add(run->id, evidence).has_value();
    };
    QVERIFY(put(restore, one));
    QVERIFY(put(copy, other));
    const auto status = store->status(*run, {on(db::Role::Primary, 2)}).value();
    QCOMPARE(toString(status.at(backup).state), toString(parent));
    QCOMPARE(status.at(backup).staleReason.isEmpty(), parent != StepState::Stale);
}

void TestRunStore::aStepMarkedByThisProcessIsRunningUntilItsEvidence()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Failed)));
    QVERIFY(store->markRunning(run->id, copy));
    QCOMPARE(toString(stateOf(*store, *run, copy)), toString(StepState::Running));
    QVERIFY(store->markRunning(run->id, copy));
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Passed)));
    QCOMPARE(toString(stateOf(*store, *run, copy)), toString(StepState::Passed));
}

void TestRunStore::aStepOfAProcessThatIsGoneIsInterrupted()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Passed)));
    QVERIFY(store->markRunning(run->id, copy));
    QCOMPARE(meddle(m_path, {u"UPDATE running SET start_ticks = start_ticks + 1"_s}), QString());
    const auto status = store->status(*run).value();
    QCOMPARE(toString(status.at(copy).state), toString(StepState::Interrupted));
    QCOMPARE(toString(status.at(copy).latest->result), toString(StepState::Passed));
    QCOMPARE(toString(status.at(backup).state), toString(StepState::Interrupted));
    QVERIFY(store->markRunning(run->id, copy));
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Failed)));
    QCOMPARE(toString(stateOf(*store, *run, copy)), toString(StepState::Failed));
}

void TestRunStore::aStepIsNotRunByTwoProcessesAtOnce()
{
    QProcess other;
    other.start(u"sleep"_s, {u"60"_s});
    QVERIFY(other.waitForStarted());
    QFile stat(u"/proc/%1/stat"_s.arg(other.processId()));
    QVERIFY(stat.open(QIODevice::ReadOnly));
    const auto line = stat.readAll();
    const auto ticks = line.mid(line.lastIndexOf(')') + 2).split(' ').value(19);

    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    QVERIFY(store->markRunning(run->id, copy));
    QCOMPARE(meddle(m_path, {u"UPDATE running SET pid = %1, start_ticks = %2"_s.arg(
                                QString::number(other.processId()), QString::fromLatin1(ticks))}),
             QString());
    QCOMPARE(toString(stateOf(*store, *run, copy)), toString(StepState::Running));
    const auto refused = store->markRunning(run->id, copy);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, db::ErrorKind::InvalidInput);
    other.kill();
    QVERIFY(other.waitForFinished());
    QVERIFY(store->markRunning(run->id, copy));
}

void TestRunStore::aStepIsStaleWhenItsNodeHasChanged_data()
{
    QTest::addColumn<StepState>("result");
    QTest::addColumn<OperationTarget>("then");
    QTest::addColumn<OperationTarget>("now");
    QTest::addColumn<StepState>("expected");
    using enum StepState;
    const auto replica = on(db::Role::Replica, 3);
    auto other = on(db::Role::Primary, 9);
    other.node = u"node2"_s;
    auto silent = on(db::Role::Unknown, 0);
    silent.timeline.reset();
    auto further = replica;
    further.lsn = db::Lsn{0x6000000};
    auto first = replica, second = replica;
    first.systemIdentifier = u"7331"_s;
    second.systemIdentifier = u"7332"_s;
    QTest::newRow("another cluster") << Passed << first << second << Stale;
    QTest::newRow("the same cluster") << Passed << first << first << Passed;
    QTest::newRow("cluster not known then") << Passed << replica << second << Passed;
    QTest::newRow("the same") << Passed << replica << replica << Passed;
    QTest::newRow("replay goes on") << Passed << replica << further << Passed;
    QTest::newRow("another role") << Passed << replica << on(db::Role::Primary, 3) << Stale;
    QTest::newRow("another timeline") << Passed << replica << on(db::Role::Replica, 4) << Stale;
    QTest::newRow("another node") << Passed << replica << other << Passed;
    QTest::newRow("not known now") << Passed << replica << silent << Passed;
    QTest::newRow("not known then") << Passed << silent << replica << Passed;
    QTest::newRow("no node took part") << Passed << OperationTarget() << replica << Passed;
    QTest::newRow("failed stays failed") << Failed << replica << on(db::Role::Primary, 4) << Failed;
    QTest::newRow("skipped stays skipped") << Skipped << replica << on(db::Role::Primary, 4) << Skipped;
}

void TestRunStore::aStepIsStaleWhenItsNodeHasChanged()
{
    QFETCH(StepState, result);
    QFETCH(OperationTarget, then);
    QFETCH(OperationTarget, now);
    QFETCH(StepState, expected);
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    auto evidence = evidenceOf(copy, result, u"because"_s);
    evidence.target = then;
    QVERIFY(store->add(run->id, evidence));
    const auto status = store->status(*run, {now}).value().at(copy);
    QCOMPARE(toString(status.state), toString(expected));
    QCOMPARE(status.staleReason.isEmpty(), expected != StepState::Stale);
    if (expected == StepState::Stale)
        QVERIFY(status.staleReason.startsWith(
            then.systemIdentifier.isEmpty() ? u"node1 was a replica on timeline 3 when this passed and is "_s
                                            : u"node1 is a server of another cluster"_s));
}

void TestRunStore::aPassedStepThatSomethingSpeaksAgainstIsStale()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Passed)));
    QVERIFY(store->add(run->id, evidenceOf(tell, StepState::Failed)));
    const auto status = store->status(*run, {}, {{copy, u"Not so now."_s}, {tell, u"Not so now."_s}}).value();
    QCOMPARE(toString(status.at(copy).state), toString(StepState::Stale));
    QCOMPARE(status.at(copy).staleReason, u"Not so now."_s);
    QCOMPARE(toString(status.at(tell).state), toString(StepState::Failed));
    QCOMPARE(toString(stateOf(*store, *run, copy)), toString(StepState::Passed)); // it is not kept
}

void TestRunStore::aStepWhoseCheckWasChangedIsStale()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Passed)));
    StepSpec spec;
    spec.kind = StepSpec::Kind::Sql;
    QVERIFY(store->setSpec(run->id, copy, spec));
    QCOMPARE(toString(stateOf(*store, *run, copy)), toString(StepState::Stale));
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Passed)));
    QCOMPARE(toString(stateOf(*store, *run, copy)), toString(StepState::Passed));
    QVERIFY(store->setSpec(run->id, copy, spec)); // nothing new
    QCOMPARE(toString(stateOf(*store, *run, copy)), toString(StepState::Passed));
}

void TestRunStore::aChangedSpecIsKept()
{
    StepSpec spec;
    spec.kind = StepSpec::Kind::Metric;
    spec.source = StepSpec::Source::Person;
    spec.metric = {MetricRule::Figure::PoolUse, MetricRule::Comparison::AtMost, 0.8, 30};
    qint64 id = 0;
    {
        const auto store = open();
        id = store->begin(rollout(), u"sandbox"_s, {})->id;
        QVERIFY(store->setSpec(id, copy, spec));
    }
    const auto store = open();
    const auto status = store->status(store->run(id).value()).value();
    QVERIFY(status.at(copy).spec == spec);
    QVERIFY(status.at(tell).spec == StepSpec());
}

void TestRunStore::signOffsReadBackAndNeedAName()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {})->id;
    QVERIFY(!store->signOff(run, {prepare, 0, u" "_s, u"Bob"_s}));
    const SignOff signOff{prepare, 1'700'000'000'000, u"Alice"_s, u"Bob"_s};
    QVERIFY(store->signOff(run, signOff));
    const auto all = store->signOffs(run);
    QCOMPARE(all->size(), 1u);
    QVERIFY(all->front() == signOff);
}

void TestRunStore::carryingOverKeepsEvidenceByIdentity()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    QVERIFY(store->add(run->id, evidenceOf(copy, StepState::Passed)));
    QVERIFY(store->add(run->id, evidenceOf(tell, StepState::Failed)));
    const auto after = ChecklistMaker()
                           .heading(1, u"Rollout"_s)
                           .heading(2, u"Prepare"_s)
                           .step(u"Take a backup"_s)
                           .step(u"Copy it away"_s, 2)
                           .step(u"Drink tea"_s)
                           .done();
    const auto carried = store->carryOver(run->id, after);
    QVERIFY(carried);
    QCOMPARE(carried->id, run->id);
    QCOMPARE(carried->checklist.text, after.text);
    const auto status = store->status(*carried).value();
    QCOMPARE(toString(status.at(copy).state), toString(StepState::Passed));
    QVERIFY(!status.contains(tell));
    QCOMPARE(store->evidence(run->id)->size(), 2u);
    QCOMPARE(store->begin(after, u"sandbox"_s, {})->id, run->id);
    QVERIFY(store->begin(rollout(), u"sandbox"_s, {})->id != run->id);
}

void TestRunStore::aStepThatTheFileChangedIsStaleAfterCarryingOver()
{
    const auto store = open();
    const auto run = store->begin(rollout(), u"sandbox"_s, {});
    StepSpec spec;
    spec.command = u"true"_s;
    for (const auto &step : {restore, copy}) {
        QVERIFY(store->setSpec(run->id, step, spec));
        QVERIFY(store->add(run->id, evidenceOf(step, StepState::Passed)));
    }
    const auto carried = store->carryOver(run->id, rollout(u"SELECT 2"_s));
    const auto status = store->status(*carried).value();
    QCOMPARE(toString(status.at(restore).state), toString(StepState::Stale));
    QVERIFY(status.at(restore).staleReason.contains(u"file"_s));
    QVERIFY(status.at(restore).spec == StepSpec());
    QCOMPARE(toString(status.at(copy).state), toString(StepState::Passed));
    QVERIFY(status.at(copy).spec == spec);
}

void TestRunStore::comparingSaysWhatIsKeptGoneAndAdded()
{
    const auto after = ChecklistMaker()
                           .heading(1, u"Rollout"_s)
                           .heading(2, u"Prepare"_s)
                           .step(u"Take a backup"_s)
                           .step(u"Copy it away"_s, 2)
                           .step(u"Set password=hunter2"_s)
                           .done();
    const auto difference = RunStore::compare(rollout(), after);
    QCOMPARE(difference.kept, QStringList({u"Take a backup"_s, u"Copy it away"_s}));
    QCOMPARE(difference.gone, QStringList({u"Restore it"_s, u"Tell the team"_s}));
    QCOMPARE(difference.added, QStringList({u"Set password=hunter2"_s}));
    QVERIFY(difference.difference.contains(u"+- [ ] Set password=***"_s));
}

void TestRunStore::theDifferenceIsAUnifiedDiff()
{
    QString before, after;
    for (int i = 1; i <= 30; ++i) {
        before += u"line %1\n"_s.arg(i);
        if (i == 10)
            after += u"new\n"_s;
        else if (i != 25)
            after += u"line %1\n"_s.arg(i);
    }
    QCOMPARE(unifiedDifference(before, after),
             u"--- before\n+++ after\n"
             "@@ -7,7 +7,7 @@\n line 7\n line 8\n line 9\n-line 10\n+new\n line 11\n line 12\n line 13\n"
             "@@ -22,7 +22,6 @@\n line 22\n line 23\n line 24\n-line 25\n line 26\n line 27\n line 28\n"_s);
    QCOMPARE(unifiedDifference(before, before), QString());
    QCOMPARE(unifiedDifference(u"a\r\nb"_s, u"a\nb"_s), u"Only the line ends differ."_s);
    QCOMPARE(unifiedDifference(u"a"_s, u"a\nb"_s), u"--- before\n+++ after\n@@ -1,1 +1,2 @@\n a\n+b\n"_s);
}

void TestRunStore::aHugeDifferenceIsOnlyCounted()
{
    QString before, after;
    for (int i = 0; i < 100'000; ++i) {
        before += u"old %1\n"_s.arg(i);
        after += u"new %1\n"_s.arg(i);
    }
    QVERIFY(unifiedDifference(before, after).endsWith(u"100000 lines are gone, 100000 are new."_s));
}

void TestRunStore::theFileIsReadableByItsOwnerOnly()
{
    const auto store = open();
    QVERIFY(store->begin(rollout(), u"sandbox"_s, {}));
    for (const auto &part : {u""_s, u"-wal"_s, u"-shm"_s})
        QCOMPARE(QFile::permissions(m_path + part) &
                     (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
    QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    open();
    QVERIFY(!(QFile::permissions(m_path) & QFile::ReadOther));
}

void TestRunStore::severalThreadsMayWrite()
{
    const auto one = open();
    const auto two = open();
    const auto run = one->begin(rollout(), u"sandbox"_s, {})->id;
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&, store = i % 2 ? one : two] {
                for (int n = 0; n < 20; ++n)
                    failures += !store->add(run, evidenceOf(copy, StepState::Passed));
            });
    }
    QCOMPARE(failures.load(), 0);
    QCOMPARE(one->evidence(run)->size(), 80u);
}

void TestRunStore::aFolderThatDoesNotExistIsAnError()
{
    const auto store = RunStore::open(m_directory->filePath(u"nowhere/runs.sqlite"_s));
    QVERIFY(!store);
    QCOMPARE(store.error().kind, db::ErrorKind::FileAccess);
    QVERIFY(RunStore::open({}));
}

void TestRunStore::aFileThatIsSomethingElseIsAnError_data()
{
    QTest::addColumn<bool>("isDatabase");
    QTest::newRow("text") << false;
    QTest::newRow("another database") << true;
}

void TestRunStore::aFileThatIsSomethingElseIsAnError()
{
    QFETCH(bool, isDatabase);
    if (isDatabase) {
        QCOMPARE(meddle(m_path, {u"CREATE TABLE journal (id INTEGER)"_s}), QString());
    } else {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("no database\n").repeated(1000));
    }
    const auto store = RunStore::open(m_path);
    QVERIFY(!store);
    QCOMPARE(store.error().kind, db::ErrorKind::InvalidInput);
}

void TestRunStore::aFileOfANewerSeawallIsAnError()
{
    QVERIFY(open());
    QCOMPARE(meddle(m_path, {u"PRAGMA user_version = 99"_s}), QString());
    const auto store = RunStore::open(m_path);
    QVERIFY(!store);
    QCOMPARE(store.error().kind, db::ErrorKind::InvalidInput);
}

void TestRunStore::manyStepsAreKept()
{
    ChecklistMaker maker;
    maker.heading(1, u"Many"_s);
    for (int i = 0; i < 2'000; ++i)
        maker.step(u"Step %1"_s.arg(i)).block(u"sql"_s, u"SELECT %1"_s.arg(i));
    const auto checklist = maker.done();
    const auto store = RunStore::open({}).value();
    const auto run = store->begin(checklist, u"sandbox"_s, {}).value();
    for (const auto &node : checklist.nodes)
        QVERIFY(store->add(run.id, evidenceOf(node.identity, StepState::Passed)));
    const auto status = store->status(run).value();
    QCOMPARE(toString(status.at(u"Many"_s).state), toString(StepState::Passed));
}

QTEST_APPLESS_MAIN(TestRunStore)
#include "tst_runstore.moc"
