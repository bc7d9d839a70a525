// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/history.h"
#include "db/migrations/historystatements.h"

#include <QStringList>
#include <QTest>

using namespace seawall::db;
using namespace Qt::StringLiterals;

using Goal = StepRequest::Goal;
using Partly = StepRequest::Partly;

namespace {

QByteArray sumOf(const QString &text)
{
    return text.isEmpty() ? QByteArray() : text.toLatin1();
}

/// 'VERSION UP [DOWN]' a migration; UP and DOWN stand for checksums.
MigrationFolder folderOf(const QStringList &lines)
{
    MigrationFolder folder;
    for (const auto &line : lines) {
        const auto words = line.split(u' ');
        Migration migration;
        migration.version = words[0];
        migration.name = u"m"_s + words[0];
        migration.repeatable = words[0].startsWith(u"R__"_s);
        migration.up.checksum = sumOf(words[1]);
        if (words.size() > 2)
            migration.down = MigrationFile{u"down.sql"_s, 0, -1, 1, true, sumOf(words[2])};
        folder.migrations.push_back(migration);
    }
    return folder;
}

/// 'VERSION STATE UP DOWN DONE/OF' an entry; '-' for no checksum.
History historyOf(const QStringList &lines, std::optional<int> runner = {})
{
    static const std::map<QString, HistoryEntry::State> states{
        {u"applied"_s, HistoryEntry::State::Applied},
        {u"applying"_s, HistoryEntry::State::Applying},
        {u"rolling"_s, HistoryEntry::State::RollingBack},
        {u"rolledback"_s, HistoryEntry::State::RolledBack},
        {u"baseline"_s, HistoryEntry::State::Baseline}};
    History history;
    history.exists = true;
    history.runnerPid = runner;
    for (const auto &line : lines) {
        const auto words = line.split(u' ');
        HistoryEntry entry;
        entry.version = words[0];
        entry.name = u"m"_s + words[0];
        entry.state = states.at(words[1]);
        entry.upChecksum = sumOf(QString(words.value(2)).remove(u'-'));
        entry.downChecksum = sumOf(QString(words.value(3)).remove(u'-'));
        entry.statementsDone = words.value(4).section(u'/', 0, 0).toInt();
        entry.statements = words.value(4).section(u'/', 1, 1).toInt();
        history.entries.push_back(entry);
    }
    return history;
}

StepRequest applyAll(bool outOfOrder = false, Partly partly = Partly::Refuse)
{
    return {Goal::ApplyAll, {}, outOfOrder, partly};
}
StepRequest applyTo(const QString &version)
{
    return {Goal::ApplyTo, version, false, Partly::Refuse};
}
StepRequest rollbackTo(const QString &version, Partly partly = Partly::Refuse)
{
    return {Goal::RollbackTo, version, false, partly};
}

/// '+001 -002 +003@2': up, down, from statement 2 on; or the error's message and hint.
QString told(const Result<std::vector<MigrationStep>> &steps)
{
    if (!steps) {
        if (steps.error().kind != ErrorKind::InvalidInput || steps.error().hint.isEmpty())
            return u"an error of another kind or without a hint"_s;
        return steps.error().message + u" → "_s + steps.error().hint;
    }
    QStringList words;
    for (const auto &step : *steps) {
        words << (step.direction == Direction::Up ? u'+' : u'-') + step.migration.version;
        if (step.firstStatement > 0)
            words.back() += u'@' + QString::number(step.firstStatement);
    }
    return words.join(u' ');
}

} // namespace

class MigrationStatusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesAndServerArePutTogether_data();
    void filesAndServerArePutTogether();
    void whatIsWrongIsSaid();
    void theStepsToAGoal_data();
    void theStepsToAGoal();
    void refusalsSayTheWayOut_data();
    void refusalsSayTheWayOut();
    void problemsOfTheFolderStopEverything();
    void aStepCarriesTheVersionAsTheHistorySpellsIt();
    void valuesAreQuotedWhateverTheyHold();
};

