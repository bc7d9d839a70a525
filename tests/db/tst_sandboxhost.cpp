// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandboxload.h"
#include "models/sandbox/sandboxhost.h"
#include "tests/support/sandboxfixture.h"

#include <QSignalSpy>

using namespace seawall;
using namespace Qt::StringLiterals;

class SandboxHostTest : public QObject
{
    Q_OBJECT

    tests::SandboxFixture m_sandbox;

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 1); }

    /// Making one anew is tst_sandbox's; here it is there already, and has to be found and started.
    void aSandboxIsBroughtUpJournalledAndItsNodesAreControlled()
    {
        QVERIFY(m_sandbox->stop(u"replica1"_s).has_value());
        QTemporaryDir folder;
        models::SandboxHost host(m_sandbox->directory(), folder.filePath(u"journal.sqlite"_s));
        QVERIFY(host.preview().actions.join(u' ').contains(m_sandbox->directory()));
        QCOMPARE(host.preview().verb, u"Open the sandbox"_s); // as there is one
        QSignalSpy made(&host, &models::SandboxHost::made);
        QSignalSpy failed(&host, &models::SandboxHost::failed);
        host.make();
        QVERIFY(host.isMaking());
        QTRY_VERIFY_WITH_TIMEOUT(made.count() + failed.count() > 0, 60000);
        QCOMPARE(failed.count(), 0);
        const auto profile = made.front().front().value<models::ClusterProfile>();
        QCOMPARE(profile.monitor.nodes.size(), size_t(2));
        QVERIFY(m_sandbox->nodes()[1].state == db::SandboxNode::State::Running);

        const auto journal = models::Journal::open(folder.filePath(u"journal.sqlite"_s));
        QVERIFY(journal.has_value());
        const auto entries = (*journal)->entries();
        QCOMPARE(entries->size(), size_t(1));
        QCOMPARE(entries->front().kind, u"sandbox.up"_s);
        QVERIFY(entries->front().state == models::JournalEntry::State::Succeeded);

        QSignalSpy prepared(&host, &models::SandboxHost::prepared);
        host.prepare(db::NodeAction::Stop, profile, {u"sandbox"_s, u"replica1"_s, {}, {}, false, {}, {}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(prepared.count(), 1, 30000);
        const auto control = prepared.front().front().value<std::shared_ptr<db::NodeControl>>();
        QVERIFY(control->can(db::NodeAction::Stop));
    }

    void aLoadThatFailsIsToldWhicheverProgramHasIt()
    {
        models::SandboxHost host(m_sandbox->directory(), {});
        QSignalSpy failing(&host, &models::SandboxHost::loadFailing);
        host.watchLoad(m_sandbox->directory());
        const auto path = db::SandboxLoad::failureFile(m_sandbox->directory());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("relation \"issues\" does not exist") > 0);
        file.close();
        QTRY_COMPARE_WITH_TIMEOUT(failing.count(), 1, 20000);
        QCOMPARE(failing.front().front().toString(), u"relation \"issues\" does not exist"_s);
        QTRY_COMPARE_WITH_TIMEOUT(failing.count(), 2, 30000); // nobody writes it anew: that load was killed
        QVERIFY(failing.back().front().toString().isEmpty());
        QVERIFY(file.remove());
    }

    void aFolderThatCannotBeMadeIsTold()
    {
        models::SandboxHost host(u"/proc/none/sandbox"_s, {});
        QSignalSpy failed(&host, &models::SandboxHost::failed);
        host.make();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 30000);
        QVERIFY(!failed.front().front().value<db::Error>().message.isEmpty());
        QVERIFY(!host.isMaking());
    }
};

QTEST_GUILESS_MAIN(SandboxHostTest)
#include "tst_sandboxhost.moc"
