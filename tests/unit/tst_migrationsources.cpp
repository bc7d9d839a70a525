// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/migration.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace seawall::db;
using namespace Qt::StringLiterals;

namespace {

/// A folder with files in it.
class Folder final
{
public:
    Folder &with(const QString &name, const QByteArray &content = "SELECT 1;\n")
    {
        QFile file(m_directory.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return *this;
    }
    QString path(const QString &name = {}) const { return m_directory.filePath(name); }
    MigrationFolder read() const
    {
        auto folder = readMigrations(m_directory.path());
        if (!folder)
            qFatal("%s", qPrintable(folder.error().message));
        return *folder;
    }

private:
    QTemporaryDir m_directory;
};

QStringList versionsOf(const MigrationFolder &folder)
{
    QStringList versions;
    for (const auto &migration : folder.migrations)
        versions << migration.version;
    return versions;
}

/// 'FILE[:LINE] MESSAGE' a problem, without the folder.
QStringList problemsOf(const MigrationFolder &folder)
{
    QStringList problems;
    for (const auto &problem : folder.problems) {
        const auto line = problem.line > 0 ? u":%1"_s.arg(problem.line) : QString();
        problems << u"%1%2 %3"_s.arg(QFileInfo(problem.file).fileName(), line, problem.message);
        if (problem.hint.isEmpty())
            problems << u"(no hint)"_s;
    }
    return problems;
}

} // namespace

class MigrationSourcesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versionsOrderAsNumbersPartByPart_data();
    void versionsOrderAsNumbersPartByPart();
    void pairsOfGolangMigrateAreRead();
    void bothPartsOfADbmateFileAreReadWithTheirPlace();
    void anEmptyDbmateDownPartIsNoWayBack();
    void flywaysVersionedUndoAndRepeatableScriptsAreRead();
    void otherFilesAreLeftAlone();
    void problemsAreNamedWithFileAndLine_data();
    void problemsAreNamedWithFileAndLine();
    void timestampsAndStepsOfTenHaveNoGaps_data();
    void timestampsAndStepsOfTenHaveNoGaps();
    void anUnreadableUpIsOneProblemNotThree();
    void whatIsNoRegularFileIsNotWaitedFor();
    void aFolderThatIsNotThereIsAnError();
    void theTextIsReadAgainAndRefusedWhereItChanged();
    void lineEndsDoNotChangeAChecksum();
    void aByteOrderMarkIsNoPartOfTheText();
    void nothingIsWrittenToExistingFiles();
    void tenThousandFilesAreRead();
    void theNextPairFollowsTheFoldersWay_data();
    void theNextPairFollowsTheFoldersWay();
    void aNewMigrationInADateNumberedFolderIsTheLatest();
    void theNumberOfAFileThatCannotBeUsedIsNotGivenTwice();
    void aNewMigrationIsWholeAndReadable();
    void aNameWithoutLettersIsRefused();
};

void MigrationSourcesTest::versionsOrderAsNumbersPartByPart_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<int>("order");
    const auto row = [](const char *left, const char *right, int order) {
        QTest::addRow("%s %s", left, right)
            << QString::fromLatin1(left) << QString::fromLatin1(right) << order;
    };
    row("2", "010", -1);
    row("001", "1", 0);
    row("1.9", "1.10", -1);
    row("1.0", "1", 0);
    row("1", "1.1", -1);
    row("000", "001", -1);
    row("0", "000", 0);
    row("20260102030405", "99999", 1);
    row("123456789012345678901234567890", "123456789012345678901234567891", -1);
    row("R__views", "99999999999999", 1);
    row("R__a", "R__b", -1);
}

void MigrationSourcesTest::versionsOrderAsNumbersPartByPart()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    QFETCH(int, order);
    const auto sign = [](std::strong_ordering ordering) { return ordering < 0 ? -1 : ordering > 0 ? 1 : 0; };
    QCOMPARE(sign(compareVersions(left, right)), order);
    QCOMPARE(sign(compareVersions(right, left)), -order);
}

void MigrationSourcesTest::pairsOfGolangMigrateAreRead()
{
    Folder folder;
    folder.with(u"010_c.up.sql"_s)
        .with(u"9_b.up.sql"_s)
        .with(u"9_b.down.sql"_s)
        .with(u"008_a_table.up.sql"_s);
    const auto read = folder.read();
    QCOMPARE(problemsOf(read), QStringList());
    QVERIFY(read.format == SourceFormat::GolangMigrate);
    QCOMPARE(versionsOf(read), QStringList({u"008"_s, u"9"_s, u"010"_s}));
    QCOMPARE(read.migrations[0].name, u"a_table"_s);
    QVERIFY(!read.migrations[0].down);
    QCOMPARE(read.migrations[1].down->path, folder.path(u"9_b.down.sql"_s));
    QCOMPARE(read.migrations[1].up.checksum.size(), 64);
}

