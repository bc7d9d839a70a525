// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/envfile.h"

#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace seawall;
using namespace Qt::StringLiterals;
using db::ErrorKind;
using models::EnvFile;

namespace {

QString valueIn(const QByteArray &content, const QString &key = u"KEY"_s)
{
    const auto file = EnvFile::parse(content, u"test.env"_s);
    return file ? file->value(key).value_or(u"(none)"_s) : u"error: "_s + file.error().message;
}

} // namespace

class TestEnvFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString written(const QString &name, const QByteArray &content, QFile::Permissions permissions)
    {
        QFile file(m_folder.filePath(name));
        static_cast<void>(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        file.setPermissions(permissions);
        return file.fileName();
    }

private Q_SLOTS:
    void aValueIsReadAsItIsMeant_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const char *line, const char *value) {
            QTest::newRow(name) << QByteArray(line) << QString::fromUtf8(value);
        };
        row("plain", "KEY=value", "value");
        row("export", "export KEY=value", "value");
        row("indented export", "  export   KEY=value", "value");
        row("spaces around", "KEY = value  ", "value");
        row("inline comment", "KEY=20                    # Up from 5", "20");
        row("comment after a tab", "KEY=20\t# Up", "20");
        row("hash without space belongs to it", "KEY=pass#word", "pass#word");
        row("hash at the start belongs to it", "KEY=#1", "#1");
        row("only a comment", "KEY=   # nothing", "");
        row("empty", "KEY=", "");
        row("equals sign inside", "KEY=a=b=c", "a=b=c");
        row("double quotes", "KEY=\"a b\"", "a b");
        row("double quotes keep a hash", "KEY=\"a # b\" # c", "a # b");
        row("escapes in double quotes", "KEY=\"a\\\"b\\\\c\\nd\\$e\"", "a\"b\\c\nd$e");
        row("single quotes", "KEY='a # \\n \"b\"'", "a # \\n \"b\"");
        row("comment right behind a quote", "KEY='a'#b", "a");
        row("quote inside", "KEY=it's", "it's");
        row("spaces inside", "KEY=a b", "a b");
        row("carriage return", "KEY=value\r", "value");
        row("carriage return behind a quote", "KEY=\"value\"\r", "value");
        row("byte order mark", "\xEF\xBB\xBFKEY=value", "value");
        row("not ASCII", "KEY=Grüße", "Grüße");
        row("last one counts", "KEY=a\nKEY=b", "b");
        row("no end of line", "OTHER=1\nKEY=value", "value");
        row("no expansion", "KEY=$HOME/${USER}", "$HOME/${USER}");
        row("other case is another key", "key=value", "(none)");
        row("commented out", "# KEY=value", "(none)");
    }
    void aValueIsReadAsItIsMeant()
    {
        QFETCH(QByteArray, line);
        QTEST_ASSERT(!line.isEmpty());
        QFETCH(QString, value);
        QCOMPARE(valueIn(line), value);
    }

    void aBadLineIsNamedByFileAndNumberAndNeverShown_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no equals sign") << QByteArray("hunter2");
        QTest::newRow("export alone") << QByteArray("export hunter2");
        QTest::newRow("key with a dash") << QByteArray("MY-KEY=hunter2");
        QTest::newRow("key with a digit first") << QByteArray("1KEY=hunter2");
        QTest::newRow("no key") << QByteArray("=hunter2");
        QTest::newRow("open double quote") << QByteArray("KEY=\"hunter2");
        QTest::newRow("open single quote") << QByteArray("KEY='hunter2");
        QTest::newRow("text behind a quote") << QByteArray("KEY=\"hunter2\"x");
        QTest::newRow("escaped closing quote") << QByteArray("KEY=\"hunter2\\\"");
    }
    void aBadLineIsNamedByFileAndNumberAndNeverShown()
    {
        QFETCH(QByteArray, line);
        const auto file = EnvFile::parse("# a comment\n\nGOOD=1\r\n" + line + "\n", u"some.env"_s);
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(file.error().message.startsWith(u"some.env, line 4: "_s), qPrintable(file.error().message));
        QVERIFY(!file.error().hint.isEmpty());
        const auto all = file.error().message + file.error().hint + file.error().detail;
        QVERIFY(!all.contains(u"hunter2"_s));
    }

    void entriesKeepTheirOrderAndLine()
    {
        const auto file = EnvFile::parse("A=1\r\n\r\n# x\r\nB=2\r\n", u"x"_s);
        QVERIFY(file);
        QCOMPARE(file->entries().size(), std::size_t{2});
        QCOMPARE(file->entries()[1].key, u"B"_s);
        QCOMPARE(file->entries()[1].line, 4);
        QCOMPARE(file->warnings(), QStringList());
    }

    void anEmptyFileHasNoValues()
    {
        QVERIFY(EnvFile::parse("", u"x"_s)->entries().empty());
        QVERIFY(EnvFile::parse("\n\r\n  \n", u"x"_s)->entries().empty());
    }

    void aDuplicateKeyIsWarnedOfWithBothLines()
    {
        const auto file = EnvFile::parse("A=1\nB=2\nA=3\n", u"x.env"_s);
        QCOMPARE(file->warnings(),
                 QStringList{u"x.env: A stands on line 1 and again on line 3; the last one counts."_s});
    }

    void aPasswordThatOthersCanReadIsWarnedOf()
    {
        const auto own = QFile::ReadOwner | QFile::WriteOwner;
        const QByteArray content("POSTGRES_PASSWORD=hunter2\n");
        QCOMPARE(EnvFile::load(written(u"own"_s, content, own))->warnings(), QStringList());
        const auto open = EnvFile::load(written(u"open"_s, content, own | QFile::ReadOther))->warnings();
        QCOMPARE(open.size(), 1);
        QVERIFY(open.first().contains(u"chmod 600"_s));
        QVERIFY(!open.first().contains(u"hunter2"_s));
        QCOMPARE(EnvFile::load(written(u"none"_s, "A=1\n", own | QFile::ReadOther))->warnings(),
                 QStringList());
    }

    void aMissingFileAndAFolderAreSaidSo()
    {
        const auto missing = EnvFile::load(m_folder.filePath(u"missing.env"_s));
        QCOMPARE(missing.error().kind, ErrorKind::FileAccess);
        QVERIFY(missing.error().message.contains(u"missing.env"_s));
        QCOMPARE(EnvFile::load(m_folder.path()).error().kind, ErrorKind::FileAccess);
    }

    void aFileThatMayNotBeReadIsSaidSo()
    {
        if (geteuid() == 0)
            QSKIP("root may read everything");
        const auto path = written(u"closed"_s, "A=1\n", QFile::WriteOwner);
        QCOMPARE(EnvFile::load(path).error().kind, ErrorKind::FileAccess);
    }

    void aHugeOrBinaryFileIsRefused()
    {
        const auto own = QFile::ReadOwner | QFile::WriteOwner;
        const auto huge = EnvFile::load(written(u"huge"_s, QByteArray(2'000'000, '#'), own));
        QCOMPARE(huge.error().kind, ErrorKind::InvalidInput);
        const auto binary = EnvFile::load(written(u"binary"_s,
                                                  QByteArray("\x7f"
                                                             "ELF\0\1\2",
                                                             7),
                                                  own));
        QCOMPARE(binary.error().kind, ErrorKind::InvalidInput);
    }

    void theChecklistsOwnFileIsUnderstood()
    {
        const auto file = EnvFile::load(QStringLiteral(SEAWALL_SOURCE_DIR "/tests/data/checklist.env"));
        QVERIFY2(file, file ? "" : qPrintable(file.error().message));
        QCOMPARE(file->entries().size(), std::size_t{16});
        QCOMPARE(file->value(u"DB_POOL_SIZE"_s), u"20"_s);
        QCOMPARE(file->value(u"DB_POOL_RECYCLE"_s), u"3600"_s);
        QCOMPARE(file->value(u"USE_READ_REPLICA"_s), u"true"_s);
        QCOMPARE(file->value(u"POSTGRES_PASSWORD"_s), u"pulse"_s);
    }
};

QTEST_APPLESS_MAIN(TestEnvFile)
#include "tst_envfile.moc"
