// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox.h"
#include "db/sandbox/account.h"
#include "db/sandbox/ports.h"
#include "db/sandbox/tool.h"
#include "models/failover/failoverdesk.h"
#include "models/failover/patroni.h"
#include "tests/support/failoverbench.h"
#include "tests/support/sandboxfixture.h"

#include <QSignalSpy>
#include <QStandardPaths>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A real Patroni with etcd and two members, on loopback. Left out where Debian's packages patroni and
/// etcd-server are not there.
class TestPatroni : public QObject
{
    Q_OBJECT

private:
    std::optional<QTemporaryDir> m_folder;
    db::ServiceAccount m_account;
    std::vector<std::unique_ptr<db::Tool>> m_tools;
    QList<int> m_ports;
    models::FailoverSite m_site;

    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString url(int member) const { return u"http://127.0.0.1:%1"_s.arg(m_ports[member]); }

    QByteArray configuration(int member) const
    {
        const auto binaries = db::Sandbox::findBinaries().value_or(QString());
        return u"scope: seawall\nname: member%1\n"
               "restapi: {listen: '127.0.0.1:%2', connect_address: '127.0.0.1:%2'}\n"
               "etcd3: {host: '127.0.0.1:%3'}\n"
               "bootstrap:\n  dcs: {ttl: 20, loop_wait: 1, retry_timeout: 5, postgresql: {use_pg_rewind: "
               "true}}\n"
               "  initdb: [{encoding: UTF8}, data-checksums]\n"
               "postgresql:\n  listen: 127.0.0.1:%4\n  connect_address: 127.0.0.1:%4\n"
               "  data_dir: %5/data%1\n  bin_dir: %6\n  pgpass: %5/pgpass%1\n"
               "  authentication:\n    superuser: {username: postgres, password: secret}\n"
               "    replication: {username: replicator, password: secret}\n"
               "  parameters: {fsync: 'off', unix_socket_directories: '%5'}\n"
               "  pg_hba: ['host all all 127.0.0.1/32 scram-sha-256', 'host replication all 127.0.0.1/32 "
               "scram-sha-256', 'local all all scram-sha-256']\n"_s
                   .arg(QString::number(member), QString::number(m_ports[member]),
                        QString::number(m_ports[0]), QString::number(m_ports[3 + member]), m_folder->path(),
                        binaries)
                   .toUtf8();
    }

    void start(const QString &program, const QStringList &arguments)
    {
        m_tools.push_back(std::make_unique<db::Tool>(program, arguments, m_account));
        m_tools.back()->start();
    }

    db::Result<std::vector<models::PatroniMember>> members() const
    {
        return models::PatroniClient(m_site.patroni()).members(db::Deadline::in(5s));
    }