void MigrationSourcesTest::bothPartsOfADbmateFileAreReadWithTheirPlace()
{
    Folder folder;
    folder.with(u"20260101000000_a.sql"_s,
                "-- about it\n-- migrate:up transaction:false\nCREATE TABLE a ();\n"
                "-- migrate:down\nDROP TABLE a;\n");
    const auto read = folder.read();
    QCOMPARE(problemsOf(read), QStringList());
    QVERIFY(read.format == SourceFormat::Dbmate);
    const auto &migration = read.migrations.front();
    QCOMPARE(migration.name, u"a"_s);
    QCOMPARE(migration.up.firstLine, 3);
    QVERIFY(!migration.up.inTransaction);
    QCOMPARE(*readText(migration.up), u"CREATE TABLE a ();\n"_s);
    QVERIFY(migration.down);
    QCOMPARE(migration.down->firstLine, 5);
    QVERIFY(migration.down->inTransaction);
    QCOMPARE(*readText(*migration.down), u"DROP TABLE a;\n"_s);
}

void MigrationSourcesTest::anEmptyDbmateDownPartIsNoWayBack()
{
    Folder folder;
    folder.with(u"1_a.sql"_s, "-- migrate:up\nSELECT 1;\n-- migrate:down\n\n");
    QVERIFY(!folder.read().migrations.front().down);
}

void MigrationSourcesTest::flywaysVersionedUndoAndRepeatableScriptsAreRead()
{
    Folder folder;
    folder.with(u"V1_10__b.sql"_s).with(u"V1.9__a.sql"_s).with(u"U1_9__a.sql"_s).with(u"R__views.sql"_s);
    const auto read = folder.read();
    QCOMPARE(problemsOf(read), QStringList());
    QVERIFY(read.format == SourceFormat::Flyway);
    QCOMPARE(versionsOf(read), QStringList({u"1.9"_s, u"1.10"_s, u"R__views"_s}));
    QVERIFY(read.migrations[0].down);
    QVERIFY(read.migrations[2].repeatable);
    QCOMPARE(read.migrations[2].name, u"views"_s);
}

void MigrationSourcesTest::otherFilesAreLeftAlone()
{
    Folder folder;
    folder.with(u"001_a.up.sql"_s).with(u"README.md"_s).with(u".gitkeep"_s).with(u"notes.txt"_s);
    folder.with(u".#001_a.up.sql"_s).with(u"001_a.up.sql~"_s);
    QVERIFY(QDir(folder.path()).mkdir(u"archive"_s));
    const auto read = folder.read();
    QCOMPARE(problemsOf(read), QStringList());
    QCOMPARE(versionsOf(read), QStringList({u"001"_s}));
}

using Files = QList<std::pair<QString, QByteArray>>;

