// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drill.h"
#include "db/failover/nodestanding.h"
#include "tests/support/failoverbench.h"
#include "tests/support/sandboxfixture.h"

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = db::DrillKind;
using State = db::DrillCriterion::State;

/// Every drill on a primary with two replicas, and that all is as before afterwards.
class TestDrills : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;
    QTemporaryDir m_folder;
    models::FailoverSite m_site;

    static db::DrillOptions quick()
    {
        db::DrillOptions options;
        options.hold = 3s;
        return options;
    }
    QString noteFile() const { return m_folder.filePath(u"drill.json"_s); }

    /// Roles, timelines, streaming, replay and the drill's schema: what has to be as before.
    QString standing() const
    {
        QStringList lines;
        for (const auto &member : m_site.members) {
            const auto now = db::standingOf(member.endpoint, db::Deadline::in(20s));
            if (!now) {
                lines << member.name() + u": "_s + now.error().message;
                continue;
            }
            const auto schemas = db::tellNode(
                member.endpoint, u"SELECT count(*) FROM pg_namespace WHERE nspname = 'seawall_drill'"_s, {},
                db::Deadline::in(20s));
            lines << u"%1: %2 on %3, %4, %5, %6 schemas"_s.arg(
                member.name(), db::toString(now->role), QString::number(now->timeline.value_or(0)),
                now->receiverStatus, now->pauseState, schemas ? schemas->text(0, 0) : u"?"_s);
        }
        return lines.join(u'\n');
    }
    static QByteArray told(const db::DrillReport &report)
    {
        QString text =
            report.standing +
            (report.error ? u'\n' + report.error->message + u' ' + report.error->detail : QString());
        for (const auto &criterion : report.result.criteria)
            text += u"\n%1: %2 (wanted %3): %4"_s.arg(criterion.id, criterion.measured, criterion.wanted,
                                                      db::toString(criterion.state));
        for (const auto &moment : report.result.timeline)
            text += u"\n%1 ms %2: %3"_s.arg(moment.ms).arg(moment.who, moment.text);
        return text.toUtf8();
    }
    db::DrillReport run(Kind kind, const QString &node = {}, const db::FailoverSink &sink = {},
                        const std::stop_token &stop = {})
    {
        const auto plan = db::planDrill(m_site.members, kind, node, db::Deadline::in(30s));
        if (!plan) {
            db::DrillReport report;
            report.error = plan.error();
            return report;
        }
        return db::runDrill(m_site.members, *plan, quick(), m_site.recordFile, sink, stop);
    }
    static State stateOf(const db::DrillReport &report, const QString &id)
    {
        const auto &all = report.result.criteria;
        const auto found = std::ranges::find(all, id, &db::DrillCriterion::id);
        return found == all.end() ? State::Unknown : found->state;
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 2);
        m_site = siteOf(*m_sandbox, m_folder.path());
        QCOMPARE(m_site.members.size(), std::size_t{3});
    }

    void init()
    {
        QTRY_COMPARE_WITH_TIMEOUT(db::planDrill(m_site.members, Kind::ReplicaFails, {}, db::Deadline::in(20s))
                                      .value_or(db::DrillPlan())
                                      .replicas.size(),
                                  2, 60000);
        QVERIFY(!QFile::exists(noteFile()));
    }

    void everyDrillFindsWhatItIsForAndLeavesAllAsItWas_data()
    {
        QTest::addColumn<Kind>("kind");
        for (const auto &info : db::allDrills())
            QTest::newRow(qPrintable(info.name)) << info.kind;
    }
    void everyDrillFindsWhatItIsForAndLeavesAllAsItWas()
    {
        QFETCH(Kind, kind);
        const auto before = standing();
        bool hadNote = false;
        const auto report = run(kind, {}, [&](const db::FailoverEvent &event) {
            hadNote = hadNote || (event.step == 0 && QFile::exists(noteFile()));
        });
        QVERIFY2(!report.error && report.isUndone, told(report));
        QCOMPARE(standing(), before);
        QVERIFY2(hadNote, "it is written down before anything is done");
        QVERIFY(!QFile::exists(noteFile()));
        // Times depend on the machine; what must not happen does not.
        QVERIFY2(stateOf(report, u"lost"_s) == State::Met, told(report));
        QVERIFY2(report.result.detectionSeconds(), told(report));
        const auto *router = report.result.path(u"router"_s);
        QVERIFY2(router->reads.isBack && router->writes.isBack && router->acknowledged > 0, told(report));
        auto others = router->reads.answeredBy;
        others.removeAll(report.result.node);
        QVERIFY2(!others.isEmpty(), told(report));
        if (kind == Kind::PrimaryFails)
            QVERIFY2(router->writes.failures > 0 && !router->writes.firstError.isEmpty(), told(report));
        else
            QVERIFY2(router->writes.outageSeconds < 3, told(report));
        qInfo().noquote() << told(report);
    }

    void aDrillThatIsStoppedIsUndone()
    {
        const auto before = standing();
        std::stop_source source;
        const auto report = run(
            Kind::PrimaryFails, {},
            [&](const db::FailoverEvent &event) {
                if (event.step == 3)
                    source.request_stop();
            },
            source.get_token());
        QVERIFY2(report.error && report.error->kind == db::ErrorKind::Cancelled, told(report));
        QVERIFY2(report.isUndone, told(report));
        QCOMPARE(standing(), before);
        QVERIFY(!QFile::exists(noteFile()));
    }

    void anotherNodeCanBeChosenAndOneThatDoesNotFitIsRefused()
    {
        const auto plan = [&](Kind kind, const QString &node) {
            return db::planDrill(m_site.members, kind, node, db::Deadline::in(20s));
        };
        QCOMPARE(plan(Kind::ReplicaFails, u"replica2"_s)->node, u"replica2"_s);
        QCOMPARE(plan(Kind::NetworkCut, u"primary"_s)->node, u"primary"_s);
        QVERIFY(!plan(Kind::ReplicaFails, u"primary"_s));
        QVERIFY(!plan(Kind::PrimaryFails, u"replica1"_s));
        QVERIFY(!plan(Kind::ReplicaFails, u"nobody"_s));
    }

    void withoutAControlNothingIsStoppedAndASilentReplicaIsABlackHole()
    {
        auto members = m_site.members;
        for (auto &member : members)
            member.control.reset();
        const auto stops = db::planDrill(members, Kind::PrimaryFails, {}, db::Deadline::in(20s));
        QVERIFY(!stops);
        QVERIFY(stops.error().message.contains(u"not known"_s));
        const auto silent = db::planDrill(members, Kind::ReplicaSilent, {}, db::Deadline::in(20s));
        QVERIFY(silent && silent->isCut);
        QCOMPARE(silent->note().undo, db::DrillNote::Undo::Nothing);
    }

    void whatPatroniRunsIsLeftAlone()
    {
        auto members = m_site.members;
        members.front().settings.kind = db::ControlSettings::Kind::Patroni;
        QVERIFY(!db::planDrill(members, Kind::PrimaryFails, {}, db::Deadline::in(20s)));
        auto watcher = m_sandbox->endpoint(u"primary"_s);
        const auto other =
            db::Connection::open(watcher, {.applicationName = u"repmgrd"_s}, db::Deadline::in(20s));
        QVERIFY(other);
        const auto watched = db::planDrill(m_site.members, Kind::PrimaryFails, {}, db::Deadline::in(20s));
        QVERIFY(!watched);
        QVERIFY2(watched.error().message.contains(u"repmgr"_s), qPrintable(watched.error().message));
    }

    void oneThatWasCutOffIsUndoneAndNoneBeginsBefore()
    {
        const auto before = standing();
        const db::DrillNote note{
            u"replica-fails"_s, u"replica1"_s, db::DrillNote::Undo::Start, u"primary"_s, {}, 1};
        const auto plan = db::planDrill(m_site.members, Kind::ReplayPaused, {}, db::Deadline::in(20s));
        QVERIFY(plan && note.save(noteFile()));
        QVERIFY(m_sandbox->stop(u"replica1"_s));
        const auto refused = db::runDrill(m_site.members, *plan, quick(), m_site.recordFile, {}, {});
        QVERIFY(refused.error && refused.error->hint.contains(u"--undo"_s));
        const auto undone = db::recoverDrill(m_site.members, note, m_site.recordFile, 60s, {});
        QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message));
        QCOMPARE(standing(), before);
        QVERIFY(!QFile::exists(noteFile()));
    }

    void anOldPrimaryIsNotStartedBesideANewOne()
    {
        db::DrillNote note{
            u"primary-fails"_s, u"replica1"_s, db::DrillNote::Undo::Start, u"replica1"_s, {}, 1};
        QVERIFY(
            note.save(noteFile())); // as if replica1 had been the primary, and 'primary' were promoted since
        QVERIFY(m_sandbox->stop(u"replica1"_s));
        const auto undone = db::recoverDrill(m_site.members, note, m_site.recordFile, 30s, {});
        QVERIFY(!undone);
        QCOMPARE(undone.error().kind, db::ErrorKind::InvalidInput);
        QVERIFY(QFile::exists(noteFile()));
        QCOMPARE(m_sandbox->nodes()[1].state, db::SandboxNode::State::Stopped);
        QVERIFY(db::DrillNote::remove(noteFile()));
        QVERIFY(m_sandbox->start(u"replica1"_s));
    }
};

QTEST_GUILESS_MAIN(TestDrills)
#include "tst_drills.moc"
