// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/membernames.h"
#include "db/failover/promotesteps.h"
#include "db/failover/sharedtimeline.h"
#include "db/failover/switchoversteps.h"
#include "models/failover/drilloperation.h"
#include "models/failover/failoveroperation.h"
#include "models/failover/readinesswatch.h"
#include "models/failover/readinesswords.h"
#include "models/printedcommand.h"
#include "tests/support/snapshots.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;
using db::Role;

namespace {

/// db1 is called 'primary' and db2 'replica1', as the .env has it.
models::FailoverSite aSite()
{
    models::FailoverSite site;
    for (const auto &[name, host] : {std::pair(u"primary"_s, u"db1"_s), std::pair(u"replica1"_s, u"db2"_s)}) {
        db::ClusterMember member;
        member.endpoint.name = name;
        member.endpoint.parameters = {{u"host"_s, host}, {u"port"_s, u"5432"_s}};
        site.profile.monitor.nodes.push_back({member.endpoint});
        site.members.push_back(member);
    }
    return site;
}

/// The texts of a source that a person may read, u"…" and tr("…"), their pieces joined. The examples of
/// --help are neither.
QStringList textsOf(const QString &path)
{
    static const QRegularExpression joint(u"\"\\s*\\n\\s*u?\""_s);
    static const QRegularExpression text(u"(?:\\bu|\\btr\\(|QStringLiteral\\()\"((?:[^\"\\\\]|\\\\.)*)\""_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto source = QString::fromUtf8(file.readAll());
    source.remove(joint);
    QStringList texts;
    for (const auto &found : text.globalMatch(source))
        texts << found.captured(1);
    return texts;
}

QString wordsOf(const models::Preview &preview)
{
    QStringList words{preview.title, preview.verb, preview.consequence, preview.typedConfirmation};
    for (const auto &guard : preview.guards)
        words << guard.title << guard.measured << guard.remedy;
    return (words + preview.actions).join(u'\n');
}

/// Every 'primary' and 'replica1' that is a name stands beside its address.
bool isUnmistakable(QString words)
{
    for (const auto &said : {u"the replica 'primary' (db1:5432)"_s, u"the primary 'replica1' (db2:5432)"_s,
                             u"primary (db1:5432)"_s, u"replica1 (db2:5432)"_s})
        words.remove(said);
    static const QRegularExpression name(
        u"\\breplica1\\b|\\b(?<!the )(?<!The )(?<!old )(?<!a )(?<!as )primary\\b(?!_)(?!')"_s);
    return !name.match(words).hasMatch();
}

} // namespace

/// What a person reads of a change of primary after an earlier one: the name of each node is that of the role
/// the other one has.
class TestFailoverWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPromotionNamesTheServerItPromotes()
    {
        const auto site = aSite();
        db::PromotePlan plan;
        plan.to = plan.best = u"primary"_s;
        plan.lost = u"replica1"_s;
        plan.fence = db::PromotePlan::Fence::PortClosed;
        plan.candidates = {{u"primary"_s}};
        plan.loss = u"At least 8 bytes of WAL are lost."_s;
        plan.steps = db::promoteSteps(site.members, plan);
        const auto preview = models::promoteOperation(site, plan, {})->preview();
        QCOMPARE(wordsOf(preview).count(plan.loss), 1);
        QCOMPARE(preview.typedConfirmation, u"db1:5432"_s);
        QCOMPARE(preview.verb, u"Promote db1:5432"_s);
        QVERIFY2(isUnmistakable(wordsOf(preview)), qPrintable(wordsOf(preview)));
        for (const auto &step : plan.steps)
            QVERIFY2(isUnmistakable(step.wayBack), qPrintable(step.wayBack));
    }

    void aSwitchoverNamesBothServers()
    {
        const auto site = aSite();
        db::SwitchoverPlan plan;
        plan.from = u"replica1"_s;
        plan.to = u"primary"_s;
        plan.nodes = {{u"replica1"_s, Role::Primary}, {u"primary"_s, Role::Replica}};
        plan.steps = db::switchoverSteps(site.members, plan);
        const auto preview = models::switchoverOperation(site, plan, {}, {})->preview();
        QCOMPARE(preview.verb, u"Switch over to db1:5432"_s);
        QVERIFY2(isUnmistakable(wordsOf(preview)), qPrintable(wordsOf(preview)));
        for (const auto &step : plan.steps)
            QVERIFY2(isUnmistakable(step.wayBack), qPrintable(step.wayBack));
        QVERIFY2(
            preview.actions.value(5).startsWith(
                u"6. Stop the primary 'replica1' (db2:5432) cleanly, to come back as a replica only: db2:5432: "_s),
            qPrintable(preview.actions.value(5)));
    }