void MigrationSourcesTest::problemsAreNamedWithFileAndLine_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<QStringList>("problems");
    const QByteArray sql = "SELECT 1;\n";
    const auto one = [&](const QString &name) { return std::pair(name, sql); };
    QTest::newRow("an empty folder") << Files{} << QStringList{u"There is no migration in FOLDER."_s};
    QTest::newRow("one version twice, with other zeros")
        << Files{one(u"001_a.up.sql"_s), one(u"1_b.up.sql"_s)}
        << QStringList{u"1_b.up.sql Version 1 is there twice: 001_a.up.sql and 1_b.up.sql."_s};
    QTest::newRow("one down twice")
        << Files{one(u"1_a.up.sql"_s), one(u"1_a.down.sql"_s), one(u"1_b.down.sql"_s)}
        << QStringList{u"1_b.down.sql Version 1 is there twice: 1_a.down.sql and 1_b.down.sql."_s};
    QTest::newRow("a down without an up")
        << Files{one(u"1_a.up.sql"_s), one(u"2_b.down.sql"_s)}
        << QStringList{u"2_b.down.sql 2_b.down.sql has no file that applies version 2."_s};
    QTest::newRow("a number that is missing")
        << Files{one(u"002_a.up.sql"_s), one(u"004_b.up.sql"_s)}
        << QStringList{u"004_b.up.sql 003 is missing between 002 and 004."_s};
    QTest::newRow("several numbers that are missing")
        << Files{one(u"1_a.up.sql"_s), one(u"2_b.up.sql"_s), one(u"3_c.up.sql"_s), one(u"7_d.up.sql"_s)}
        << QStringList{u"7_d.up.sql 4 to 6 are missing between 3 and 7."_s};
    QTest::newRow("bytes that are not UTF-8") << Files{{u"1_a.up.sql"_s, "SELECT 1;\n-- caf\xe9\n"}}
                                              << QStringList{u"1_a.up.sql:2 This line is not UTF-8."_s};
    QTest::newRow("UTF-16") << Files{{u"1_a.up.sql"_s, QByteArray("\xff\xfeS\0", 4)}}
                            << QStringList{u"1_a.up.sql:1 This line is not UTF-8."_s};
    QTest::newRow("a NUL byte") << Files{{u"1_a.up.sql"_s, QByteArray("--\n\n-- \0", 8)}}
                                << QStringList{u"1_a.up.sql:3 This line is not UTF-8."_s};
    QTest::newRow("two formats in a folder")
        << Files{one(u"1_a.up.sql"_s), one(u"2_b.up.sql"_s), one(u"3_c.sql"_s)}
        << QStringList{u"3_c.sql 3_c.sql is named in dbmate's way, and the folder in golang-migrate's."_s};
    QTest::newRow("a name of no format")
        << Files{one(u"1_a.up.sql"_s), one(u"add_table.sql"_s)}
        << QStringList{u"add_table.sql add_table.sql is not named as a migration, so it would never run."_s};
    QTest::newRow("dbmate's without an up part")
        << Files{{u"1_a.sql"_s, sql}} << QStringList{u"1_a.sql It has no line '-- migrate:up'."_s};
    QTest::newRow("dbmate's with a statement before the up part")
        << Files{{u"1_a.sql"_s, "-- x\nSELECT 1;\n-- migrate:up\n"}}
        << QStringList{u"1_a.sql:2 A statement stands before '-- migrate:up'."_s};
    QTest::newRow("dbmate's the wrong way round")
        << Files{{u"1_a.sql"_s, "-- migrate:down\n-- migrate:up\n"}}
        << QStringList{u"1_a.sql:1 '-- migrate:down' stands before '-- migrate:up'."_s};
    QTest::newRow("dbmate's with two up parts")
        << Files{{u"1_a.sql"_s, "-- migrate:up\n-- migrate:down\n-- migrate:up\n"}}
        << QStringList{u"1_a.sql:3 '-- migrate:up' stands there a second time."_s};
    QTest::newRow("dbmate's with two down parts")
        << Files{{u"1_a.sql"_s, "-- migrate:up\n-- migrate:down\n-- migrate:down\n"}}
        << QStringList{u"1_a.sql:3 '-- migrate:down' stands there a second time."_s};
    QTest::newRow("dbmate's with an unknown option")
        << Files{{u"1_a.sql"_s, "-- migrate:up transaction:no\n"}}
        << QStringList{u"1_a.sql:1 'transaction:no' is no option of dbmate's."_s};
}

void MigrationSourcesTest::problemsAreNamedWithFileAndLine()
{
    QFETCH(Files, files);
    QFETCH(QStringList, problems);
    Folder folder;
    for (const auto &[name, content] : files)
        folder.with(name, content);
    auto found = problemsOf(folder.read());
    const auto name = QFileInfo(folder.path()).fileName();
    found.replaceInStrings(QRegularExpression(u"^%1 "_s.arg(name)), QString());
    found.replaceInStrings(QDir::cleanPath(folder.path()), u"FOLDER"_s);
    QCOMPARE(found, problems);
}

void MigrationSourcesTest::timestampsAndStepsOfTenHaveNoGaps_data()
{
    QTest::addColumn<QStringList>("versions");
    QTest::newRow("dates") << QStringList{u"20260101000000"_s, u"20260105000000"_s};
    QTest::newRow("seconds") << QStringList{u"1500360784"_s, u"1500360786"_s};
    QTest::newRow("tens") << QStringList{u"010"_s, u"020"_s, u"030"_s};
    QTest::newRow("tens and one between") << QStringList{u"010"_s, u"012"_s, u"020"_s};
    QTest::newRow("numbers, then dates") << QStringList{u"1"_s, u"2"_s, u"20260101000000"_s};
    QTest::newRow("one alone, after a squash") << QStringList{u"42"_s};
}

void MigrationSourcesTest::timestampsAndStepsOfTenHaveNoGaps()
{
    QFETCH(QStringList, versions);
    Folder folder;
    for (const auto &version : versions)
        folder.with(version + u"_a.up.sql"_s);
    const auto read = folder.read();
    QCOMPARE(problemsOf(read), QStringList());
    QCOMPARE(versionsOf(read), versions);
}

