// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profiles.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <map>

#include <sys/stat.h>

using namespace seawall;
using namespace Qt::StringLiterals;
using db::ErrorKind;
using models::ClusterProfile;
using models::Profiles;

namespace {

/// A keychain in memory that answers from the event loop, as a real one does.
class FakeStore final : public models::SecretStore
{
public:
    using Content = std::map<QString, db::Secret>;
    FakeStore(std::shared_ptr<Content> content, std::optional<db::Error> error)
        : m_content(std::move(content)), m_error(std::move(error))
    {}

    void read(const QString &key, Read callback) override
    {
        QTimer::singleShot(0, &m_context, [this, key, callback = std::move(callback)] {
            if (m_error)
                callback(std::unexpected(*m_error));
            else
                callback((*m_content)[key]);
        });
    }
    void write(const QString &key, const db::Secret &secret, Done callback) override
    {
        QTimer::singleShot(0, &m_context, [this, key, secret, callback = std::move(callback)] {
            if (!m_error)
                (*m_content)[key] = secret;
            callback(m_error ? db::Result<void>(std::unexpected(*m_error)) : db::Result<void>());
        });
    }
    void remove(const QString &key, Done callback) override
    {
        m_content->erase(key);
        QTimer::singleShot(0, &m_context, [callback = std::move(callback)] { callback({}); });
    }

private:
    QObject m_context;
    std::shared_ptr<Content> m_content;
    std::optional<db::Error> m_error;
};

ClusterProfile production()
{
    auto profile = *ClusterProfile::fromConnections(u"postgresql://dba:hunter2@db1/app?sslpassword=hunter2"_s,
                                                    {u"host=db2 user=dba password=hunter2"_s});
    profile.name = u"production"_s;
    profile.production = true;
    profile.colour = QColor(u"#aa0000"_s);
    profile.useReadReplica = false;
    profile.migrations = u"/srv/migrations"_s;
    profile.journalMirror = true;
    profile.monitor.tick = std::chrono::milliseconds(250);
    profile.monitor.primaryPool = db::PoolBudget{u"pulse-backend"_s, {}, 20, 30, 4};
    profile.primaryLimits = {20, 30, std::chrono::seconds(60), std::chrono::seconds(3600)};
    return profile;
}

} // namespace

