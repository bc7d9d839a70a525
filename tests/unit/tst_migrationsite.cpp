// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationsite.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;

/// Which folder of migrations is taken; each test in a current folder of its own.
class TestMigrationSite : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_envFile;
    QString m_before = QDir::currentPath();

    static void write(const QString &path)
    {
        QVERIFY(QDir().mkpath(path.section(u'/', 0, -2)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    /// The folder below the current one, or the error's hint.
    QString chosen(const QString &wanted = {}, const QString &ofProfile = {})
    {
        models::ClusterProfile profile;
        profile.migrations = ofProfile;
        profile.envFile = m_envFile;
        const auto folder = models::migrationFolder(profile, wanted);
        return folder ? QDir::current().relativeFilePath(*folder) : folder.error().hint;
    }

private Q_SLOTS:
    void init()
    {
        const auto own = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        QVERIFY(QDir().mkpath(own) && QDir::setCurrent(own));
        m_envFile = QDir::current().filePath(u"watch.env"_s);
    }
    void cleanupTestCase() { QVERIFY(QDir::setCurrent(m_before)); }

    void aUsualFolderCountsOnlyWhereItHoldsSql()
    {
        write(u"migrations/readme.md"_s);
        write(u"db/migrations/lint.cpp"_s);
        const auto hint = chosen();
        QVERIFY2(hint.contains(u"hold no .sql file"_s), qPrintable(hint));
        for (const auto &way : {u"in the console"_s, u"SEAWALL_MIGRATIONS"_s, u"--migrations"_s})
            QVERIFY2(hint.contains(way), qPrintable(hint));
        write(u"db/migrations/001_clients.up.sql"_s);
        QCOMPARE(chosen(), u"db/migrations"_s);
        write(u"migrations/001_clients.up.sql"_s);
        QCOMPARE(chosen(), u"migrations"_s);
    }
    void aUsualFolderIsThatBesideTheEnvironmentFile()
    {
        write(u"migrations/001_clients.up.sql"_s);
        write(u"other/db/migrations/001_others.up.sql"_s);
        m_envFile = QDir::current().filePath(u"other/.env"_s);
        QCOMPARE(chosen(), u"other/db/migrations"_s);
        m_envFile = QDir::current().filePath(u"third/.env"_s);
        QVERIFY2(chosen().contains(QDir::current().filePath(u"third"_s)), qPrintable(chosen()));
        m_envFile.clear(); // servers that were named by hand have nothing to do with where one stands
        QVERIFY2(chosen().contains(u"--migrations"_s), qPrintable(chosen()));
    }
    void aFolderThatIsNamedIsTakenEvenWhereItIsEmpty()
    {
        QVERIFY(QDir().mkpath(u"mine"_s) && QDir().mkpath(u"profile"_s));
        QCOMPARE(chosen(u"mine"_s, u"profile"_s), u"mine"_s);
        QCOMPARE(chosen({}, u"profile"_s), u"profile"_s);
        QVERIFY(chosen(u"nowhere"_s).contains(u"SEAWALL_MIGRATIONS"_s));
    }
};

QTEST_GUILESS_MAIN(TestMigrationSite)
#include "tst_migrationsite.moc"