    void aRejoinNamesBothServersAndItsWordIsTheAddress()
    {
        const auto site = aSite();
        db::RejoinPlan plan;
        plan.node = u"primary"_s; // a primary once; it comes back as a replica
        plan.primary = u"replica1"_s;
        plan.way = db::RejoinPlan::Way::Rewind;
        plan.parted = db::PartedWrites{};
        const auto preview = models::rejoinOperation(site, plan, {})->preview();
        QCOMPARE(preview.title, u"Bring primary (db1:5432) back as a replica of replica1 (db2:5432)?"_s);
        QCOMPARE(preview.guards.at(0).title, u"Writes that only primary (db1:5432) has"_s);
        QCOMPARE(preview.typedConfirmation, u"db1:5432"_s);
        QCOMPARE(preview.verb, u"Rejoin db1:5432"_s);
        QVERIFY2(isUnmistakable(wordsOf(preview)), qPrintable(wordsOf(preview)));
    }

    void aDrillNamesTheServerItHits()
    {
        const auto site = aSite();
        db::DrillPlan plan;
        plan.kind = db::DrillKind::ReplicaFails;
        plan.node = u"primary"_s; // a primary once
        plan.primary = u"replica1"_s;
        plan.replicas = {u"primary"_s};
        const auto preview = models::DrillOperation(site, plan, {}, {}).preview();
        QCOMPARE(preview.title, u"Run the drill 'Replica fails' on the replica 'primary' (db1:5432)?"_s);
        QCOMPARE(preview.verb, u"Run the drill on db1:5432"_s);
        QVERIFY2(isUnmistakable(wordsOf(preview)), qPrintable(wordsOf(preview)));
    }

    void whatPgRewindComplainsOfFirstIsWhyItGaveUp()
    {
        const db::Error printed{
            db::ErrorKind::Internal,
            u"pg_rewind failed."_s,
            {},
            {},
            u"pg_rewind: servers diverged at WAL location 0/31444A8 on timeline 1\n"
            "pg_rewind: error: could not open file \"/d/pg_wal/000000010000000000000002\": "
            "No such file or directory\n"
            "pg_rewind: error: could not find previous WAL record at 0/2000100"_s,
            0};
        const QStringList commands{u"mv /d /d.old"_s, u"pg_basebackup -D /d"_s};
        const auto error = db::rewindError(printed, u"primary"_s, u"replica1"_s, commands);
        QCOMPARE(error.message, u"pg_rewind could not bring primary back: could not open file "
                                "\"/d/pg_wal/000000010000000000000002\": No such file or directory."_s);
        QVERIFY2(error.hint.contains(u"no longer the WAL"), qPrintable(error.hint));
        QVERIFY2(error.hint.endsWith(u"of replica1:\n    mv /d /d.old\n    pg_basebackup -D /d"_s),
                 qPrintable(error.hint));
        QCOMPARE(error.detail, printed.detail);
        const auto silent = db::rewindError({}, u"primary"_s, u"replica1"_s, {});
        QCOMPARE(silent.message, u"pg_rewind could not bring primary back."_s);
        QVERIFY2(silent.hint.contains(u"Begin again"), qPrintable(silent.hint));
    }

    void whatDoesNotStreamInTimeIsToldWhatMakesItAnew()
    {
        db::Error late{db::ErrorKind::Timeout, u"The time is up."_s, u"Its log says why."_s, {}, {}, 0};
        const auto error = db::notStreamingError(late, u"primary"_s, u"replica1"_s, {u"one"_s, u"two"_s});
        QCOMPARE(error.hint, u"Its log says why. Where it has parted, only a base backup of replica1 makes "
                             "primary a replica:\n    one\n    two"_s);
        late.kind = db::ErrorKind::Cancelled;
        QCOMPARE(db::notStreamingError(late, u"primary"_s, u"replica1"_s, {u"one"_s}).hint, late.hint);
    }

    void namesThatAreTheRolesNeedNoAddress()
    {
        const auto site = aSite();
        db::SwitchoverPlan plan;
        plan.from = u"primary"_s;
        plan.to = u"replica1"_s;
        plan.steps = db::switchoverSteps(site.members, plan);
        const auto preview = models::switchoverOperation(site, plan, {}, {})->preview();
        QCOMPARE(preview.title, u"Switch over from primary to replica1?"_s);
        QCOMPARE(preview.typedConfirmation, u"replica1"_s);
        QVERIFY2(preview.actions.value(2).endsWith(u": primary: CHECKPOINT"_s),
                 qPrintable(preview.actions.value(2)));
    }

    void aNodeIsMeantByItsAddressToo()
    {
        const auto members = aSite().members;
        QCOMPARE(db::nodeMeant(members, u"db2:5432"_s), u"replica1"_s);
        QCOMPARE(db::nodeMeant(members, u"replica1"_s), u"replica1"_s);
        QCOMPARE(db::nodeMeant(members, u"db3:5432"_s), u"db3:5432"_s); // what was said is told back
    }

