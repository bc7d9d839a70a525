// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/filereplacement.h"
#include "models/flags/envflagstore.h"
#include "tests/support/envfiles.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray usual = "# Ours\r\nUSE_READ_REPLICA=true   # reads\r\nexport DB_POOL_SIZE = \"20\"\r\n"
                         "POSTGRES_PASSWORD='pulse'\r\nUSE_CACHE=Yes";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "(unreadable)";
}

void put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    static_cast<void>(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(content);
}

} // namespace

class TestEnvFlagStore : public QObject
{
    Q_OBJECT

private:
    std::optional<QTemporaryDir> m_folder;
    QString m_path;

    db::Result<FlagWrite> write(const FlagReading &basis, const std::vector<FlagAssignment> &changes)
    {
        return EnvFlagStore(m_path).write(basis, changes, {}, db::Deadline::in(5s), {});
    }
    db::Result<FlagWrite> set(const QString &key, const QString &value)
    {
        const auto basis = EnvFlagStore::load(m_path);
        return basis ? write(*basis, {{key, value}}) : std::unexpected(basis.error());
    }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System, QDir::Name);
    }

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        m_path = m_folder->filePath(u".env"_s);
        put(m_path, usual);
    }

    void changingAValueChangesNothingElse()
    {
        tests::EnvMaker maker(20261126);
        for (int i = 0; i < 20'000; ++i) {
            const auto fault = tests::faultOf(maker.next());
            QVERIFY2(fault.isEmpty(), fault.constData());
        }
    }

    void theFileChangesInTheValueAlone()
    {
        const auto written = set(u"USE_READ_REPLICA"_s, u"false"_s);
        QVERIFY2(written && written->isWritten,
                 qPrintable(written ? written->difference : written.error().message));
        QCOMPARE(contentOf(m_path), QByteArray(usual).replace("=true ", "=false "));
        QCOMPARE(contentOf(m_path + u".seawall-backup"_s), usual);
        QCOMPARE(files(), (QStringList{u".env"_s, u".env.seawall-backup"_s}));
    }

    void severalKeysAreChangedAtOnce()
    {
        const auto basis = EnvFlagStore::load(m_path);
        const auto written = write(
            *basis, {{u"USE_READ_REPLICA"_s, u"false"_s}, {u"DB_POOL_SIZE"_s, u"5"_s}, {u"NEW"_s, u"a b"_s}});
        QVERIFY(written && written->isWritten);
        QCOMPARE(contentOf(m_path),
                 QByteArray(usual).replace("=true ", "=false ").replace("\"20\"", "\"5\"") +
                     "\r\nNEW='a b'\r\n");
    }

    void modeAndOwnerStay()
    {
        QVERIFY(::chmod(QFile::encodeName(m_path).constData(), 0640) == 0);
        if (::geteuid() == 0)
            QVERIFY(::chown(QFile::encodeName(m_path).constData(), 12345, 23456) == 0);
        struct stat before = {}, after = {};
        ::stat(QFile::encodeName(m_path).constData(), &before);
        QVERIFY(set(u"USE_READ_REPLICA"_s, u"false"_s)->isWritten);
        ::stat(QFile::encodeName(m_path).constData(), &after);
        QCOMPARE(after.st_mode, before.st_mode);
        QCOMPARE(after.st_uid, before.st_uid);
        QCOMPARE(after.st_gid, before.st_gid);
        QVERIFY(after.st_ino != before.st_ino);
    }

    void aSymbolicLinkStaysOne()
    {
        QVERIFY(QDir().mkdir(m_folder->filePath(u"real"_s)));
        const auto real = m_folder->filePath(u"real/production.env"_s);
        QVERIFY(QFile::rename(m_path, real) && QFile::link(u"real/production.env"_s, m_path));
        QVERIFY(set(u"USE_READ_REPLICA"_s, u"false"_s)->isWritten);
        QVERIFY(QFileInfo(m_path).isSymLink());
        QVERIFY(contentOf(real).contains("=false "));
        QCOMPARE(contentOf(real + u".seawall-backup"_s), usual);
    }

    void aFileThatChangedSinceItWasReadIsLeftAlone()
    {
        const auto basis = EnvFlagStore::load(m_path);
        const auto other = usual + "\r\nOTHER=1\r\n";
        put(m_path, QByteArray(other).replace("pulse", "geheim"));
        const auto written = write(*basis, {{u"USE_READ_REPLICA"_s, u"false"_s}});
        QVERIFY(written);
        QVERIFY(!written->isWritten);
        QVERIFY2(written->difference.contains(u"+OTHER=1"_s), qPrintable(written->difference));
        QVERIFY2(!written->difference.contains(u"pulse"_s) && !written->difference.contains(u"geheim"_s),
                 qPrintable(written->difference));
        QVERIFY2(written->difference.endsWith(u"such as passwords, differ as well."_s),
                 qPrintable(written->difference));
        QVERIFY(contentOf(m_path).contains("OTHER=1"));
        QCOMPARE(files(), QStringList{u".env"_s});
    }

    void anEditByAnotherProgramIsNeverLost()
    {
        std::atomic<int> written = 0;
        std::jthread editor([&](const std::stop_token &stop) {
            const auto fresh = m_path + u".other"_s;
            for (int edit = 1; !stop.stop_requested(); ++edit) {
                put(fresh, "USE_READ_REPLICA=true\nEDIT=" + QByteArray::number(edit) + '\n');
                std::rename(qPrintable(fresh), qPrintable(m_path));
                written = edit;
                std::this_thread::sleep_for(std::chrono::microseconds(edit % 7 * 40)); // to meet every moment
            }
        });
        int set = 0, refused = 0;
        for (int i = 0; i < 400; ++i) {
            const auto basis = EnvFlagStore::load(m_path);
            QVERIFY(basis);
            const auto result = write(*basis, {{u"USE_READ_REPLICA"_s, i % 2 ? u"off"_s : u"no"_s}});
            QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
            (result->isWritten ? set : refused) += 1;
            const int edits = written;
            QVERIFY(EnvFlagStore::load(m_path)->value(u"EDIT"_s).value_or(u"0"_s).toInt() >= edits);
        }
        qInfo() << set << "set," << refused << "refused," << written << "edits";
        QVERIFY(set > 0 && refused > 0);
    }

    void aFileThatIsGoneIsAnError()
    {
        const auto basis = EnvFlagStore::load(m_path);
        QVERIFY(QFile::remove(m_path));
        const auto written = write(*basis, {{u"USE_READ_REPLICA"_s, u"false"_s}});
        QVERIFY(!written && written.error().kind == db::ErrorKind::FileAccess);
        QVERIFY(!QFile::exists(m_path));
    }

    void leftoversOfAProcessThatIsGoneAreRemoved()
    {
        const auto leftover = m_path + u".seawall-1-999999999"_s,
                   mine = m_path + u".seawall-1-%1"_s.arg(::getppid());
        put(leftover, "old");
        put(mine, "in use");
        QVERIFY(set(u"USE_READ_REPLICA"_s, u"false"_s)->isWritten);
        QVERIFY(!QFile::exists(leftover));
        QVERIFY(QFile::exists(mine));
    }

    void flagsAreThoseDeclaredAndThoseOfThePatterns()
    {
        const auto reading = EnvFlagStore::load(m_path);
        QVERIFY(reading);
        QCOMPARE(reading->flags.front().key(), u"USE_READ_REPLICA"_s);
        QCOMPARE(reading->flags.front().line, 2);
        QVERIFY(reading->flag(u"USE_CACHE"_s));
        QVERIFY(!reading->flag(u"POSTGRES_PASSWORD"_s));
        const auto *const unset = reading->flag(u"REPLICA_FALLBACK_ENABLED"_s);
        QVERIFY(unset && !unset->value);
        QCOMPARE(reading->value(u"POSTGRES_PASSWORD"_s), u"pulse"_s);
    }

    void aValueNoFlagCanHaveIsTold()
    {
        put(m_path, "USE_READ_REPLICA=perhaps\nDB_POOL_SIZE=-4\n");
        const auto reading = EnvFlagStore::load(m_path);
        QVERIFY(reading->flag(u"USE_READ_REPLICA"_s)->problem.contains(u"true or false"_s));
        QVERIFY(reading->flag(u"DB_POOL_SIZE"_s)->problem.contains(u"0 to 100000"_s));
    }

    void flagsTomlDeclaresMore()
    {
        put(m_folder->filePath(u"flags.toml"_s),
            "lag_limit_seconds = 2\n[flags.MODE]\nkind = \"choice\"\n"
            "choices = [\"a\", \"b\"]\nrestart = \"systemctl restart pulse\"\n"
            "[flags.USE_READ_REPLICA]\nservices = [\"backend\", \"etl\"]\n");
        const auto reading = EnvFlagStore::load(m_path);
        QVERIFY2(reading, qPrintable(reading ? QString() : reading.error().message));
        QCOMPARE(reading->rules.lagLimitSeconds, 2.0);
        QCOMPARE(reading->flag(u"MODE"_s)->declaration.restart, u"systemctl restart pulse"_s);
        QCOMPARE(reading->flag(u"USE_READ_REPLICA"_s)->declaration.services.size(), 2);
        QVERIFY(reading->flag(u"USE_READ_REPLICA"_s)->declaration.effect == FlagEffect::ReadsToReplica);
    }

    void aMistakeInFlagsTomlNamesItsLine_data()
    {
        QTest::addColumn<QByteArray>("toml");
        QTest::addColumn<QString>("told");
        QTest::newRow("syntax") << QByteArray("a = 1\nb = = 2\n") << u"line 2"_s;
        QTest::newRow("unknown") << QByteArray("patterns = []\nlag = 3\n")
                                 << u"line 2: 'lag' means nothing"_s;
        QTest::newRow("kind") << QByteArray("[flags.A]\nkind = \"maybe\"\n") << u"line 2: kind is none of"_s;
        QTest::newRow("no choices") << QByteArray("[flags.A]\nkind = \"choice\"\n") << u"without choices"_s;
        QTest::newRow("range") << QByteArray("[flags.A]\nkind = \"number\"\nleast = 4\nmost = 1\n")
                               << u"range"_s;
        QTest::newRow("secret") << QByteArray("[flags.DB_PASSWORD]\nkind = \"bool\"\n") << u"secret"_s;
    }
    void aMistakeInFlagsTomlNamesItsLine()
    {
        QFETCH(QByteArray, toml);
        QFETCH(QString, told);
        const auto rules = FlagRules::parse(toml, u"flags.toml"_s);
        QVERIFY(!rules && rules.error().kind == db::ErrorKind::InvalidInput);
        QVERIFY2(rules.error().message.contains(told), qPrintable(rules.error().message));
    }
};

QTEST_GUILESS_MAIN(TestEnvFlagStore)
#include "tst_envflagstore.moc"
