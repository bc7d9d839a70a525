// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/runstore.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QtTest>

#include <signal.h>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;

namespace {

const auto checklist = QByteArray(R"(# Small checklist
## Look
- [ ] The replica is in recovery
  <!-- seawall: sql on=replica expect="t" -->
  ```sql
  SELECT pg_is_in_recovery();
  ```
- [ ] Say hello
  ```bash
  echo hello > said.txt
  ```
- [ ] Tell the team
- [ ] The primary is in recovery
  <!-- seawall: sql on=primary expect="t" -->
  ```sql
  SELECT pg_is_in_recovery();
  ```
- [ ] WEX is on the replica
  <!-- seawall: sql on=replica same-as=primary -->
  ```sql
  SELECT * FROM clients WHERE name = 'WEX';
  ```
)");

} // namespace

class TestChecklistRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlyChecksRunsWhatChangesNothing();
    void theWalkEndsAtTheFirstFailureAndIsGoneOnWith();
    void whatFailedBeforeStillCounts();
    void runAndStatusCountAsTheConsoleDoes();
    void aStepThatIsRunBesidesThoseBelowItCounts();
    void aFileThatChangedBeginsANewRunOrIsCarriedOver();
    void whatRestedOnAnotherRoleIsDoneAgain();
    void aRunIsKeptByTheWholePathOfItsFile();
    void oneStepIsRun();
    void withoutAnybodyToAskNothingRuns();
    void aPersonIsAskedOnATerminal();
    void controlCEndsTheStepAndWhatItStarted();
    void aStepThatIsNotThereIsNamed();
    void aBlockThatIsNoPartOfItsStepIsTold();