void MigrationStatusTest::filesAndServerArePutTogether_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<int>("runner");
    QTest::addColumn<QString>("status");
    const auto row = [](const char *name, const QStringList &files, const QStringList &rows,
                        const char *status, int runner = 0) {
        QTest::newRow(name) << files << rows << runner << QString::fromLatin1(status);
    };
    row("nothing applied", {u"001 a"_s, u"002 b"_s}, {}, "001 pending, 002 pending");
    row("applied, one to go", {u"001 a"_s, u"002 b"_s}, {u"001 applied a"_s}, "001 applied, 002 pending");
    row("other zeros are the same version", {u"001 a"_s}, {u"1 applied a"_s}, "001 applied");
    row("rolled back is pending", {u"001 a"_s}, {u"001 rolledback a"_s}, "001 pending");
    row("rolled back and gone is of no interest", {u"001 a"_s}, {u"002 rolledback a"_s}, "001 pending");
    row("edited", {u"001 b"_s}, {u"001 applied a"_s}, "001 edited");
    row("adopted without a checksum", {u"001 b"_s}, {u"001 applied -"_s}, "001 applied");
    row("a changed down is no edit", {u"001 a e"_s}, {u"001 applied a d"_s}, "001 applied");
    row("missing", {u"002 b"_s}, {u"001 applied a"_s, u"002 applied b"_s}, "001 missing, 002 applied");
    row("out of order", {u"001 a"_s, u"002 b"_s}, {u"002 applied b"_s}, "001 out of order, 002 applied");
    row("out of order behind a missing one", {u"001 a"_s}, {u"002 applied b"_s},
        "001 out of order, 002 missing");
    row("a rolled back one puts nothing out of order", {u"001 a"_s, u"002 b"_s}, {u"002 rolledback b"_s},
        "001 pending, 002 pending");
    row("baseline", {u"001 b"_s}, {u"001 baseline a"_s}, "001 baseline");
    row("baseline without a file", {u"002 b"_s}, {u"001 baseline a"_s}, "001 baseline, 002 pending");
    row("partly", {u"001 a"_s}, {u"001 applying a - 1/3"_s}, "001 partly");
    row("partly rolled back", {u"001 a"_s}, {u"001 rolling a - 1/3"_s}, "001 partly");
    row("running", {u"001 a"_s}, {u"001 applying a - 1/3"_s}, "001 running", 42);
    row("a runner between migrations", {u"001 a"_s}, {u"001 applied a"_s}, "001 applied", 42);
    row("repeatable, unchanged", {u"1 a"_s, u"R__v a"_s}, {u"1 applied a"_s, u"R__v applied a"_s},
        "1 applied, R__v applied");
    row("repeatable, changed", {u"1 a"_s, u"R__v b"_s}, {u"1 applied a"_s, u"R__v applied a"_s},
        "1 applied, R__v pending");
    row("a repeatable puts nothing out of order", {u"1 a"_s, u"R__v a"_s}, {u"R__v applied a"_s},
        "1 pending, R__v applied");
}

void MigrationStatusTest::filesAndServerArePutTogether()
{
    QFETCH(QStringList, files);
    QFETCH(QStringList, rows);
    QFETCH(int, runner);
    QFETCH(QString, status);
    QStringList told;
    for (const auto &one :
         statusOf(folderOf(files), historyOf(rows, runner > 0 ? std::optional(runner) : std::nullopt)))
        told << one.version() + u' ' + toString(one.state);
    QCOMPARE(told.join(u", "_s), status);
}