void MigrationSourcesTest::anUnreadableUpIsOneProblemNotThree()
{
    Folder folder;
    folder.with(u"1_a.up.sql"_s).with(u"2_b.up.sql"_s, "\xff").with(u"2_b.down.sql"_s).with(u"3_c.up.sql"_s);
    QCOMPARE(problemsOf(folder.read()), QStringList({u"2_b.up.sql:1 This line is not UTF-8."_s}));
}

void MigrationSourcesTest::whatIsNoRegularFileIsNotWaitedFor()
{
    Folder folder;
    folder.with(u"1_a.up.sql"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(folder.path(u"2_b.up.sql"_s)).constData(), 0600), 0);
    QVERIFY(QDir(folder.path()).mkdir(u"3_c.up.sql"_s));
    QVERIFY(QFile::link(folder.path(), folder.path(u"4_d.up.sql"_s)));
    QVERIFY(QFile::link(folder.path(u"nowhere"_s), folder.path(u"5_e.up.sql"_s)));
    QVERIFY(QFile::link(folder.path(u"1_a.up.sql"_s), folder.path(u"6_f.up.sql"_s)));
    const auto read = folder.read();
    QCOMPARE(read.problems.size(), 4U);
    for (const auto &problem : read.problems)
        QVERIFY2(problem.message.contains(u"cannot be read"_s), qPrintable(problem.message));
    QCOMPARE(versionsOf(read), QStringList({u"1"_s, u"6"_s}));
}

void MigrationSourcesTest::aFolderThatIsNotThereIsAnError()
{
    Folder folder;
    folder.with(u"file"_s);
    for (const auto &path : {folder.path(u"nowhere"_s), folder.path(u"file"_s), QString()}) {
        const auto read = readMigrations(path);
        QVERIFY(!read);
        QVERIFY(read.error().kind == ErrorKind::FileAccess);
        QVERIFY(!read.error().hint.isEmpty());
    }
}

void MigrationSourcesTest::theTextIsReadAgainAndRefusedWhereItChanged()
{
    Folder folder;
    folder.with(u"1_a.up.sql"_s, "SELECT 'é';\n");
    const auto up = folder.read().migrations.front().up;
    QCOMPARE(*readText(up), u"SELECT 'é';\n"_s);
    folder.with(u"1_a.up.sql"_s, "SELECT 2;\n");
    QVERIFY(readText(up).error().kind == ErrorKind::InvalidInput);
    QVERIFY(QFile::remove(up.path));
    QVERIFY(readText(up).error().kind == ErrorKind::FileAccess);
}

void MigrationSourcesTest::lineEndsDoNotChangeAChecksum()
{
    Folder unix;
    Folder dos;
    unix.with(u"1_a.up.sql"_s, "SELECT 1;\nSELECT 2;\n");
    dos.with(u"1_a.up.sql"_s, "SELECT 1;\r\nSELECT 2;\r\n");
    QCOMPARE(unix.read().migrations.front().up.checksum, dos.read().migrations.front().up.checksum);
    dos.with(u"1_a.up.sql"_s, "SELECT 1;\rSELECT 2;\r\n");
    QCOMPARE_NE(unix.read().migrations.front().up.checksum, dos.read().migrations.front().up.checksum);
}

void MigrationSourcesTest::aByteOrderMarkIsNoPartOfTheText()
{
    Folder pair;
    pair.with(u"1_a.up.sql"_s, "\xef\xbb\xbfSELECT 1;");
    QCOMPARE(*readText(pair.read().migrations.front().up), u"SELECT 1;"_s);
    Folder single;
    single.with(u"1_a.sql"_s, "\xef\xbb\xbf-- migrate:up\nSELECT 1;");
    QCOMPARE(problemsOf(single.read()), QStringList());
}