private:
    void write(const QByteArray &text)
    {
        QFile file(m_folder.filePath(u"list.md"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QStringList arguments(const QString &action, const QStringList &more = {})
    {
        return QStringList{u"checklist"_s,       action,          m_folder.filePath(u"list.md"_s), u"--env"_s,
                           m_sandbox->envFile(), u"--data-dir"_s, m_folder.filePath(m_state)} +
               more;
    }
    Ended runIt(const QStringList &more) { return tests::run(arguments(u"run"_s, more), m_folder.path()); }
    /// 'passed open …', a word a step.
    QString states()
    {
        const auto ended = tests::run(arguments(u"status"_s, {u"--json"_s}), m_folder.path());
        QStringList words;
        for (const auto &step : QJsonDocument::fromJson(ended.output).object()[u"steps"_s].toArray())
            words << step.toObject()[u"state"_s].toString();
        return words.join(u' ');
    }
    /// Each test has runs of its own.
    void startAnew(const QByteArray &text = checklist)
    {
        write(text);
        m_state = u"state%1"_s.arg(++m_count);
        QFile::remove(m_folder.filePath(u"said.txt"_s));
    }
    SandboxFixture m_sandbox;
    QTemporaryDir m_folder;
    QString m_state;
    int m_count = 0;
};

void TestChecklistRun::initTestCase()
{
    START_SANDBOX(m_sandbox, 1);
}

void TestChecklistRun::onlyChecksRunsWhatChangesNothing()
{
    startAnew();
    auto ended = runIt({u"--only-checks"_s, u"--keep-going"_s});
    QVERIFY2(ended.code == 1, toldBy(ended));
    QCOMPARE(states(), u"passed open open failed passed"_s);
    QVERIFY(!QFile::exists(m_folder.filePath(u"said.txt"_s)));
    QVERIFY2(ended.output.contains("Expected the value 't', but primary gave 'f'."), toldBy(ended));
    auto fine = checklist;
    startAnew(fine.replace("on=primary expect=\"t\"", "on=primary expect=\"f\""));
    ended = runIt({u"--only-checks"_s, u"--json"_s});
    QVERIFY2(ended.code == 0, toldBy(ended));
    const auto object = QJsonDocument::fromJson(ended.output).object();
    QCOMPARE(object[u"passed"_s].toInt(), 3);
    QCOMPARE(object[u"open"_s].toInt(), 2);
    QCOMPARE(object[u"steps"_s].toArray()[0].toObject()[u"node"_s].toString(), u"replica1"_s);
}

void TestChecklistRun::theWalkEndsAtTheFirstFailureAndIsGoneOnWith()
{
    startAnew();
    auto ended = runIt({u"--yes"_s});
    QVERIFY2(ended.code == 1, toldBy(ended));
    QCOMPARE(states(), u"passed passed open failed open"_s);
    QVERIFY(QFile::exists(m_folder.filePath(u"said.txt"_s)));
    QVERIFY(QFile::remove(m_folder.filePath(u"said.txt"_s)));
    ended = runIt({u"--yes"_s, u"--keep-going"_s});
    QCOMPARE(states(), u"passed passed open failed passed"_s);
    QVERIFY(!QFile::exists(m_folder.filePath(u"said.txt"_s))); // what had passed is not run again
    const auto journal = tests::run({u"journal"_s, u"list"_s, u"--env"_s, m_sandbox->envFile(),
                                     u"--data-dir"_s, m_folder.filePath(m_state)});
    QVERIFY2(journal.output.contains("Say hello"), toldBy(journal));
}

void TestChecklistRun::whatFailedBeforeStillCounts()
{
    startAnew("# A\n- [ ] Look here\n  ```bash\n  false\n  ```\n");
    QCOMPARE(runIt({u"--yes"_s}).code, 1);
    const auto ended = runIt({u"--only-checks"_s, u"--keep-going"_s}); // leaves it alone
    QVERIFY2(ended.code == 1 && ended.output.contains("failed 1."), toldBy(ended));
}

void TestChecklistRun::runAndStatusCountAsTheConsoleDoes()
{
    startAnew("# A\n- [ ] Phase\n  - [ ] One\n  - [ ] Two\n- [ ] Three\n");
    const auto ended = runIt({u"--only-checks"_s});
    QVERIFY2(ended.code == 0 && ended.output.contains("open 3."), toldBy(ended));
    const auto status = tests::run(arguments(u"status"_s), m_folder.path());
    QVERIFY2(status.output.contains("open 3."), toldBy(status));
}

void TestChecklistRun::aStepThatIsRunBesidesThoseBelowItCounts()
{
    startAnew("# A\n- [ ] Create `a.conf`\n  - [ ] It says so (`a = 1`)\n  - [ ] Look\n");
    QFile::remove(m_folder.filePath(u"a.conf"_s));
    auto ended = runIt({u"--only-checks"_s, u"--keep-going"_s});
    QVERIFY2(ended.code == 1 && ended.output.contains("failed 2, open 1."), toldBy(ended));
    QFile file(m_folder.filePath(u"a.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("a = 1\n") > 0);
    file.close();
    ended = runIt({u"--only-checks"_s, u"--keep-going"_s});
    QVERIFY2(ended.code == 0 && ended.output.contains("passed 2, open 1."), toldBy(ended));
    ended = runIt({u"--yes"_s}); // what has passed is not run again while others below it are open
    QVERIFY2(!ended.output.contains("Create"), toldBy(ended));
}

void TestChecklistRun::aFileThatChangedBeginsANewRunOrIsCarriedOver()
{
    const QByteArray text("# A\n- [ ] Say so\n  ```bash\n  true\n  ```\n");
    startAnew(text);
    QVERIFY(!runIt({u"--yes"_s}).output.contains("has changed"));
    write(text + "- [ ] Look\n");
    auto ended = runIt({u"--only-checks"_s});
    QVERIFY2(ended.output.contains("a new run begins"), toldBy(ended));
    QCOMPARE(states(), u"open open"_s);
    startAnew(text);
    QCOMPARE(runIt({u"--yes"_s}).code, 0);
    write(text + "- [ ] Look\n");
    ended = runIt({u"--only-checks"_s, u"--carry-over"_s});
    QVERIFY2(ended.output.contains("it is carried over"), toldBy(ended));
    QCOMPARE(states(), u"passed open"_s);
    ended = runIt({u"--only-checks"_s}); // said once
    QVERIFY2(!ended.output.contains("has changed"), toldBy(ended));
}

void TestChecklistRun::whatRestedOnAnotherRoleIsDoneAgain()
{
    startAnew("# A\n- [ ] Ask it\n  <!-- seawall: sql on=replica sql=\"SELECT pg_is_in_recovery()\" "
              "expect=\"t\" -->\n");
    QCOMPARE(runIt({u"--yes"_s}).code, 0);
    auto ended = runIt({u"--yes"_s});
    QVERIFY2(!ended.output.contains("Ask it"), toldBy(ended));
    QDirIterator files(m_folder.filePath(m_state), {u"checklists.sqlite"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    const auto store = models::RunStore::open(files.next());
    QVERIFY(store);
    const auto run = (*store)->runs()->front().id;
    auto evidence = (*store)->evidence(run)->back();
    evidence.target.role = db::Role::Primary;
    QVERIFY((*store)->add(run, evidence));
    ended = runIt({u"--yes"_s});
    QVERIFY2(ended.code == 0 && ended.output.contains("Ask it"), toldBy(ended));
    QCOMPARE((*store)->evidence(run)->size(), size_t(3));
}

void TestChecklistRun::aRunIsKeptByTheWholePathOfItsFile()
{
    startAnew();
    auto relative = arguments(u"run"_s, {u"--only-checks"_s});
    relative[2] = u"list.md"_s;
    tests::run(relative, m_folder.path());
    const auto report = tests::run(arguments(u"report"_s, {u"--format"_s, u"html"_s}), m_folder.path());
    QVERIFY2(report.output.contains(QFile::encodeName(m_folder.filePath(u"list.md"_s))), toldBy(report));
}

void TestChecklistRun::oneStepIsRun()
{
    startAnew();
    auto ended = runIt({u"--yes"_s, u"--step"_s, u"2"_s});
    QVERIFY2(ended.code == 0, toldBy(ended));
    QCOMPARE(states(), u"open passed open open open"_s);
    ended = runIt({u"--yes"_s, u"--step"_s, u"line:3"_s});
    QVERIFY2(ended.code == 0, toldBy(ended));
    QCOMPARE(states(), u"passed passed open open open"_s);
}

void TestChecklistRun::withoutAnybodyToAskNothingRuns()
{
    startAnew();
    const auto ended = runIt({});
    QVERIFY2(ended.code == 2, toldBy(ended));
    QVERIFY2(ended.errors.contains("--yes"), toldBy(ended));
    QCOMPARE(states(), u"open open open open open"_s);
}

void TestChecklistRun::aPersonIsAskedOnATerminal()
{
    startAnew();
    const auto command =
        u"cd '%1' && '%2' %3"_s.arg(m_folder.path(), seawallctl, arguments(u"run"_s).join(u' '));
    // Yes to the query, no to the command, no answer to that, later, a skip with a reason, then the end.
    const auto ended =
        shell(u"printf 'y\\nn\\ny\\nl\\ns\\nnobody is there\\nn\\nq\\n' | script -qec \"%1\" /dev/null"_s.arg(
            command));
    QVERIFY2(ended.output.contains("Reason for the skip") &&
                 ended.output.count("Answer p (passed), f (failed), s (skip), l (later) or q (quit).") == 1,
             toldBy(ended));
    QCOMPARE(states(), u"passed open skipped open open"_s);
}

void TestChecklistRun::controlCEndsTheStepAndWhatItStarted()
{
    startAnew("# A\n- [ ] Wait\n  ```bash\n  echo waiting; touch begun; sleep 987671; true\n  ```\n");
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(seawallctl, arguments(u"run"_s, {u"--yes"_s}));
    QTRY_VERIFY(QFile::exists(m_folder.filePath(u"begun"_s)));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(20000));
    QCOMPARE(process.exitCode(), 1);
    QCOMPARE(states(), u"interrupted"_s);
    QVERIFY(shell(u"pgrep -f 'sleep 98767[1]'"_s).output.isEmpty());
}

void TestChecklistRun::aStepThatIsNotThereIsNamed()
{
    startAnew();
    const auto ended = runIt({u"--step"_s, u"99"_s});
    QVERIFY2(ended.code == 2 && ended.errors.contains("no step '99'"), toldBy(ended));
}

void TestChecklistRun::aBlockThatIsNoPartOfItsStepIsTold()
{
    startAnew("# A\n\n- [ ] WEX is there\n\n```sql\nSELECT 1;\n```\n");
    const QByteArray note = "Line 5: the block of SQL is not run";
    for (const auto &ended :
         {runIt({}), runIt({u"--only-checks"_s}), tests::run(arguments(u"status"_s), m_folder.path())})
        QVERIFY2(ended.output.contains(note), toldBy(ended));
    const auto json = tests::run(arguments(u"status"_s, {u"--json"_s}), m_folder.path());
    const auto notes = QJsonDocument::fromJson(json.output).object()[u"notes"_s].toArray();
    QVERIFY2(notes.size() == 1 && notes.at(0).toString().startsWith(QString::fromLatin1(note)), toldBy(json));
}

QTEST_GUILESS_MAIN(TestChecklistRun)
#include "tst_checklistrun.moc"
