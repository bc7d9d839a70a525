// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/endpoint.h"
#include "db/lsn.h"

#include <QTest>

using namespace seawall::db;
using namespace Qt::StringLiterals;

class TestEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aUriIsReadAndThePasswordKeptApart();
    void aBareWordIsAService();
    void withoutAHostItIsTheUnixSocket();
    void aBadPortIsNamed();
    void aBrokenUriNeverShowsItsPassword();
    void passwordsAreMaskedEverywhere_data();
    void passwordsAreMaskedEverywhere();
    void lsnsAreReadAndWrittenAsPostgresDoes();
};

void TestEndpoint::aUriIsReadAndThePasswordKeptApart()
{
    const auto endpoint =
        Endpoint::parse(u"primary"_s, u"postgresql://amy:s%40crit@db1:5433/pulse_db?sslmode=require"_s);
    QVERIFY(endpoint.has_value());
    QCOMPARE(endpoint->host(), u"db1"_s);
    QCOMPARE(endpoint->port(), 5433);
    QCOMPARE(endpoint->password.reveal(), u"s@crit"_s);
    QCOMPARE(endpoint->parameter(u"sslmode"_s), u"require"_s);
    QVERIFY(!endpoint->parameters.contains(u"password"_s));
    QCOMPARE(endpoint->describe(), u"amy@db1:5433/pulse_db"_s);
}

void TestEndpoint::aBareWordIsAService()
{
    const auto endpoint = Endpoint::parse(u"primary"_s, u"pulse"_s);
    QVERIFY(endpoint.has_value());
    QCOMPARE(endpoint->parameter(u"service"_s), u"pulse"_s);
    QCOMPARE(endpoint->address(), u"service pulse"_s);
}

void TestEndpoint::withoutAHostItIsTheUnixSocket()
{
    qunsetenv("PGHOST");
    const auto endpoint = Endpoint::parse(u"primary"_s, u"port=5433"_s);
    QCOMPARE(endpoint->address(), u"Unix socket:5433"_s);
    qputenv("PGHOST", "db7");
    QCOMPARE(endpoint->address(), u"db7:5433"_s);
    qunsetenv("PGHOST");
}

void TestEndpoint::aBadPortIsNamed()
{
    const auto endpoint = Endpoint::parse(u"replica1"_s, u"host=db2 port=543x"_s);
    QVERIFY(!endpoint.has_value());
    QCOMPARE(endpoint.error().kind, ErrorKind::InvalidInput);
    QVERIFY2(endpoint.error().message.contains(u"543x"_s), qPrintable(endpoint.error().message));
}

void TestEndpoint::aBrokenUriNeverShowsItsPassword()
{
    for (const auto &text : {u"postgresql://amy:hunter2@[db1:99"_s, u"host=db1 password='hunter2 port="_s,
                             u"password=hunter2 nonsense=1"_s}) {
        const auto endpoint = Endpoint::parse(u"primary"_s, text);
        QVERIFY(!endpoint.has_value());
        const auto all = endpoint.error().message + endpoint.error().hint + endpoint.error().detail;
        QVERIFY2(!all.contains(u"hunter2"_s), qPrintable(all));
    }
}

void TestEndpoint::passwordsAreMaskedEverywhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("uri") << u"connect to postgresql://amy:hunter2@db1/x"_s;
    QTest::newRow("keyword") << u"host=db1 password=hunter2 port=5432"_s;
    QTest::newRow("quoted keyword") << u"password = 'hunter2 \\' hunter2' host=db1"_s;
    QTest::newRow("environment") << u"POSTGRES_PASSWORD=\"hunter2\""_s;
    QTest::newRow("json") << u"{\"password\": \"hunter2\"}"_s;
    QTest::newRow("sql") << u"ALTER ROLE amy PASSWORD 'hunter2'"_s;
    QTest::newRow("parameter") << u"postgresql://db1/x?user=amy&password=hunter2&port=1"_s;
}

void TestEndpoint::passwordsAreMaskedEverywhere()
{
    QFETCH(QString, text);
    const auto masked = redacted(text);
    QVERIFY2(!masked.contains(u"hunter2"_s), qPrintable(masked));
    QVERIFY(masked.contains(u"***"_s));
}

void TestEndpoint::lsnsAreReadAndWrittenAsPostgresDoes()
{
    const auto lsn = Lsn::parse("16/B374D848");
    QVERIFY(lsn.has_value());
    QCOMPARE(lsn->toString(), u"16/B374D848"_s);
    QCOMPARE(lsn->bytesSince(*Lsn::parse("16/B374D840")), 8);
    QCOMPARE(Lsn::parse("15/FFFFFFFF")->bytesSince(*Lsn::parse("16/0")), -1);
    for (const auto *text : {"", "16", "16/", "/1", "16/XY", "16/1 ", "123456789/1"})
        QVERIFY2(!Lsn::parse(text), text);
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
