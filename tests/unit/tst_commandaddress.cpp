// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/commandaddress.h"
#include "models/checklist/commandstep.h"

#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;

class TestCommandAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoNodeIsNamed_data();
    void whatIsNoNodeIsNamed();
    void aStepThatAsksAnotherServerNeedsAReasonAndGetsNoPassword();

private:
    static models::ClusterProfile profile();
};

models::ClusterProfile TestCommandAddress::profile()
{
    models::ClusterProfile profile;
    for (const auto &[host, port] : {std::pair(u"127.0.0.1"_s, u"5444"_s),
                                     {u"127.0.0.1"_s, u"5445"_s},
                                     {u""_s, u"5446"_s}, // by the Unix socket
                                     {u"replica.example.com"_s, u"6000"_s}}) {
        db::NodeConfig node;
        node.role = profile.monitor.nodes.empty() ? db::Role::Primary : db::Role::Replica;
        node.endpoint.parameters[u"host"_s] = host;
        node.endpoint.parameters[u"port"_s] = port;
        node.endpoint.password = db::Secret(u"not-to-be-told"_s);
        profile.monitor.nodes.push_back(node);
    }
    return profile;
}

void TestCommandAddress::whatIsNoNodeIsNamed_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("foreign");
    const auto row = [](const char *name, const QString &command, const QString &foreign) {
        QTest::newRow(name) << command << foreign;
    };
    row("a node", u"psql -h localhost -p 5445 -c 'SELECT 1'"_s, {});
    row("another way to say this machine", u"psql -h 127.0.0.1 -p 5445 -c 'SELECT 1'"_s, {});
    row("a node by its socket", u"psql -p 5446 -c 'SELECT 1'\npsql -h /var/run/postgresql -p 5446"_s, {});
    row("another port", u"psql -h localhost -p 5433 -c 'SELECT 1'"_s, u"localhost:5433"_s);
    row("without a host", u"pg_isready --port=5433"_s, u"localhost:5433"_s);
    row("another machine", u"psql -h db.example.com -p 5445"_s, u"db.example.com:5445"_s);
    row("a remote node", u"psql --host=replica.example.com --port 6000"_s, {});
    row("a URL", u"pg_dump postgresql://me:secret@localhost:5432/shop"_s, u"localhost:5432"_s);
    row("keywords", u"psql 'host=localhost port=5432'"_s, u"localhost:5432"_s);
    row("two, one of them twice", u"psql -p 5433 -c 'SELECT 1'\npsql -p 5444\npsql -p 5433\npsql -p 5432"_s,
        u"localhost:5433 localhost:5432"_s);
    row("a line that goes on", u"psql -h localhost \\\n  -p 5433"_s, u"localhost:5433"_s);
    row("variables", u"psql -h $PGHOST -p \"$POSTGRES_REPLICA_PORT\""_s, {});
    row("no port", u"psql -h localhost -c 'SELECT 1'"_s, {});
    row("within a container", u"docker exec db psql -p 5432"_s, {});
    row("a remark", u"# psql -p 5433"_s, {});
    row("no client", u"mkdir -p 5433"_s, {});
}

void TestCommandAddress::whatIsNoNodeIsNamed()
{
    QFETCH(QString, command);
    QFETCH(QString, foreign);
    QCOMPARE(models::foreignAddresses(command, profile()).join(u' '), foreign);
}

void TestCommandAddress::aStepThatAsksAnotherServerNeedsAReasonAndGetsNoPassword()
{
    for (const auto &[port, isForeign] : {std::pair(u"5445"_s, false), {u"5433"_s, true}}) {
        models::StepSpec spec;
        spec.kind = models::StepSpec::Kind::Command;
        spec.command = u"true psql -p %1; echo \"[$PGPASSWORD]\""_s.arg(port);
        models::StepContext context;
        context.profile = profile();
        context.folder = QDir::tempPath();
        models::CommandStep step(u"checklist.command"_s, spec, context);
        const auto preview = step.preview();
        QCOMPARE(preview.needsReason, isForeign);
        QCOMPARE(preview.guards.size(), isForeign ? 1U : 0U);
        if (isForeign)
            QVERIFY(preview.guards[0].measured.contains(u"localhost:5433"_s));
        const auto result = step.run([](const models::Progress &) {}, {});
        QCOMPARE(result.output.contains(u"[]"_s), isForeign);
    }
}

QTEST_GUILESS_MAIN(TestCommandAddress)
#include "tst_commandaddress.moc"
