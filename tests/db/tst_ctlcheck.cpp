// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QTest>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a monitor is told while the primary of a pair is away, from the first look to a split brain. In this
/// order: each test begins where the one before has left the pair.
class TestCtlCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPrimaryThatRefusesWritesIsCritical();
    void aPrimaryThatHangsIsCriticalAtOnce();
    void aPrimaryThatIsGoneIsCritical();
    void noNodeAtAllIsCritical();
    void afterAFailoverThatNothingStreamsIsCritical();
    void aSplitBrainOfTwoNodesIsCritical();

private:
    Ended check(const QString &topic, const QStringList &more = {}) const;

    mutable SandboxFixture m_sandbox;
};

Ended TestCtlCheck::check(const QString &topic, const QStringList &more) const
{
    return run(QStringList{u"check"_s, topic, u"--env"_s, m_sandbox->envFile()} + more);
}

void TestCtlCheck::initTestCase()
{
    START_SANDBOX(m_sandbox, 1);
    QTRY_COMPARE_WITH_TIMEOUT(check(u"streaming"_s).code, 0, 30000);
}

void TestCtlCheck::aPrimaryThatRefusesWritesIsCritical()
{
    const auto set = [this](const QString &statement) {
        db::SessionOptions options;
        options.readOnly = false;
        auto primary =
            db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, db::Deadline::in(20s));
        return primary && primary->execute(statement, {}, db::Deadline::in(20s)) &&
               primary->execute(u"SELECT pg_reload_conf()"_s, {}, db::Deadline::in(20s));
    };
    const QStringList ofPrimary{u"--node"_s, u"primary"_s};
    QCOMPARE(check(u"streaming"_s, ofPrimary).code, 3); // it has nothing to stream from
    QVERIFY(set(u"ALTER SYSTEM SET default_transaction_read_only = on"_s));
    const QByteArray refused =
        "STREAMING CRITICAL - primary READ-ONLY (It refuses writes: default_transaction_read_only is on.)";
    const auto statusIs = [this](int code) {
        return run({u"status"_s, u"--env"_s, m_sandbox->envFile()}).code == code;
    };
    QTRY_VERIFY_WITH_TIMEOUT(statusIs(1), 20000);
    const auto all = check(u"streaming"_s);
    const auto primary = check(u"streaming"_s, ofPrimary);
    const auto lenient = check(u"streaming"_s, {u"--warn"_s, u"5"_s, u"--crit"_s, u"5"_s});
    const auto replica = check(u"streaming"_s, {u"--node"_s, u"replica1"_s});
    QVERIFY(set(u"ALTER SYSTEM RESET default_transaction_read_only"_s));
    QVERIFY2(all.code == 2 && all.output == refused + ", replica1 STREAMING | not_streaming=0;1;1;0;\n",
             toldBy(all));
    QVERIFY2(primary.code == 2 && primary.output.startsWith(refused), toldBy(primary));
    QVERIFY2(lenient.code == 2, toldBy(lenient));
    QVERIFY2(replica.code == 0, toldBy(replica));
    QTRY_COMPARE_WITH_TIMEOUT(check(u"streaming"_s).code, 0, 20000);
}

void TestCtlCheck::aPrimaryThatHangsIsCriticalAtOnce()
{
    QVERIFY(m_sandbox->pause(u"primary"_s));
    const auto all = check(u"streaming"_s);
    const auto primary = check(u"streaming"_s, {u"--node"_s, u"primary"_s});
    const auto replica = check(u"streaming"_s, {u"--node"_s, u"replica1"_s});
    const auto pool = check(u"pool"_s);
    QVERIFY(m_sandbox->resume(u"primary"_s));
    for (const auto &told : {all, primary})
        QVERIFY2(told.code == 2 &&
                     told.output.startsWith("STREAMING CRITICAL - DEGRADED: The primary cannot "
                                            "be reached from here") &&
                     told.output.contains("primary UNREACHABLE (") && told.output.count('\n') == 1,
                 toldBy(told));
    QVERIFY2(replica.code == 0 && replica.output.startsWith("STREAMING OK - replica1 STREAMING"),
             toldBy(replica)); // it hears from its primary
    QVERIFY2(pool.code == 3, toldBy(pool));
    QTRY_COMPARE_WITH_TIMEOUT(check(u"streaming"_s).code, 0, 20000);
}

void TestCtlCheck::aPrimaryThatIsGoneIsCritical()
{
    QVERIFY(m_sandbox->stop(u"primary"_s));
    const auto told = check(u"streaming"_s);
    QVERIFY2(told.code == 2 && told.output.startsWith("STREAMING CRITICAL - NO PRIMARY: "), toldBy(told));
    QVERIFY2(told.output.contains("primary UNREACHABLE (") && told.output.contains("replica1 DETACHED ("),
             toldBy(told));
    QVERIFY2(told.output.endsWith("| not_streaming=1;1;1;0;\n"), toldBy(told));
}

void TestCtlCheck::noNodeAtAllIsCritical()
{
    QVERIFY(m_sandbox->pause(u"replica1"_s));
    const auto told = check(u"streaming"_s);
    const auto lag = check(u"lag"_s);
    QVERIFY(m_sandbox->resume(u"replica1"_s));
    QVERIFY2(told.code == 2 &&
                 told.output.startsWith("STREAMING CRITICAL - NO PRIMARY: No node can be reached"),
             toldBy(told));
    QVERIFY2(lag.code == 3, toldBy(lag));
}

void TestCtlCheck::afterAFailoverThatNothingStreamsIsCritical()
{
    db::SessionOptions options;
    options.readOnly = false;
    auto replica = db::Connection::open(m_sandbox->endpoint(u"replica1"_s), options, db::Deadline::in(20s));
    QVERIFY(replica);
    QVERIFY(replica->execute(u"SELECT pg_promote()"_s, {}, db::Deadline::in(30s)));
    const auto told = check(u"streaming"_s);
    QVERIFY2(told.code == 2 && told.output.startsWith("STREAMING CRITICAL - primary UNREACHABLE ("),
             toldBy(told));
    const auto promoted = check(u"streaming"_s, {u"--node"_s, u"replica1"_s});
    QVERIFY2(promoted.code == 3 && promoted.output.contains("there is no replica to check"),
             toldBy(promoted));
}

void TestCtlCheck::aSplitBrainOfTwoNodesIsCritical()
{
    QVERIFY(m_sandbox->start(u"primary"_s));
    for (const auto &more : {QStringList{}, QStringList{u"--node"_s, u"replica1"_s}}) {
        const auto told = check(u"streaming"_s, more);
        QVERIFY2(told.code == 2 && told.output.startsWith("STREAMING CRITICAL - SPLIT BRAIN: primary and "
                                                          "replica1 are primaries of one cluster"),
                 toldBy(told));
    }
}

QTEST_GUILESS_MAIN(TestCtlCheck)
#include "tst_ctlcheck.moc"