class TestProfiles : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::shared_ptr<FakeStore::Content> m_secrets;
    int m_run = 0;
    QString m_file;

    std::unique_ptr<Profiles> opened(std::optional<db::Error> keychainError = {})
    {
        auto profiles = std::make_unique<Profiles>(
            m_file, std::make_unique<FakeStore>(m_secrets, std::move(keychainError)));
        QSignalSpy loaded(profiles.get(), &Profiles::loaded);
        profiles->load();
        loaded.wait();
        return profiles;
    }
    bool saved(Profiles &profiles, const ClusterProfile &profile, bool keepPasswords = true)
    {
        QSignalSpy changed(&profiles, &Profiles::changed);
        profiles.save(profile, keepPasswords);
        return changed.wait();
    }
    QByteArray content() const
    {
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        m_secrets = std::make_shared<FakeStore::Content>();
        m_file = m_folder.filePath(u"%1/profiles.json"_s.arg(++m_run));
    }

    void withoutAFileThereAreNone()
    {
        QCOMPARE(opened()->names(), QStringList());
        QVERIFY(!QFile::exists(m_file));
    }

    void aProfileComesBackAsItWasButForItsPasswords()
    {
        QVERIFY(saved(*opened(), production()));
        const auto again = opened();
        QCOMPARE(again->names(), QStringList{u"production"_s});
        const auto found = again->find(u"production"_s);
        auto expected = production();
        for (auto &node : expected.monitor.nodes) {
            node.endpoint.password = {};
            node.endpoint.parameters.erase(u"sslpassword"_s);
        }
        QVERIFY(found->monitor == expected.monitor);
        QCOMPARE(found->colour, expected.colour);
        QVERIFY(found->production);
        QCOMPARE(found->migrations, expected.migrations);
        QVERIFY(found->journalMirror);
        QCOMPARE(found->useReadReplica, std::optional(false));
        QCOMPARE(found->replicaFallback, std::optional<bool>());
        QVERIFY(found->primaryLimits == expected.primaryLimits);
        QVERIFY(found->replicaLimits == db::PoolLimits());
    }

    void theFileIsForItsOwnerAndHoldsNoPassword()
    {
        QVERIFY(saved(*opened(), production()));
        struct stat info{};
        QCOMPARE(stat(qPrintable(m_file), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0600u);
        QVERIFY(content().contains("production"));
        QVERIFY(!content().contains("hunter2"));
    }

    void passwordsComeBackFromTheKeychain()
    {
        QVERIFY(saved(*opened(), production()));
        const auto again = opened();
        QSignalSpy unlocked(again.get(), &Profiles::unlocked);
        again->unlock(u"production"_s);
        QVERIFY(unlocked.wait());
        const auto profile = unlocked.first().first().value<ClusterProfile>();
        QCOMPARE(profile.monitor.nodes[0].endpoint.password.reveal(), u"hunter2"_s);
        QCOMPARE(profile.monitor.nodes[1].endpoint.password.reveal(), u"hunter2"_s);
    }

    void passwordsThatShallNotBeKeptAreNot()
    {
        QVERIFY(saved(*opened(), production(), false));
        QVERIFY(m_secrets->empty());
        const auto again = opened();
        QSignalSpy unlocked(again.get(), &Profiles::unlocked);
        again->unlock(u"production"_s);
        QCOMPARE(unlocked.size(), 1);
        QVERIFY(
            unlocked.first().first().value<ClusterProfile>().monitor.nodes[0].endpoint.password.isEmpty());
    }

    void withoutAKeychainItIsSaidAndAskedFor()
    {
        const db::Error none{ErrorKind::ToolMissing, u"There is no keychain service here."_s, {}, {}, {}, 0};
        const auto profiles = opened(none);
        QSignalSpy refused(profiles.get(), &Profiles::secretsFailed);
        QVERIFY(saved(*profiles, production()));
        QTRY_COMPARE(refused.size(), 2);
        QVERIFY(!content().contains("hunter2"));
        QSignalSpy needed(profiles.get(), &Profiles::passwordNeeded);
        profiles->unlock(u"production"_s);
        QVERIFY(needed.wait());
        QVERIFY(needed.first().last().value<db::Error>() == none);
    }

    void withoutAKeychainThePasswordsAreThoseOfTheEnvFile()
    {
        const auto file = m_folder.filePath(u"kept.env"_s);
        QFile env(file);
        QVERIFY(env.open(QIODevice::WriteOnly));
        env.write("POSTGRES_HOST=db1\nPOSTGRES_PASSWORD=hunter2\n");
        env.close();
        const auto cluster = *ClusterProfile::fromEnvFile(file);
        const auto profiles =
            opened(db::Error{ErrorKind::ToolMissing, u"There is no keychain service here."_s, {}, {}, {}, 0});
        QVERIFY(saved(*profiles, cluster));
        QSignalSpy unlocked(profiles.get(), &Profiles::unlocked);
        profiles->unlock(cluster.name);
        QTRY_COMPARE(unlocked.count(), 1);
        const auto endpoint = unlocked.front().front().value<ClusterProfile>().monitor.nodes.front().endpoint;
        QCOMPARE(endpoint.password.reveal(), u"hunter2"_s);
    }

    void savingUnderTheSameNameReplaces()
    {
        const auto profiles = opened();
        QVERIFY(saved(*profiles, production()));
        auto other = production();
        other.production = false;
        QVERIFY(saved(*profiles, other));
        QCOMPARE(profiles->names().size(), 1);
        QVERIFY(!opened()->find(u"production"_s)->production);
    }

    void aClusterOpenedFromItsFileIsListedAndReadAgainWhenItIsChosen()
    {
        const auto file = m_folder.filePath(u"opened.env"_s);
        const auto writeEnv = [&](const QByteArray &host) {
            QFile env(file);
            QVERIFY(env.open(QIODevice::WriteOnly));
            env.write("POSTGRES_HOST=" + host + "\nPOSTGRES_USER=dba\nPOSTGRES_PASSWORD=hunter2\n");
        };
        writeEnv("db1");
        const auto cluster = *ClusterProfile::fromEnvFile(file);
        Profiles profiles(m_file, std::make_unique<FakeStore>(m_secrets, std::nullopt));
        QSignalSpy changed(&profiles, &Profiles::changed), unlocked(&profiles, &Profiles::unlocked),
            needed(&profiles, &Profiles::passwordNeeded);
        profiles.remember(cluster); // it waits for the list
        QVERIFY(profiles.names().isEmpty());
        profiles.load();
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(profiles.names(), QStringList(cluster.name));
        profiles.remember(cluster);
        QCOMPARE(changed.count(), 1);
        writeEnv("db9");
        profiles.unlock(cluster.name);
        QTRY_COMPARE(unlocked.count(), 1);
        const auto endpoint = unlocked.front().front().value<ClusterProfile>().monitor.nodes.front().endpoint;
        QCOMPARE(endpoint.parameters.at(u"host"_s), u"db9"_s);
        QCOMPARE(endpoint.password.reveal(), u"hunter2"_s);
        QVERIFY(QFile::remove(file));
        profiles.unlock(cluster.name);
        QTRY_COMPARE(needed.count(), 1);
    }

    void aClusterWithKeptPasswordsIsReadAgainToo()
    {
        const auto file = m_folder.filePath(u"kept-too.env"_s);
        const auto put = [&](const QByteArray &host) {
            QFile env(file);
            return env.open(QIODevice::WriteOnly) && env.write("POSTGRES_HOST=" + host + "\n") > 0;
        };
        QVERIFY(put("db1"));
        auto cluster = *ClusterProfile::fromEnvFile(file);
        cluster.monitor.nodes.front().endpoint.password = db::Secret(u"hunter2"_s);
        const auto profiles = opened();
        QVERIFY(saved(*profiles, cluster));
        QSignalSpy unlocked(profiles.get(), &Profiles::unlocked);
        const auto last = [&] { return unlocked.back().front().value<ClusterProfile>(); };
        const auto host = [&] { return last().monitor.nodes.front().endpoint.parameters.at(u"host"_s); };
        QVERIFY(put("db1\nPOSTGRES_REPLICA_HOST=db9"));
        profiles->unlock(cluster.name);
        QTRY_COMPARE(unlocked.count(), 1);
        QCOMPARE(last().monitor.nodes.size(), size_t(2));
        QCOMPARE(last().monitor.nodes.front().endpoint.password.reveal(), u"hunter2"_s);
        QVERIFY(QFile::remove(file));
        profiles->unlock(cluster.name);
        QTRY_COMPARE(unlocked.count(), 2);
        QCOMPARE(host(), u"db1"_s);
        QVERIFY(!last().warnings.isEmpty());
        cluster.ownServers = true; // by a person
        QVERIFY(saved(*profiles, cluster));
        QVERIFY(put("db7"));
        profiles->unlock(cluster.name);
        QTRY_COMPARE(unlocked.count(), 3);
        QCOMPARE(host(), u"db1"_s);
    }

    void whatAPersonHasKeptIsNotReplacedByOpeningAFileOfThatName()
    {
        const auto profiles = opened();
        QVERIFY(saved(*profiles, production()));
        auto other = production();
        other.envFile = u"/elsewhere/.env"_s;
        profiles->remember(other);
        QVERIFY(profiles->find(u"production"_s)->envFile.isEmpty());
    }

    void whatIsOpenedAgainIsKeptInPlaceOfWhatWasOpened()
    {
        const auto profiles = opened();
        auto kept = production();
        kept.envFile = u"/srv/.env"_s;
        kept.ownServers = true;
        QVERIFY(saved(*profiles, kept));
        auto now = kept;
        now.ownServers = false;
        now.monitor.nodes.front().endpoint.parameters[u"host"_s] = u"db9"_s;
        now.monitor.nodes.front().endpoint.password = db::Secret(u"other"_s);
        auto ofTheFile = kept;
        ofTheFile.ownServers = false; // it was opened from there, beside what is kept
        profiles->replace(ofTheFile, now);
        QVERIFY(profiles->find(kept.name)->ownServers);
        QSignalSpy changed(profiles.get(), &Profiles::changed);
        profiles->replace(kept, now);
        QVERIFY(changed.wait());
        const auto found = opened()->find(kept.name);
        QVERIFY(!found->ownServers);
        QCOMPARE(found->monitor.nodes.front().endpoint.parameters.at(u"host"_s), u"db9"_s);
        QTRY_COMPARE(m_secrets->at(u"production/primary"_s).reveal(), u"other"_s);
    }

    void aRemovedProfileIsGoneWithItsPasswords()
    {
        const auto profiles = opened();
        QVERIFY(saved(*profiles, production()));
        QCOMPARE(m_secrets->size(), std::size_t{2});
        QSignalSpy changed(profiles.get(), &Profiles::changed);
        profiles->remove(u"production"_s);
        QVERIFY(changed.wait());
        QCOMPARE(opened()->names(), QStringList());
        QVERIFY(m_secrets->empty());
    }

    void aDamagedFileIsSaidSoAndLeftAlone()
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ half");
        file.close();
        Profiles profiles(m_file, std::make_unique<FakeStore>(m_secrets, std::nullopt));
        QSignalSpy failed(&profiles, &Profiles::failed);
        profiles.load();
        QVERIFY(failed.wait());
        QVERIFY(failed.first().first().value<db::Error>().kind == ErrorKind::InvalidInput);
        QCOMPARE(content(), QByteArray("{ half"));
    }

    void anUnknownProfileIsSaidSo()
    {
        const auto profiles = opened();
        QSignalSpy failed(profiles.get(), &Profiles::failed);
        profiles->unlock(u"nothing"_s);
        QCOMPARE(failed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