void MigrationStatusTest::whatIsWrongIsSaid()
{
    const auto reasonOf = [](const QStringList &files, const QStringList &rows,
                             std::optional<int> runner = {}) {
        return statusOf(folderOf(files), historyOf(rows, runner)).front().reason;
    };
    QCOMPARE(reasonOf({u"1 a"_s}, {u"1 applied a"_s}), QString());
    QCOMPARE(reasonOf({u"1 b"_s}, {u"1 applied a"_s}), u"Its file was changed after it was applied."_s);
    QVERIFY(reasonOf({u"1 a E"_s}, {u"1 applied a D"_s}).startsWith(u"Its down script was changed"_s));
    QVERIFY(
        reasonOf({u"1 a"_s}, {u"1 applied a D"_s}).startsWith(u"Its down script was changed or removed"_s));
    QCOMPARE(reasonOf({u"1 a D"_s}, {u"1 applied a -"_s}), QString()); // adopted: nothing to compare with
    QCOMPARE(reasonOf({}, {u"1 applied a"_s}), u"It is applied, and no file has its version."_s);
    QCOMPARE(reasonOf({u"1 a"_s, u"2 b"_s}, {u"2 applied b"_s}),
             u"2, which comes later, is applied already."_s);
    QCOMPARE(reasonOf({u"1 a"_s}, {u"1 applying a - 1/3"_s}),
             u"It stopped while it was applied: 1 of its 3 statements stand."_s);
    QCOMPARE(reasonOf({u"1 a"_s}, {u"1 rolling a - 2/3"_s}),
             u"It stopped while it was rolled back: 2 of its 3 statements stand."_s);
    QCOMPARE(reasonOf({u"1 a"_s}, {u"1 applying a - 1/3"_s}, 42), u"The session 42 works on it."_s);
}

void MigrationStatusTest::theStepsToAGoal_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<StepRequest>("request");
    QTest::addColumn<QString>("steps");
    const auto row = [](const char *name, const QStringList &files, const QStringList &rows,
                        const StepRequest &request, const char *steps) {
        QTest::newRow(name) << files << rows << request << QString::fromLatin1(steps);
    };
    const QStringList three{u"001 a A"_s, u"002 b B"_s, u"003 c C"_s};
    const QStringList two{u"001 applied a A"_s, u"002 applied b B"_s};
    row("all", three, {}, applyAll(), "+001 +002 +003");
    row("the rest", three, two, applyAll(), "+003");
    row("nothing to do", {u"1 a"_s}, {u"1 applied a"_s}, applyAll(), "");
    row("up to one, included", three, {}, applyTo(u"2"_s), "+001 +002");
    row("up to one that is applied", three, two, applyTo(u"001"_s), "");
    row("out of order where allowed", three, {u"002 applied b"_s}, applyAll(true), "+001 +003");
    row("what is out of order beyond the goal is no matter", three, {u"003 applied c"_s, u"001 applied a"_s},
        applyTo(u"1"_s), "");
    row("repeatable ones last", {u"1 a"_s, u"2 b"_s, u"R__a x"_s, u"R__b y"_s},
        {u"1 applied a"_s, u"R__b applied y"_s}, applyAll(), "+2 +R__a");
    row("no repeatable one before all is there", {u"1 a"_s, u"2 b"_s, u"R__a x"_s}, {}, applyTo(u"1"_s),
        "+1");
    row("repeatable ones once all is there", {u"1 a"_s, u"2 b"_s, u"R__a x"_s}, {}, applyTo(u"2"_s),
        "+1 +2 +R__a");
    row("back to one, kept", three, two, rollbackTo(u"001"_s), "-002");
    row("back to nothing", three, two, rollbackTo(u"000"_s), "-002 -001");
    row("0 is 000", three, two, rollbackTo(u"0"_s), "-002 -001");
    row("back to the latest", three, two, rollbackTo(u"002"_s), "");
    row("back over one that was out of order", three, {u"001 applied a"_s, u"003 applied c C"_s},
        rollbackTo(u"1"_s), "-003");
    row("an edited one goes back by the down it had", {u"1 b B"_s}, {u"1 applied a B"_s}, rollbackTo(u"0"_s),
        "-1");
    row("a down written later is used", {u"1 a B"_s}, {u"1 applied a -"_s}, rollbackTo(u"0"_s), "-1");
    row("what is wrong below the goal is no matter for the way back", {u"1 x"_s, u"2 b B"_s},
        {u"1 applied a"_s, u"2 applied b B"_s}, rollbackTo(u"1"_s), "-2");
    row("back over nothing of a baseline", three, {u"001 baseline a"_s, u"002 applied b B"_s},
        rollbackTo(u"1"_s), "-002");
    row("repeatable ones stay", {u"1 a A"_s, u"R__v v"_s}, {u"1 applied a A"_s, u"R__v applied v"_s},
        rollbackTo(u"0"_s), "-1");
    const QStringList stopped{u"001 applied a A"_s, u"002 applying b B 2/3"_s};
    row("resume", three, stopped, applyAll(false, Partly::Resume), "+002@2 +003");
    row("roll back what stopped, then all", three, stopped, applyAll(false, Partly::RollBack),
        "-002 +002 +003");
    row("roll back what stopped", three, stopped, rollbackTo(u"1"_s, Partly::RollBack), "-002");
    row("resume, then back", three, stopped, rollbackTo(u"0"_s, Partly::Resume), "+002@2 -002 -001");
    const QStringList half{u"001 applied a A"_s, u"002 rolling b B 1/2"_s};
    row("resume a rollback", three, half, rollbackTo(u"0"_s, Partly::Resume), "-002@1 -001");
    row("a rollback is rolled on", three, half, rollbackTo(u"1"_s, Partly::RollBack), "-002@1");
}