void MigrationSourcesTest::nothingIsWrittenToExistingFiles()
{
    Folder folder;
    folder.with(u"1_a.sql"_s, "-- migrate:up\r\nSELECT 1;");
    const auto before = QFileInfo(folder.path(u"1_a.sql"_s)).lastModified();
    const auto made = createMigration(folder.path(), u"b"_s);
    QVERIFY(made);
    folder.read();
    QFile file(folder.path(u"1_a.sql"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("-- migrate:up\r\nSELECT 1;"));
    QCOMPARE(QFileInfo(file).lastModified(), before);
}

void MigrationSourcesTest::tenThousandFilesAreRead()
{
    Folder folder;
    for (int number = 1; number <= 5000; ++number) {
        const auto base = u"%1_t"_s.arg(number, 5, 10, QChar(u'0'));
        folder.with(base + u".up.sql"_s).with(base + u".down.sql"_s);
    }
    QElapsedTimer timer;
    timer.start();
    const auto read = folder.read();
    qInfo("10,000 files in %lld ms", timer.elapsed());
    QCOMPARE(problemsOf(read), QStringList());
    QCOMPARE(read.migrations.size(), 5000U);
    QCOMPARE(read.migrations.back().version, u"05000"_s);
    QVERIFY(read.migrations.back().down);
}

void MigrationSourcesTest::theNextPairFollowsTheFoldersWay_data()
{
    QTest::addColumn<QStringList>("there");
    QTest::addColumn<QStringList>("made");
    QTest::newRow("an empty folder") << QStringList()
                                     << QStringList{u"001_add_clients.up.sql"_s,
                                                    u"001_add_clients.down.sql"_s};
    QTest::newRow("the same width") << QStringList{u"0008_a.up.sql"_s, u"0009_b.up.sql"_s}
                                    << QStringList{u"0010_add_clients.up.sql"_s,
                                                   u"0010_add_clients.down.sql"_s};
    QTest::newRow("a digit more") << QStringList{u"99_a.up.sql"_s}
                                  << QStringList{u"100_add_clients.up.sql"_s, u"100_add_clients.down.sql"_s};
    QTest::newRow("dbmate's") << QStringList{u"3_a.sql"_s} << QStringList{u"4_add_clients.sql"_s};
    QTest::newRow("Flyway's") << QStringList{u"V1_9__a.sql"_s, u"R__v.sql"_s}
                              << QStringList{u"V1_10__add_clients.sql"_s, u"U1_10__add_clients.sql"_s};
    QTest::newRow("Flyway's with dots")
        << QStringList{u"V1.9__a.sql"_s}
        << QStringList{u"V1.10__add_clients.sql"_s, u"U1.10__add_clients.sql"_s};
    QTest::newRow("a date in the future")
        << QStringList{u"29991231235959_a.up.sql"_s}
        << QStringList{u"29991231235960_add_clients.up.sql"_s, u"29991231235960_add_clients.down.sql"_s};
}

void MigrationSourcesTest::theNextPairFollowsTheFoldersWay()
{
    QFETCH(QStringList, there);
    QFETCH(QStringList, made);
    Folder folder;
    for (const auto &name : there)
        folder.with(name, name.startsWith(u'3') ? "-- migrate:up\n" : "SELECT 1;");
    auto paths = createMigration(folder.path(), u"Add  clients!"_s);
    QVERIFY(paths);
    for (auto &path : *paths)
        path = QFileInfo(path).fileName();
    QCOMPARE(*paths, made);
}

void MigrationSourcesTest::aNewMigrationInADateNumberedFolderIsTheLatest()
{
    Folder folder;
    folder.with(u"20200101000000_a.up.sql"_s);
    QVERIFY(createMigration(folder.path(), u"b"_s));
    const auto read = folder.read();
    QCOMPARE(read.migrations.back().name, u"b"_s);
    QCOMPARE(read.migrations.back().version.size(), 14);
}

void MigrationSourcesTest::theNumberOfAFileThatCannotBeUsedIsNotGivenTwice()
{
    Folder folder;
    folder.with(u"1_a.up.sql"_s).with(u"2_b.up.sql"_s, "\xff").with(u"3_c.down.sql"_s);
    QVERIFY(createMigration(folder.path(), u"d"_s)->front().endsWith(u"/4_d.up.sql"_s));
}

void MigrationSourcesTest::aNewMigrationIsWholeAndReadable()
{
    for (const auto &first : {u"1_a.up.sql"_s, u"1_a.sql"_s, u"V1__a.sql"_s}) {
        Folder folder;
        folder.with(first, "-- migrate:up\n");
        QVERIFY(createMigration(folder.path(), u"b"_s));
        const auto read = folder.read();
        QCOMPARE(problemsOf(read), QStringList());
        QCOMPARE(read.migrations.size(), 2U);
        QVERIFY(read.migrations.back().down);
        QVERIFY(readText(read.migrations.back().up)->contains(u"What this migration does"_s));
    }
    QTemporaryDir parent;
    QVERIFY(createMigration(parent.filePath(u"new/migrations"_s), u"a"_s));
}

void MigrationSourcesTest::aNameWithoutLettersIsRefused()
{
    Folder folder;
    for (const auto &name : {u""_s, u"  "_s, u"12"_s, u"../.."_s})
        QVERIFY(createMigration(folder.path(), name).error().kind == ErrorKind::InvalidInput);
    QVERIFY(QDir(folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(MigrationSourcesTest)
#include "tst_migrationsources.moc"