    void readinessNamesTheServers()
    {
        db::Readiness readiness;
        readiness.primary = u"replica1"_s;
        readiness.candidate = u"primary"_s;
        readiness.primaryAddress = u"db2:5432"_s;
        readiness.candidateAddress = u"db1:5432"_s;
        const auto said = models::readinessSentence(readiness);
        QVERIFY2(
            said.contains(u"from the primary 'replica1' (db2:5432) to the replica 'primary' (db1:5432)"_s),
            qPrintable(said));
    }

    void commandsNameTheEnvironmentTheyAreFor()
    {
        const auto told = [](const QString &text) { return models::withEnv(text, u"/srv/a/.env"_s); };
        QCOMPARE(told(u"Then: seawallctl failover rejoin db1:5432."_s),
                 u"Then: seawallctl failover rejoin --env /srv/a/.env db1:5432."_s);
        QCOMPARE(
            told(u"See 'seawallctl status', and seawallctl migrate --status."_s),
            u"See 'seawallctl status --env /srv/a/.env', and seawallctl migrate --env /srv/a/.env --status."_s);
        for (const auto &same : {u"seawallctl failover swap-env --env /b/.env"_s,
                                 u"seawallctl sandbox start x --dir /s"_s, u"seawallctl migrate new NAME"_s,
                                 u"seawallctl failover --help"_s, told(u"seawallctl status"_s)})
            QCOMPARE(told(same), same);
        QCOMPARE(models::withEnv(u"seawallctl status"_s, u"/my files/it's.env"_s),
                 u"seawallctl status --env '/my files/it'\\''s.env'"_s);
        QCOMPARE(models::withEnv(u"seawallctl status"_s, {}), u"seawallctl status"_s);
    }

    void aGuardsRemedyNamesTheEnvironment()
    {
        auto site = aSite();
        site.profile.envFile = u"/srv/.env"_s;
        const auto preview = models::failoverPreview(
            site, {}, {}, {{u"Parted"_s, {}, u"Then: seawallctl failover rejoin db1:5432."_s, {}}});
        QCOMPARE(preview.guards.at(0).remedy,
                 u"Then: seawallctl failover rejoin --env /srv/.env db1:5432."_s);
    }

    /// Else a new command would be told without the cluster it is for.
    void everyCommandThatTheProgramsTellIsKnown()
    {
        static const QRegularExpression ownCluster(
            u"^seawallctl (?:sandbox|migrate new|checklist show|%|-)"_s);
        static const QRegularExpression command(u"\\bseawallctl [a-z%-]+(?: [a-z-]+)?"_s);
        int known = 0;
        QStringList unknown;
        for (const auto &floor : {u"db"_s, u"models"_s, u"ui"_s, u"app"_s}) {
            QDirIterator each(QStringLiteral(SEAWALL_SOURCE_DIR "/") + floor, {u"*.cpp"_s}, QDir::Files,
                              QDirIterator::Subdirectories);
            while (each.hasNext()) {
                const auto path = each.next();
                for (const auto &text : textsOf(path))
                    for (const auto &found : command.globalMatch(text)) {
                        const auto told = found.captured();
                        const bool isNamed = models::withEnv(told, u"/srv/.env"_s) != told;
                        known += isNamed ? 1 : 0;
                        if (!isNamed && !ownCluster.match(told).hasMatch())
                            unknown << path + u": "_s + told;
                    }
            }
        }
        QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u'\n')));
        QVERIFY(known > 20);
    }

    void theWayOutIsSaidOnlyWhereNobodyTakesWrites()
    {
        models::ReadinessWatch watch({});
        auto snapshot = tests::healthySnapshot();
        watch.setSnapshot(tests::shared(snapshot));
        QVERIFY(watch.wayOut().isEmpty());
        tests::makeUnreachable(snapshot.nodes[0]);
        snapshot.nodes[1].name = u"primary2"_s; // named for the role it has not
        snapshot.verdict = db::ClusterVerdict::NoPrimary;
        watch.setSnapshot(tests::shared(snapshot));
        QVERIFY2(watch.wayOut().startsWith(
                     u"No node that answers takes writes. Bring the primary back, or fail over "
                     "to the replica 'primary2' ("_s),
                 qPrintable(watch.wayOut()));
        snapshot.verdict = db::ClusterVerdict::Degraded; // a replica hears it still
        snapshot.reason = u"Do not promote on this alone."_s;
        watch.setSnapshot(tests::shared(snapshot));
        QCOMPARE(watch.wayOut(), snapshot.reason);
    }
};

QTEST_MAIN(TestFailoverWords)
#include "tst_failoverwords.moc"