void MigrationStatusTest::theStepsToAGoal()
{
    QFETCH(QStringList, files);
    QFETCH(QStringList, rows);
    QFETCH(StepRequest, request);
    QFETCH(QString, steps);
    const auto folder = folderOf(files);
    QCOMPARE(told(stepsFor(folder, statusOf(folder, historyOf(rows)), request)), steps);
}

void MigrationStatusTest::refusalsSayTheWayOut_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<StepRequest>("request");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, const QStringList &files, const QStringList &rows,
                        const StepRequest &request, const QStringList &words) {
        QTest::newRow(name) << files << rows << request << words;
    };
    row("edited", {u"1 b"_s}, {u"1 applied a"_s}, applyAll(), {u"1 m1 was changed"_s, u"--repair"_s});
    row("missing", {u"2 b"_s}, {u"1 applied a"_s}, applyAll(), {u"1 m1 is applied"_s, u"--repair"_s});
    row("out of order", {u"1 a"_s, u"2 b"_s}, {u"2 applied b"_s}, applyAll(),
        {u"1 m1 is not applied. 2, which comes later"_s, u"--allow-out-of-order"_s, u"--baseline 1"_s});
    row("partly", {u"1 a"_s}, {u"1 applying a - 1/3"_s}, applyAll(),
        {u"1 of its 3 statements stand"_s, u"--resume"_s, u"--roll-back-partly"_s, u"--repair"_s});
    row("partly, on the way back", {u"1 a"_s}, {u"1 applying a - 1/3"_s}, rollbackTo(u"0"_s),
        {u"--resume"_s});
    row("partly, and edited since", {u"1 b"_s}, {u"1 applying a - 1/3"_s}, applyAll(false, Partly::Resume),
        {u"was changed since"_s, u"--roll-back-partly"_s});
    row("partly, and the file is gone", {u"2 b"_s}, {u"1 applying a - 1/3"_s},
        applyAll(false, Partly::Resume), {u"no file has its version"_s, u"--repair"_s});
    row("partly, and no down", {u"1 a"_s}, {u"1 applying a - 1/3"_s}, applyAll(false, Partly::RollBack),
        {u"no way back"_s});
    row("unknown version", {u"1 a"_s}, {}, applyTo(u"7"_s),
        {u"no migration with the version '7'"_s, u"--status"_s});
    row("unknown version back", {u"1 a A"_s}, {u"1 applied a A"_s}, rollbackTo(u"7"_s), {u"'7'"_s, u"000"_s});
    row("no version", {u"1 a"_s}, {}, rollbackTo(QString()), {u"''"_s});
    row("up to 000", {u"1 a"_s}, {}, applyTo(u"000"_s), {u"'000'"_s});
    row("back to one that is not applied", {u"1 a A"_s, u"2 b"_s}, {u"1 applied a A"_s}, rollbackTo(u"2"_s),
        {u"2 m2 is not applied"_s});
    row("no down", {u"1 a"_s}, {u"1 applied a"_s}, rollbackTo(u"0"_s), {u"1 m1 has no way back"_s});
    row("a changed down", {u"1 a X"_s}, {u"1 applied a A"_s}, rollbackTo(u"0"_s),
        {u"down script of 1 m1 was changed"_s, u"down.sql"_s, u"--repair"_s});
    row("back over a missing one", {u"1 a A"_s}, {u"1 applied a A"_s, u"2 applied b B"_s}, rollbackTo(u"0"_s),
        {u"2 m2 is applied, and no file"_s, u"--repair"_s});
    row("back over a baseline", {u"1 a A"_s, u"2 b B"_s}, {u"1 baseline a A"_s, u"2 applied b B"_s},
        rollbackTo(u"0"_s), {u"1 m1 was taken as applied"_s, u"Roll back to 1 at the lowest"_s});
}

