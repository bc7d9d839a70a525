// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connection/connectiondialog.h"
#include "ui/connection/nodefields.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace seawall;
using namespace Qt::StringLiterals;

namespace {

/// A keychain in memory.
class MemoryStore final : public models::SecretStore
{
public:
    void read(const QString &key, Read callback) override { callback(m_secrets[key]); }
    void write(const QString &key, const db::Secret &secret, Done callback) override
    {
        m_secrets[key] = secret;
        callback({});
    }
    void remove(const QString &key, Done callback) override
    {
        m_secrets.erase(key);
        callback({});
    }

private:
    std::map<QString, db::Secret> m_secrets;
};

models::ClusterProfile aProfile()
{
    const auto primary = u"host=127.0.0.1 port=1 user=dba dbname=pulse_db sslmode=disable"_s;
    auto profile = models::ClusterProfile::fromConnections(primary, {primary}).value();
    profile.name = u"pulse"_s;
    return profile;
}

} // namespace

class ConnectionDialogTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<models::Profiles> m_profiles;

    template<typename T>
    static T *child(const QObject &parent, const QString &name)
    {
        return parent.findChild<T *>(name);
    }
    static void click(const QObject &parent, const QString &name)
    {
        QTest::mouseClick(child<QWidget>(parent, name), Qt::LeftButton);
    }
    ui::ConnectionDialog *dialogOf(QWidget &window, const models::ClusterProfile &profile)
    {
        auto *dialog = new ui::ConnectionDialog(m_profiles.get(), profile, &window);
        dialog->open();
        return dialog;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_profiles = std::make_unique<models::Profiles>(m_folder->filePath(u"profiles.json"_s),
                                                        std::make_unique<MemoryStore>());
        QSignalSpy loaded(m_profiles.get(), &models::Profiles::loaded);
        m_profiles->load();
        QTRY_COMPARE(loaded.count(), 1);
    }

    void theFormShowsAProfileAndGivesItBackUnchanged()
    {
        QWidget window;
        const auto profile = aProfile();
        const auto shown = dialogOf(window, profile)->profile();
        QCOMPARE(shown.name, profile.name);
        QVERIFY(shown.monitor == profile.monitor);
    }

    void fieldsBecomeTheEndpoint()
    {
        QWidget window;
        auto *dialog = dialogOf(window, aProfile());
        auto *node = child<QWidget>(*dialog, u"node_0"_s);
        child<QLineEdit>(*node, u"nodeHost"_s)->setText(u"db1.example"_s);
        child<QSpinBox>(*node, u"nodePort"_s)->setValue(6000);
        child<QLineEdit>(*node, u"nodePassword"_s)->setText(u"s3cret"_s);
        const auto endpoint = dialog->profile().monitor.nodes[0].endpoint;
        QCOMPARE(endpoint.address(), u"db1.example:6000"_s);
        QCOMPARE(endpoint.password.reveal(), u"s3cret"_s);
        QVERIFY(!endpoint.parameters.contains(u"password"_s));
    }

    void anEmptyHostIsShownAsTheUnixSocketItMeans()
    {
        QWidget window;
        qunsetenv("PGHOST");
        auto profile = aProfile();
        profile.monitor.nodes[0].endpoint.parameters.erase(u"host"_s);
        auto *dialog = dialogOf(window, profile);
        auto *host = child<QLineEdit>(*child<QWidget>(*dialog, u"node_0"_s), u"nodeHost"_s);
        QCOMPARE(host->placeholderText(), u"Unix socket"_s);
    }

    void withoutAKeychainKeepingPasswordsIsNotOffered()
    {
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, aProfile());
        const auto *keep = child<QCheckBox>(*dialog, u"profileKeep"_s);
        QVERIFY(keep->isEnabled() && keep->isChecked());
        dialog->setKeychain(false);
        QVERIFY(!keep->isEnabled() && !keep->isChecked());
        QVERIFY(keep->text().contains(u"no keychain service"_s));
    }

    void testingSaysPerNodeWhatDidNotWork()
    {
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, aProfile());
        click(*dialog, u"connectionTest"_s);
        for (const auto &name : {u"node_0"_s, u"node_1"_s}) {
            const auto *result = child<QLabel>(*child<QWidget>(*dialog, name), u"nodeResult"_s);
            QTRY_VERIFY(result->text().contains(u"127.0.0.1"_s));
            QVERIFY(result->isVisible());
        }
        QTRY_VERIFY(child<QPushButton>(*dialog, u"connectionTest"_s)->isEnabled());
    }

    void twoNodesOfOneNameAreRefused()
    {
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, aProfile());
        child<QLineEdit>(*child<QWidget>(*dialog, u"node_1"_s), u"nodeName"_s)->setText(u"primary"_s);
        QSignalSpy chosen(dialog, &ui::ConnectionDialog::profileChosen);
        click(*dialog, u"connectionOpen"_s);
        QCOMPARE(chosen.count(), 0);
        QVERIFY(child<QLabel>(*dialog, u"connectionMessage"_s)->text().contains(u"primary"_s));
    }

    void anOpenedProfileIsKeptUnderItsName()
    {
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, aProfile());
        child<QLineEdit>(*dialog, u"profileName"_s)->setText(u"staging"_s);
        click(*dialog, u"profileProduction"_s);
        QSignalSpy chosen(dialog, &ui::ConnectionDialog::profileChosen);
        click(*dialog, u"connectionOpen"_s);
        QCOMPARE(chosen.count(), 1);
        QTRY_COMPARE(m_profiles->names(), QStringList{u"staging"_s});
        QTRY_VERIFY(m_profiles->find(u"staging"_s).has_value());
    }

    void aKeptProfileCanBeChosenAndForgotten()
    {
        auto profile = aProfile();
        profile.monitor.nodes[0].endpoint.password = db::Secret(u"s3cret"_s);
        m_profiles->save(profile, true);
        QTRY_COMPARE(m_profiles->names(), QStringList{u"pulse"_s});
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, {});
        auto *names = child<QListWidget>(*dialog, u"profileNames"_s);
        names->setCurrentRow(0);
        QTRY_COMPARE(dialog->profile().monitor.nodes[0].endpoint.password.reveal(), u"s3cret"_s);
        click(*dialog, u"profileForget"_s);
        QTRY_VERIFY(m_profiles->names().isEmpty());
        QTRY_COMPARE(names->count(), 0);
    }

    void nothingIsChosenWhereServersAreToBeEntered()
    {
        m_profiles->save(aProfile(), false);
        QTRY_COMPARE(m_profiles->names(), QStringList{u"pulse"_s});
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, {});
        dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QVERIFY(child<QLineEdit>(*dialog, u"profileName"_s)->hasFocus());
        QVERIFY(child<QLineEdit>(*dialog, u"profileName"_s)->text().isEmpty());
        child<QListWidget>(*dialog, u"profileNames"_s)->setFocus(Qt::BacktabFocusReason);
        QVERIFY(child<QLineEdit>(*dialog, u"profileName"_s)->text().isEmpty());
    }

    void testingNeedsNoNameOfTheCluster()
    {
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, aProfile());
        child<QLineEdit>(*dialog, u"profileName"_s)->clear();
        click(*dialog, u"connectionTest"_s);
        const auto *result = child<QLabel>(*child<QWidget>(*dialog, u"node_0"_s), u"nodeResult"_s);
        QTRY_VERIFY(result->text().contains(u"127.0.0.1"_s));
        const auto *message = child<QLabel>(*dialog, u"connectionMessage"_s);
        QVERIFY(message->text().isEmpty());
        QSignalSpy chosen(dialog, &ui::ConnectionDialog::profileChosen);
        click(*dialog, u"connectionOpen"_s); // which keeps it under its name
        QCOMPARE(chosen.count(), 0);
        QCOMPARE(message->text(), u"Give the cluster a name."_s);
    }

    void aChosenEnvFileFillsTheFormOrSaysWhatIsWrongWithIt()
    {
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, aProfile());
        const auto choose = [&](const QByteArray &content) {
            const auto path = m_folder->filePath(u"chosen.env"_s);
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(content);
            file.close();
            click(*dialog, u"profileEnv"_s);
            auto *chooser = dialog->findChild<QFileDialog *>();
            QVERIFY(chooser);
            Q_EMIT chooser->fileSelected(path);
            // Whatever the file holds, the form waits for a worker: this thread has not read it.
            QVERIFY(child<QLabel>(*dialog, u"connectionMessage"_s)->text().contains(u"Reading"_s));
            delete chooser;
        };
        choose("POSTGRES_HOST=db7.example\nPOSTGRES_PORT=54x2\n");
        const auto *message = child<QLabel>(*dialog, u"connectionMessage"_s);
        QTRY_VERIFY(message->text().contains(u"line 2: POSTGRES_PORT"_s));
        QVERIFY(message->isVisible());
        QCOMPARE(dialog->profile().monitor.nodes[0].endpoint.host(), u"127.0.0.1"_s);
        choose("POSTGRES_HOST=db7.example\n");
        QTRY_COMPARE(dialog->profile().monitor.nodes[0].endpoint.host(), u"db7.example"_s);
        QVERIFY(!message->isVisible());
    }

    void aClusterIsOpenedAsItsFileIsThen()
    {
        const auto path = m_folder->filePath(u"shop.env"_s);
        const auto put = [&](const QByteArray &content) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        };
        QVERIFY(put("POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db2\n"));
        auto opened = *models::ClusterProfile::fromEnvFile(path);
        opened.production = true;
        QVERIFY(put("POSTGRES_HOST=db2\nPOSTGRES_REPLICA_HOST=db1\n")); // since it was opened
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, opened);
        const auto primary = [](const models::ClusterProfile &profile) {
            return profile.monitor.nodes[0].endpoint.host();
        };
        QTRY_COMPARE(primary(dialog->profile()), u"db2"_s); // shown at once, and not after a click only
        child<QLineEdit>(*child<QWidget>(*dialog, u"node_0"_s), u"nodePassword"_s)->setText(u"s3cret"_s);
        QVERIFY(put("POSTGRES_HOST=db3\nPOSTGRES_REPLICA_HOST=db2\n")); // while it is looked at
        QSignalSpy chosen(dialog, &ui::ConnectionDialog::profileChosen);
        click(*dialog, u"connectionOpen"_s);
        QTRY_COMPARE(chosen.count(), 1);
        const auto now = chosen.front().front().value<models::ClusterProfile>();
        QCOMPARE(primary(now), u"db3"_s);
        QVERIFY(now.production && !now.ownServers);
        QCOMPARE(now.monitor.nodes[1].endpoint.password.reveal(), u"s3cret"_s); // of db2
    }

    void serversThatAPersonChangedAreNotReplacedByTheFile()
    {
        const auto path = m_folder->filePath(u"shop.env"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) &&
                file.write("POSTGRES_HOST=db1\nUSE_READ_REPLICA=no\n") > 0);
        file.close();
        const auto opened = *models::ClusterProfile::fromEnvFile(path);
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, opened);
        auto *host = child<QLineEdit>(*child<QWidget>(*dialog, u"node_0"_s), u"nodeHost"_s);
        host->setText(u"tunnel"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) &&
                file.write("POSTGRES_HOST=db2\nUSE_READ_REPLICA=yes\n") > 0);
        file.close();
        QSignalSpy chosen(dialog, &ui::ConnectionDialog::profileChosen);
        click(*dialog, u"connectionOpen"_s);
        QTRY_COMPARE(chosen.count(), 1);
        const auto now = chosen.front().front().value<models::ClusterProfile>();
        QCOMPARE(now.monitor.nodes[0].endpoint.host(), u"tunnel"_s);
        QCOMPARE(now.useReadReplica, std::optional(true));
        QVERIFY(now.ownServers);
        QTRY_VERIFY(m_profiles->find(now.name) && m_profiles->find(now.name)->ownServers);
    }

    void aClusterWhoseFileIsGoneIsOpenedAsItWasAndSaysSo()
    {
        auto opened = aProfile();
        opened.envFile = m_folder->filePath(u"gone.env"_s);
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, opened);
        QSignalSpy chosen(dialog, &ui::ConnectionDialog::profileChosen);
        click(*dialog, u"connectionOpen"_s);
        QTRY_COMPARE(chosen.count(), 1);
        const auto now = chosen.front().front().value<models::ClusterProfile>();
        QVERIFY(now.monitor == opened.monitor);
        QVERIFY2(now.warnings.join(u' ').contains(u"those of before"_s), qPrintable(now.warnings.join(u' ')));
    }

    void theOtherNodesBeginAsTheFirst()
    {
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, {});
        auto *first = child<QWidget>(*dialog, u"node_0"_s), *second = child<QWidget>(*dialog, u"node_1"_s);
        const auto type = [](QWidget *node, const QString &field, const QString &text) {
            auto *line = child<QLineEdit>(*node, field);
            line->clear();
            QTest::keyClicks(line, text);
        };
        const auto endpoint = [&] { return dialog->profile().monitor.nodes[1].endpoint; };
        type(first, u"nodeHost"_s, u"db1"_s);
        type(first, u"nodeUser"_s, u"dba"_s);
        type(first, u"nodeDatabase"_s, u"pulse_db"_s);
        type(first, u"nodePassword"_s, u"s3cret"_s);
        child<QSpinBox>(*first, u"nodePort"_s)->setValue(6000);
        QCOMPARE(endpoint().parameter(u"user"_s), u"dba"_s);
        QCOMPARE(endpoint().parameter(u"dbname"_s), u"pulse_db"_s);
        QCOMPARE(endpoint().password.reveal(), u"s3cret"_s);
        QCOMPARE(endpoint().port(), 6000);
        QVERIFY(endpoint().host() != u"db1"_s); // another server
        type(second, u"nodeUser"_s, u"other"_s);
        child<QSpinBox>(*second, u"nodePort"_s)->setValue(6001);
        type(first, u"nodeUser"_s, u"third"_s);
        type(first, u"nodeDatabase"_s, u"shop"_s);
        child<QSpinBox>(*first, u"nodePort"_s)->setValue(6002);
        QCOMPARE(endpoint().parameter(u"user"_s), u"other"_s);
        QCOMPARE(endpoint().port(), 6001);
        QCOMPARE(endpoint().parameter(u"dbname"_s), u"shop"_s);
        auto *known = dialogOf(window, aProfile()); // nothing that is known follows
        type(child<QWidget>(*known, u"node_0"_s), u"nodeUser"_s, u"other"_s);
        QCOMPARE(known->profile().monitor.nodes[1].endpoint.parameter(u"user"_s), u"dba"_s);
    }

    void nothingMovesWhereAFieldIsChangedAfterATrial()
    {
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, aProfile());
        click(*dialog, u"connectionTest"_s);
        auto *first = child<QWidget>(*dialog, u"node_0"_s), *second = child<QWidget>(*dialog, u"node_1"_s);
        const auto result = [](QWidget *node) { return child<QLabel>(*node, u"nodeResult"_s); };
        QTRY_VERIFY(result(first)->text().contains(u"127.0.0.1"_s));
        QTRY_VERIFY(result(second)->text().contains(u"127.0.0.1"_s));
        QTest::qWait(50); // for the layout
        const auto height = first->height();
        const auto top = second->y();
        QTest::keyClicks(child<QLineEdit>(*first, u"nodeUser"_s), u"x"_s);
        QTest::qWait(50);
        QVERIFY(result(first)->text().isEmpty());
        QCOMPARE(first->height(), height);
        QCOMPARE(second->y(), top);
    }

    void aFileThatIsReadTooLateDoesNotOverwriteTheForm()
    {
        QWidget window;
        auto *dialog = dialogOf(window, aProfile());
        QSignalSpy failed(m_profiles.get(), &models::Profiles::envFileFailed);
        m_profiles->readEnvFile(m_folder->filePath(u"not-asked-for-here.env"_s));
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(child<QLabel>(*dialog, u"connectionMessage"_s)->text().isEmpty());
    }

    void aDiscoveredReplicaIsAddedBesideTheOthers()
    {
        QWidget window;
        auto *dialog = dialogOf(window, aProfile());
        dialog->addDiscovered({{u"walreceiver7"_s, u"10.0.0.7"_s}});
        const auto nodes = dialog->profile().monitor.nodes;
        QCOMPARE(nodes.size(), std::size_t(3));
        QCOMPARE(nodes[2].endpoint.host(), u"10.0.0.7"_s);
        QCOMPARE(nodes[2].endpoint.parameter(u"user"_s), u"dba"_s);
    }

    void nodesCanBeAddedAndTakenOutButOneStays()
    {
        QWidget window;
        window.show();
        auto *dialog = dialogOf(window, aProfile());
        click(*dialog, u"nodeAdd"_s);
        QCOMPARE(dialog->profile().monitor.nodes.size(), std::size_t(3));
        click(*child<QWidget>(*dialog, u"node_2"_s), u"nodeRemove"_s);
        click(*child<QWidget>(*dialog, u"node_1"_s), u"nodeRemove"_s);
        click(*child<QWidget>(*dialog, u"node_0"_s), u"nodeRemove"_s);
        QCOMPARE(dialog->profile().monitor.nodes.size(), std::size_t(1));
    }
};

QTEST_MAIN(ConnectionDialogTest)
#include "tst_connectiondialog.moc"
