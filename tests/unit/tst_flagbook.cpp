// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagsmodel.h"
#include "models/flags/outsidechanges.h"
#include "models/flags/switchfile.h"
#include "models/workspace.h"
#include "tests/support/snapshots.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

const QByteArray env = "POSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=1\nPOSTGRES_USER=pulse\n"
                       "USE_READ_REPLICA=false # reads\nREPLICA_FALLBACK_ENABLED=true\n";

} // namespace

class TestFlagBook : public QObject
{
    Q_OBJECT

private:
    std::optional<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<Workspace> m_workspace;

    FlagBook &book() { return *m_workspace->flags(); }
    QByteArray content() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const QByteArray &bytes) const
    {
        QFile file(m_path + u".new"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        QVERIFY(std::rename(qPrintable(m_path + u".new"_s), qPrintable(m_path)) == 0); // as editors do
    }
    void open()
    {
        m_workspace.reset();
        m_workspace = std::make_unique<Workspace>(*ClusterProfile::fromEnvFile(m_path),
                                                  Workspace::Paths{m_folder->filePath(u"state"_s)});
        QSignalSpy read(&book(), &FlagBook::flagsRead);
        book().refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!read.isEmpty(), 20'000);
    }
    db::Snapshot now(db::Snapshot snapshot) const
    {
        snapshot.timeMs = QDateTime::currentMSecsSinceEpoch();
        return snapshot;
    }
    void show(db::Snapshot snapshot)
    {
        QSignalSpy changed(m_workspace.get(), &Workspace::snapshotChanged);
        m_workspace->put(tests::shared(now(std::move(snapshot))));
        QTRY_VERIFY(!changed.isEmpty());
    }
    Outcome set(const QString &value, const SwitchTerms &terms = {}, const QString &reason = u"trial"_s)
    {
        auto operation = book().prepare(u"env"_s, {{u"USE_READ_REPLICA"_s, value}});
        if (!operation)
            return {Outcome::State::Failed, operation.error().message, {}, {}};
        QSignalSpy finished(m_workspace->operations(), &OperationRunner::finished);
        const auto run = book().start(std::move(*operation), reason, terms);
        if (!run)
            return {Outcome::State::Failed, run.error().message, {}, {}};
        for (int i = 0; i < 400 && finished.isEmpty(); ++i)
            finished.wait(50);
        return finished.isEmpty() ? Outcome() : finished.front().at(1).value<Outcome>();
    }
    QString valueRead()
    {
        return book().readings().front().flag(u"USE_READ_REPLICA"_s)->value.value_or(QString());
    }
    /// Of one more Snapshot: an attempt that an edit came before is made again with one of the next.
    bool showsAs(DeadManSwitch::State state, const db::Snapshot &snapshot)
    {
        show(snapshot);
        return onlySwitch()->state == state;
    }
    std::optional<DeadManSwitch> onlySwitch()
    {
        return book().switches().size() == 1 ? std::optional(book().switches().front()) : std::nullopt;
    }

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        m_path = m_folder->filePath(u"test.env"_s);
        put(env);
        open();
    }
    void cleanup() { m_workspace.reset(); }

    void aFlagIsSetAndItsHistoryTold()
    {
        QVERIFY(book().storeError(u"table"_s)); // nothing listens there
        QSignalSpy outside(&book(), &FlagBook::changedOutside);
        QCOMPARE(set(u"true"_s).summary, u"USE_READ_REPLICA=true is set in %1."_s.arg(m_path));
        QCOMPARE(content(), QByteArray(env).replace("=false #", "=true #"));
        QTRY_VERIFY(!book().history().empty());
        const auto last = book().history().front();
        QCOMPARE(last.from, u"false"_s);
        QCOMPARE(last.why, u"trial"_s);
        QTRY_COMPARE(valueRead(), u"true"_s);
        QCOMPARE(book().readings().front().flag(u"USE_READ_REPLICA"_s)->lastChange, last);
        QCOMPARE(book().proofs().front().change.key, u"USE_READ_REPLICA"_s);
        QVERIFY(outside.isEmpty());
        const auto back = book().prepareRevert(last);
        QVERIFY(back);
        QCOMPARE((*back)->kind(), u"flag.revert"_s);
        put(QByteArray(env)
                .replace("FALLBACK_ENABLED=true", "FALLBACK_ENABLED=false")
                .replace("=false #", "=true #"));
        QTRY_VERIFY_WITH_TIMEOUT(!outside.isEmpty(), 20'000);
        QCOMPARE(int(book().proofs().size()), 1); // of another flag
        put(env);
        QTRY_VERIFY_WITH_TIMEOUT(book().proofs().empty(),
                                 20'000); // it is another's change that is the last now
    }

    void anEditByAnotherProgramIsNoticed()
    {
        QSignalSpy outside(&book(), &FlagBook::changedOutside);
        put(QByteArray(env).replace("ENABLED=true", "ENABLED=no"));
        QTRY_VERIFY_WITH_TIMEOUT(!outside.isEmpty(), 20'000);
        const auto changes = outside.front().at(0).value<std::vector<FlagChange>>();
        QCOMPARE(int(changes.size()), 1);
        QCOMPARE(changes.front().to, u"no"_s);
        put(QByteArray(env).replace("=false", "=true")); // the file that took its place is watched as well
        QTRY_COMPARE_WITH_TIMEOUT(outside.size(), 2, 20'000);
    }

    void anEditByAnotherProgramStaysInTheHistory()
    {
        const auto lines = [this] {
            QStringList told;
            for (const auto &each : book().history())
                told << u"%1 %2→%3 %4"_s.arg(each.key.left(11), *each.from, *each.to, each.why);
            return told;
        };
        const auto edited = u"USE_READ_RE false→true Changed by another program."_s;
        const auto set1 = u"USE_READ_RE true→false trial"_s;
        put(QByteArray(env).replace("=false #", "=true #"));
        QTRY_COMPARE_WITH_TIMEOUT(lines(), QStringList{edited}, 20'000);
        QVERIFY(std::abs(book().history().front().timeMs - QDateTime::currentMSecsSinceEpoch()) < 30'000);
        QVERIFY(set(u"false"_s).state == Outcome::State::Succeeded);
        QTRY_COMPARE(lines(), (QStringList{set1, edited}));
        QTRY_COMPARE(valueRead(), u"false"_s);
        book().refresh();
        QTRY_COMPARE(outsidechanges::read(outsidechanges::pathIn(m_workspace->directory())).size(),
                     size_t(1));
        m_workspace.reset();
        put(QByteArray(env).replace("=false #", "=yes #")); // while nobody looks
        open();
        QTRY_COMPARE(lines(), (QStringList{set1, edited}));
        QVERIFY(set(u"false"_s).state == Outcome::State::Succeeded);
        QTRY_COMPARE(lines(),
                     (QStringList{u"USE_READ_RE yes→no trial"_s,
                                  u"USE_READ_RE false→yes Changed by another program."_s, set1, edited}));
    }

    void whatWasEditedMeanwhileIsRefusedAndShown()
    {
        auto operation = book().prepare(u"env"_s, {{u"USE_READ_REPLICA"_s, u"true"_s}});
        QVERIFY(operation);
        put(QByteArray(env) + "OTHER=1\n");
        QSignalSpy conflict(&book(), &FlagBook::conflicted);
        QVERIFY(book().start(std::move(*operation), {}));
        QTRY_VERIFY_WITH_TIMEOUT(!conflict.isEmpty(), 20'000);
        QVERIFY(conflict.front().at(1).toString().contains(u"+OTHER=1"_s));
        QCOMPARE(content(), env + "OTHER=1\n");
    }

    void theDeadMansSwitchTakesItBack()
    {
        show(tests::healthySnapshot());
        SwitchTerms terms;
        terms.lagSeconds = 5;
        terms.watchUntilMs = QDateTime::currentMSecsSinceEpoch() + 600'000;
        QVERIFY(set(u"true"_s, terms).state == Outcome::State::Succeeded);
        QVERIFY(onlySwitch() && onlySwitch()->state == DeadManSwitch::State::Armed);
        put(content() + "OTHER=1\n"); // stays
        show(tests::laggingSnapshot(4));
        QVERIFY(onlySwitch()->state == DeadManSwitch::State::Armed);
        QTRY_VERIFY_WITH_TIMEOUT(showsAs(DeadManSwitch::State::Fired, tests::laggingSnapshot(9)), 60'000);
        QCOMPARE(content(), env + "OTHER=1\n");
        QTRY_VERIFY(!book().history().empty() && book().history().front().to == u"false"_s);
        QVERIFY(book().history().front().why.startsWith(
            u"Dead man's switch: The replay lag of replica1 is 9 s"_s));
    }

    void aSwitchLeavesAFlagAloneThatHasAnotherValue()
    {
        SwitchTerms terms;
        terms.lagSeconds = 5;
        terms.watchUntilMs = QDateTime::currentMSecsSinceEpoch() + 600'000;
        QVERIFY(set(u"true"_s, terms).state == Outcome::State::Succeeded);
        put(QByteArray(env).replace("=false", "=maybe"));
        QTRY_VERIFY_WITH_TIMEOUT(showsAs(DeadManSwitch::State::Superseded, tests::laggingSnapshot(9)),
                                 60'000);
        QVERIFY(content().contains("=maybe"));
    }

    void aSwitchOutlivesARestartAndSaysWhatWasMissed()
    {
        SwitchTerms terms;
        terms.revertAtMs = QDateTime::currentMSecsSinceEpoch() + 3'600'000;
        QVERIFY(set(u"true"_s, terms).state == Outcome::State::Succeeded);
        const auto path = switchfile::pathIn(m_folder->filePath(u"state"_s));
        QTRY_VERIFY(switchfile::read(path) && !switchfile::read(path)->empty());
        m_workspace.reset();
        auto kept = switchfile::read(path)->front();
        kept.owner = {999'999'999, 1, u"another boot"_s}; // as if that console were gone for an hour
        kept.terms.revertAtMs = QDateTime::currentMSecsSinceEpoch() - 3'600'000;
        QVERIFY(switchfile::put(path, {kept}));
        open();
        QTRY_VERIFY_WITH_TIMEOUT(onlySwitch() && onlySwitch()->state == DeadManSwitch::State::Fired, 20'000);
        QVERIFY2(onlySwitch()->sentence.contains(u"late"_s), qPrintable(onlySwitch()->sentence));
        QVERIFY(content().contains("USE_READ_REPLICA=false"));
    }

    void termsWithoutAWayBackAreRefused()
    {
        SwitchTerms terms;
        terms.poolShare = 0.9;
        auto operation = book().prepare(u"env"_s, {{u"DB_POOL_SIZE"_s, u"5"_s}});
        QVERIFY(operation);
        QVERIFY(!book().start(std::move(*operation), {}, terms));
        QCOMPARE(content(), env);
    }

    void theModelFollowsTheBook()
    {
        FlagsModel model;
        const QAbstractItemModelTester tester(&model);
        model.update(book());
        QCOMPARE(model.index(0, FlagsModel::KeyColumn).data().toString(), u"USE_READ_REPLICA"_s);
        QCOMPARE(model.index(0, FlagsModel::ValueColumn).data().toString(), u"false"_s);
        SwitchTerms terms;
        terms.poolShare = 0.9;
        terms.watchUntilMs = QDateTime::currentMSecsSinceEpoch() + 600'000;
        QVERIFY(set(u"true"_s, terms).state == Outcome::State::Succeeded);
        QTRY_COMPARE(valueRead(), u"true"_s);
        QTRY_VERIFY(book().readings().front().flag(u"USE_READ_REPLICA"_s)->lastChange);
        model.update(book());
        QCOMPARE(model.index(0, FlagsModel::ValueColumn).data().toString(), u"true"_s);
        QVERIFY(model.index(0, FlagsModel::StateColumn).data().toString().contains(u"armed"_s));
        QCOMPARE(model.index(0, FlagsModel::WhyColumn).data().toString(), u"trial"_s);
    }
};

QTEST_GUILESS_MAIN(TestFlagBook)
#include "tst_flagbook.moc"
