// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/circuitbreaker.h"
#include "db/router/readguard.h"

#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::CircuitBreaker;

class TestRoutingRules : public QObject
{
    Q_OBJECT

private:
    const CircuitBreaker::Time start = CircuitBreaker::Time() + 1h;

    static int admitted(CircuitBreaker &breaker, CircuitBreaker::Time when, int asked = 100)
    {
        int count = 0;
        for (int i = 0; i < asked; ++i)
            count += breaker.admits(when) ? 1 : 0;
        return count;
    }

private Q_SLOTS:
    void aNodeThatNeverFailedGetsEveryRead()
    {
        CircuitBreaker breaker(10s);
        QVERIFY(breaker.state(start) == CircuitBreaker::State::Closed);
        QCOMPARE(admitted(breaker, start), 100);
    }

    void aNodeThatFailedGetsNoReadDuringThePause()
    {
        CircuitBreaker breaker(10s);
        breaker.fail(start);
        QVERIFY(breaker.state(start + 499ms) == CircuitBreaker::State::Open);
        QCOMPARE(admitted(breaker, start + 499ms), 0);
    }

    void itReturnsWithATenthOfTheReadsAndGetsMoreAndMore()
    {
        CircuitBreaker breaker(10s);
        breaker.fail(start);
        QVERIFY(breaker.state(start + 500ms) == CircuitBreaker::State::Returning);
        const int first = admitted(breaker, start + 500ms);
        QVERIFY2(first >= 9 && first <= 10, qPrintable(QString::number(first)));
        const int half = admitted(breaker, start + 5500ms);
        QVERIFY2(half >= 54 && half <= 56, qPrintable(QString::number(half)));
        QVERIFY(breaker.state(start + 10'500ms) == CircuitBreaker::State::Closed);
        QCOMPARE(admitted(breaker, start + 10'500ms), 100);
    }

    void eachFailureInARowDoublesThePauseUpToALimit()
    {
        CircuitBreaker breaker(10s);
        auto now = start;
        auto pause = CircuitBreaker::firstPause;
        for (int i = 0; i < 10; ++i) {
            breaker.fail(now);
            QVERIFY(breaker.state(now + pause - 1ms) == CircuitBreaker::State::Open);
            QVERIFY(breaker.state(now + pause) == CircuitBreaker::State::Returning);
            now += pause;
            pause = std::min(2 * pause, CircuitBreaker::longestPause);
        }
        now += 40s; // it has returned in full
        breaker.fail(now);
        QVERIFY(breaker.state(now + 500ms) == CircuitBreaker::State::Returning);
    }

    void readsThatFailTogetherCountAsOneFailure()
    {
        CircuitBreaker breaker(10s);
        for (int read = 0; read < 8; ++read)
            breaker.fail(start + std::chrono::milliseconds(read));
        QVERIFY(breaker.state(start + 506ms) == CircuitBreaker::State::Open);
        QVERIFY(breaker.state(start + 507ms) == CircuitBreaker::State::Returning);
    }

    void aNodeThatIsHeldBackReturnsGraduallyFromTheMomentItIsFit()
    {
        CircuitBreaker breaker(10s);
        for (int second = 0; second <= 60; ++second)
            breaker.hold(start + std::chrono::seconds(second));
        QVERIFY(breaker.state(start + 60s + 499ms) == CircuitBreaker::State::Open);
        QVERIFY(breaker.state(start + 60s + 500ms) == CircuitBreaker::State::Returning);
        QVERIFY(breaker.share(start + 60s + 500ms) < 0.11);
    }

    void aReadSessionTakesWhatReads_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<bool>("isTaken");
        const auto row = [](const char *sql, bool isTaken) {
            QTest::newRow(sql) << QString::fromLatin1(sql) << isTaken;
        };
        row("SELECT 1", true);
        row("-- why\n /* and */ select 1", true);
        row("(SELECT 1) UNION (SELECT 2)", true);
        row("WITH a AS (SELECT 1) TABLE a", true);
        row("VALUES (1)", true);
        row("SHOW work_mem", true);
        row("EXPLAIN ANALYZE SELECT 1", true);
        row("BEGIN", true);
        row("BEGIN ISOLATION LEVEL REPEATABLE READ", true);
        row("START TRANSACTION READ ONLY", true);
        row("COMMIT", true);
        row("ROLLBACK", true);
        row("", false);
        row("-- nothing", false);
        row("INSERT INTO a VALUES (1)", false);
        row("BEGIN READ WRITE", false);
        row("begin isolation level serializable, read /* x */ write", false);
        row("START TRANSACTION READ WRITE", false);
        row("SET default_transaction_read_only = off", false);
        row("RESET ALL", false);
        row("DISCARD ALL", false);
        row("DO $$ BEGIN COMMIT; END $$", false);
        row("CALL p()", false);
        row("PREPARE TRANSACTION 'a'", false);
        row("COPY a TO STDOUT", false);
    }
    void aReadSessionTakesWhatReads()
    {
        QFETCH(QString, sql);
        QFETCH(bool, isTaken);
        const auto checked = db::checkRead(sql, "on");
        QCOMPARE(checked.has_value(), isTaken);
        if (!isTaken)
            QCOMPARE(checked.error().kind, db::ErrorKind::InvalidInput);
    }

    void aSessionWhoseReadOnlyStateWasLiftedIsNotAskedAnyMore()
    {
        QVERIFY(!db::checkRead(u"SELECT 1"_s, "off"));
    }

    void anOldServerThatReportsNothingIsNotAskedToLiftIt()
    {
        QVERIFY(db::checkRead(u"SELECT 1"_s, {}));
        QVERIFY(!db::checkRead(u"SELECT set_config('default_transaction_READ_ONLY', 'off', false)"_s, {}));
    }
};

QTEST_APPLESS_MAIN(TestRoutingRules)
#include "tst_routingrules.moc"