void MigrationStatusTest::refusalsSayTheWayOut()
{
    QFETCH(QStringList, files);
    QFETCH(QStringList, rows);
    QFETCH(StepRequest, request);
    QFETCH(QStringList, words);
    const auto folder = folderOf(files);
    const auto steps = stepsFor(folder, statusOf(folder, historyOf(rows)), request);
    QVERIFY(!steps);
    for (const auto &word : words)
        QVERIFY2(told(steps).contains(word), qPrintable(told(steps)));
    const auto running =
        stepsFor(folder, statusOf(folder, historyOf({u"1 applying a - 1/3"_s}, 42)), request);
    if (request.goal == Goal::ApplyAll)
        QVERIFY2(told(running).contains(u"at work now"_s), qPrintable(told(running)));
}

void MigrationStatusTest::problemsOfTheFolderStopEverything()
{
    auto folder = folderOf({u"1 a"_s});
    folder.problems = {{u"/m/2_b.up.sql"_s, 7, u"This line is not UTF-8."_s, u"Save the file as UTF-8."_s},
                       {u"/m"_s, 0, u"x"_s, u"y"_s}};
    const auto steps = stepsFor(folder, statusOf(folder, {}), applyAll());
    QVERIFY(!steps);
    QCOMPARE(steps.error().message, u"/m/2_b.up.sql:7: This line is not UTF-8."_s);
    QVERIFY(steps.error().hint.startsWith(u"Save the file as UTF-8. There is 1 problem more"_s));
}

void MigrationStatusTest::aStepCarriesTheVersionAsTheHistorySpellsIt()
{
    const auto folder = folderOf({u"001 a A"_s, u"002 b"_s});
    const auto history = historyOf({u"1 applied a A"_s, u"2 rolledback b"_s});
    QCOMPARE(told(stepsFor(folder, statusOf(folder, history), rollbackTo(u"000"_s))), u"-1"_s);
    QCOMPARE(told(stepsFor(folder, statusOf(folder, history), applyAll())), u"+2"_s);
}

void MigrationStatusTest::valuesAreQuotedWhateverTheyHold()
{
    QCOMPARE(withLiterals(u"f($1, $2, $1)"_s, {u"it's $2"_s, QString()}),
             u"f('it''s $2', NULL, 'it''s $2')"_s);
    QCOMPARE(withLiterals(u"f($1)"_s, {u"a\\'b"_s}), u"f( E'a\\\\''b')"_s);
    QCOMPARE(withLiterals(u"f($10)"_s, {u"1"_s, {}, {}, {}, {}, {}, {}, {}, {}, u"ten"_s}), u"f('ten')"_s);
}

QTEST_GUILESS_MAIN(MigrationStatusTest)
#include "tst_migrationstatus.moc"