    void startCluster()
    {
        const auto client = u"http://127.0.0.1:%1"_s.arg(m_ports[0]);
        const auto peer = u"http://127.0.0.1:%1"_s.arg(m_ports[3]);
        start(u"etcd"_s,
              {u"--data-dir"_s, path(u"etcd"_s), u"--listen-client-urls"_s, client,
               u"--advertise-client-urls"_s, client, u"--listen-peer-urls"_s, peer,
               u"--initial-advertise-peer-urls"_s, peer, u"--initial-cluster"_s, u"default="_s + peer});
        for (const int member : {1, 2}) {
            const auto file = path(u"member%1.yml"_s.arg(member));
            QVERIFY(m_account.writeFile(file, configuration(member)));
            start(u"patroni"_s, {file});
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        const bool isThere = !QStandardPaths::findExecutable(u"patroni"_s).isEmpty() &&
                             !QStandardPaths::findExecutable(u"etcd"_s).isEmpty();
        if (!isThere && !qEnvironmentVariableIsSet("SEAWALL_CI"))
            QSKIP("patroni or etcd is not there");
        QVERIFY2(isThere, "patroni and etcd-server have to be installed");
        m_folder.emplace(sandboxTemplate());
        m_account = *db::ServiceAccount::choose();
        QVERIFY(m_account.makeFolder(m_folder->path()));
        QSet<int> taken;
        for (int i = 0; i < 6; ++i) {
            m_ports << db::freePort(23000 + i, taken);
            taken << m_ports.last();
        }
        models::ClusterProfile profile;
        profile.name = u"patroni"_s;
        for (const int member : {1, 2}) {
            db::Endpoint endpoint;
            endpoint.name = member == 1 ? u"primary"_s : u"replica1"_s;
            endpoint.parameters = {{u"host"_s, u"127.0.0.1"_s},
                                   {u"port"_s, QString::number(m_ports[3 + member])},
                                   {u"user"_s, u"postgres"_s},
                                   {u"dbname"_s, u"postgres"_s}};
            endpoint.password = db::Secret(u"secret"_s);
            profile.monitor.nodes.push_back({endpoint, db::Role::Unknown});
            profile.controls[endpoint.name] = *db::ControlSettings::parse(u"patroni:"_s + url(member));
        }
        m_site = models::FailoverSite::of(profile, {});
        startCluster();
        QTRY_VERIFY_WITH_TIMEOUT(members() && members()->size() == 2 &&
                                     std::ranges::all_of(*members(), &models::PatroniMember::runs),
                                 120000);
    }

    void cleanupTestCase()
    {
        if (!m_folder)
            return;
        m_tools.clear(); // ends Patroni and etcd; the servers they started are ended here
        for (const int member : {1, 2})
            static_cast<void>(
                db::runTool(db::Sandbox::findBinaries().value_or(QString()) + u"/pg_ctl"_s,
                            {u"-D"_s, path(u"data%1"_s.arg(member)), u"-m"_s, u"immediate"_s, u"stop"_s},
                            m_account, db::Deadline::in(20s)));
    }

    void nothingIsDoneBehindPatronisBack()
    {
        for (const auto &hint :
             {db::planSwitchover(m_site.members, u"replica1"_s, db::Deadline::in(5s)).error(),
              db::planPromote(m_site.members, u"replica1"_s, {}, true, db::Deadline::in(5s)).error(),
              db::planRejoin(m_site.members, u"replica1"_s, db::Deadline::in(5s)).error()})
            QVERIFY2(hint.message.contains(u"Patroni"_s), qPrintable(hint.message));
    }

    void patroniIsAskedToSwitchOverAndWatchedUntilEveryMemberFollows()
    {
        const auto writable = writableNodes(m_site.members);
        QCOMPARE(writable.size(), 1);
        const auto to = writable.first() == u"primary" ? u"replica1"_s : u"primary"_s;
        // Patroni lets nobody lead in its first seconds who is not healthy in its own eyes yet.
        auto plan = models::planPatroniSwitchover(m_site, to, db::Deadline::in(10s));
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
        const models::FailoverWatch watch;
        const auto operation = models::patroniOperation(m_site, *plan, to, watch);
        QCOMPARE(operation->preview().typedConfirmation, to);
        const auto outcome = operation->run([](const models::Progress &) {}, {});
        QVERIFY2(outcome.state == models::Outcome::State::Succeeded, qPrintable(tellingOf(*watch.report)));
        QCOMPARE(writableNodes(m_site.members), QStringList{to});
    }

    void theDeskAsksPatroniAndShowsItsSteps()
    {
        const auto writable = writableNodes(m_site.members);
        QCOMPARE(writable.size(), 1);
        const auto to = writable.first() == u"primary" ? u"replica1"_s : u"primary"_s;
        models::FailoverDesk desk(m_site.profile, {});
        QSignalSpy prepared(&desk, &models::FailoverDesk::prepared);
        QSignalSpy failed(&desk, &models::FailoverDesk::failed);
        desk.planSwitchover(to, {{u"Checks before a switchover"_s, {}, {}, models::Guard::State::Ok}});
        QTRY_VERIFY_WITH_TIMEOUT(prepared.count() + failed.count() > 0, 20000);
        QCOMPARE(failed.count(), 0);
        const auto made = desk.take();
        QCOMPARE(made.operation->kind(), u"failover.switchover"_s);
        QCOMPARE(made.operation->preview().guards.front().title, u"Checks before a switchover"_s);
        desk.begin(1, made);
        QCOMPARE(desk.steps()->rowCount(), 2);
        const auto outcome = made.operation->run([](const models::Progress &) {}, {});
        QVERIFY2(outcome.state == models::Outcome::State::Succeeded, qPrintable(tellingOf(*made.report)));
        QCOMPARE(writableNodes(m_site.members), QStringList{to});
    }

    void aNodeThatLeadsAlreadyIsNoCandidate()
    {
        const auto plan = models::planPatroniSwitchover(m_site, writableNodes(m_site.members).first(),
                                                        db::Deadline::in(10s));
        QVERIFY(!plan);
        QVERIFY(plan.error().message.contains(u"already"_s));
    }

    void aPatroniThatDoesNotAnswerIsTold()
    {
        auto site = m_site;
        for (auto &member : site.members)
            member.settings.what = u"http://user:hidden@127.0.0.1:1"_s;
        const auto plan = models::planPatroniSwitchover(site, u"replica1"_s, db::Deadline::in(10s));
        QVERIFY(!plan);
        QVERIFY(plan.error().kind == db::ErrorKind::Refused);
        QVERIFY2(!plan.error().message.contains(u"hidden"_s), qPrintable(plan.error().message));
    }
};

QTEST_GUILESS_MAIN(TestPatroni)
#include "tst_patroni.moc"
