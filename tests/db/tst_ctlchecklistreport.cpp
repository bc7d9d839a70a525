// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/checklists.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using tests::toldBy;

/// `seawallctl checklist report` on a real cluster.
class TestCtlChecklistReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theReportGoesToStandardOutput();
    void theFormatFollowsTheNameOfTheFile();
    void aPdfIsMadeWithoutAScreen();
    void aRoleThatChangedIsTold();
    void aFileThatWasNeverRunIsSaid();
    void aPdfNeedsAFile();

private:
    tests::Ended report(const QStringList &more) const
    {
        return tests::run(QStringList{u"checklist"_s, u"report"_s, m_file, u"--runs"_s, m_runs,
                                      u"--data-dir"_s, m_directory.path(), u"--env"_s, m_sandbox->envFile()} +
                          more);
    }
    QByteArray written(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_directory;
    QString m_file, m_runs;
    mutable tests::SandboxFixture m_sandbox;
};

void TestCtlChecklistReport::initTestCase()
{
    START_SANDBOX(m_sandbox, 1);
    m_file = m_directory.filePath(u"rollout.md"_s);
    m_runs = m_directory.filePath(u"runs.sqlite"_s);
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("# Rollout\n\n- [ ] It is a replica\n- [ ] It was promoted\n- [ ] Tell the team\n");
    file.close();
    const auto checklist = readChecklist(m_file);
    const auto store = RunStore::open(m_runs);
    QVERIFY(checklist && store);
    const auto run = (*store)->begin(*checklist, u"sandbox"_s, {});
    for (const auto role : {db::Role::Replica, db::Role::Primary}) {
        const auto node = size_t(role == db::Role::Replica ? 1 : 2);
        auto evidence = tests::evidenceOf(checklist->nodes[node].identity, StepState::Passed);
        evidence.target.node = u"replica1"_s;
        evidence.target.role = role;
        QVERIFY((*store)->add(run->id, evidence));
    }
}

void TestCtlChecklistReport::theReportGoesToStandardOutput()
{
    const auto ended = report({});
    QVERIFY2(ended.code == 0, toldBy(ended));
    QVERIFY2(ended.output.contains("\n- [x] It is a replica\n"), ended.output);
    QVERIFY(ended.output.contains("\n- [ ] Tell the team\n"));
    QVERIFY(ended.output.contains("alice@db-host"));
}

void TestCtlChecklistReport::theFormatFollowsTheNameOfTheFile()
{
    const auto path = m_directory.filePath(u"report.html"_s);
    const auto ended = report({u"--output"_s, path});
    QVERIFY2(ended.code == 0, toldBy(ended));
    QCOMPARE(ended.output, "The report is written: " + path.toUtf8() + '\n');
    QVERIFY(written(path).startsWith("<!DOCTYPE html>"));
    QVERIFY(report({u"--format"_s, u"html"_s}).output.startsWith("<!DOCTYPE html>"));
}

void TestCtlChecklistReport::aPdfIsMadeWithoutAScreen()
{
    const auto path = m_directory.filePath(u"report.pdf"_s);
    qunsetenv("XDG_RUNTIME_DIR"); // as cron has it
    const auto ended = report({u"--output"_s, path});
    QVERIFY2(ended.code == 0 && ended.errors.isEmpty(), toldBy(ended));
    QVERIFY(written(path).startsWith("%PDF"));
    QVERIFY(written(path).contains("/FontName")); // its words are drawn
}

void TestCtlChecklistReport::aRoleThatChangedIsTold()
{
    const auto ended = report({});
    QVERIFY2(ended.output.contains("replica1 was the primary when this passed and is a replica on timeline"),
             ended.output);
    QVERIFY(ended.output.contains("\n- [ ] It was promoted\n"));
}

void TestCtlChecklistReport::aFileThatWasNeverRunIsSaid()
{
    const auto runs = m_directory.filePath(u"none.sqlite"_s);
    const auto ended = tests::run(
        {u"checklist"_s, u"report"_s, m_file, u"--runs"_s, runs, u"--env"_s, m_sandbox->envFile()});
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.errors.contains("was not walked through"), toldBy(ended));
    QVERIFY(!QFile::exists(runs));
}

void TestCtlChecklistReport::aPdfNeedsAFile()
{
    const auto ended = report({u"--format"_s, u"pdf"_s});
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.errors.contains("--output report.pdf"), toldBy(ended));
}

QTEST_GUILESS_MAIN(TestCtlChecklistReport)
#include "tst_ctlchecklistreport.moc"
