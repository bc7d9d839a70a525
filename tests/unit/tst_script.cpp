// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/script.h"
#include "db/migrations/sqllexer.h"

#include <QtTest>

#include <algorithm>

using namespace seawall;
using namespace seawall::db;
using namespace Qt::StringLiterals;

namespace {

/// The statements, one a line; what went wrong where the script is refused.
QString splitOf(const QString &text)
{
    const auto script = readScript(u"x.sql"_s, text);
    if (!script)
        return script.error().message;
    QStringList statements;
    for (const auto &statement : script->statements)
        statements += statement.sql;
    return statements.join(u" | ");
}

QString whyAloneOf(const QString &sql)
{
    const auto script = readScript(u"x.sql"_s, sql);
    return script ? script->statements.at(0).whyAlone : script.error().message;
}

} // namespace

class TestScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsWherePostgresDoes_data();
    void splitsWherePostgresDoes();
    void tellsLineAndColumnInCharacters();
    void countsFromTheFirstLineOfAPart();
    void pointsAtThePlace();
    void longLinesAreCutAroundThePlace();
    void refusesWhatNoRunnerCanDo_data();
    void refusesWhatNoRunnerCanDo();
    void leavesTheTransactionAroundTheScriptOut();
    void passesNewerSyntaxOnToTheServer();
    void oneUnreadStatementSpoilsNoOther();
    void knowsWhatMustRunAlone_data();
    void knowsWhatMustRunAlone();
    void knowsWhatCanRunInATransaction_data();
    void knowsWhatCanRunInATransaction();
    void knowsTheKind_data();
    void knowsTheKind();
    void survivesDepth_data();
    void survivesDepth();
    void readsLargeScripts();
    void marksTokensForHighlighting();
};

void TestScript::splitsWherePostgresDoes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("statements");
    const auto row = [](const char *name, const char16_t *text, const char16_t *statements) {
        QTest::newRow(name) << QString::fromUtf16(text) << QString::fromUtf16(statements);
    };
    row("nothing", u"", u"");
    row("only comments", u"-- a; b\n/* c; /* d */ ; */\n", u"");
    row("only semicolons", u";;\n;", u"");
    row("two", u"SELECT 1; SELECT 2;", u"SELECT 1 | SELECT 2");
    row("no last semicolon", u"SELECT 1; SELECT 2 -- end", u"SELECT 1 | SELECT 2");
    row("comments before", u"-- a;\n/* b; */ SELECT 1 /* c; */;", u"SELECT 1");
    row("comments within stay", u"SELECT /* ; */ 1;", u"SELECT /* ; */ 1");
    row("quotes", u"SELECT ';', 'it''s;'; SELECT \"a;\"\"b\";", u"SELECT ';', 'it''s;' | SELECT \"a;\"\"b\"");
    row("backslash in a plain string", u"SELECT '\\'; SELECT 2", u"SELECT '\\' | SELECT 2");
    row("escape strings", u"SELECT E'\\';'; SELECT e'\\\\'; SELECT 3",
        u"SELECT E'\\';' | SELECT e'\\\\' | SELECT 3");
    row("escape strings in parts", u"SELECT E'a' -- b\n '\\';'; SELECT 2",
        u"SELECT E'a' -- b\n '\\';' | SELECT 2");
    row("unicode strings", u"SELECT U&'d\\0061;'; SELECT 1 AS U&\"a;\"",
        u"SELECT U&'d\\0061;' | SELECT 1 AS U&\"a;\"");
    row("dollar quotes", u"DO $$ BEGIN; 'x $a$ END $$; SELECT $é1$;$é1$;",
        u"DO $$ BEGIN; 'x $a$ END $$ | SELECT $é1$;$é1$");
    row("dollars that are no quotes", u"SELECT a$b$ FROM t$$; SELECT 2", u"SELECT a$b$ FROM t$$ | SELECT 2");
    row("rules", u"CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b); SELECT 1",
        u"CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b) | SELECT 1");
    row("atomic bodies",
        u"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END; "
        u"SELECT 2",
        u"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END | "
        u"SELECT 2");
    row("an empty atomic body", u"CREATE PROCEDURE p() BEGIN ATOMIC END; SELECT 2",
        u"CREATE PROCEDURE p() BEGIN ATOMIC END | SELECT 2");
    row("operators with comments", u"SELECT 1+--a;\n2; SELECT 3*/*;*/4",
        u"SELECT 1+--a;\n2 | SELECT 3*/*;*/4");
    row("byte order mark and CRLF", u"\uFEFFSELECT 1;\r\nSELECT\r\n2;\r\n", u"SELECT 1 | SELECT\r\n2");
    row("arrays", u"SELECT a[1], ARRAY[1,2]; SELECT 2", u"SELECT a[1], ARRAY[1,2] | SELECT 2");
    row("numbers of version 16", u"SELECT 1_000, 0xFF, 0b11; SELECT 2",
        u"SELECT 1_000, 0xFF, 0b11 | SELECT 2");
}

void TestScript::splitsWherePostgresDoes()
{
    QFETCH(QString, text);
    QFETCH(QString, statements);
    QCOMPARE(splitOf(text), statements);
}

void TestScript::tellsLineAndColumnInCharacters()
{
    const auto script =
        readScript(u"x.sql"_s, u"\uFEFFSELECT 1;\r\n\tSELECT '😀é'; SELECT 2;\n\n-- x\n  SELECT 3"_s);
    QVERIFY(script);
    std::vector<TextPosition> positions;
    for (const auto &statement : script->statements)
        positions.push_back(statement.position);
    QCOMPARE(positions, (std::vector<TextPosition>{{1, 1}, {2, 2}, {2, 15}, {5, 3}}));
    for (const auto &statement : script->statements) {
        QCOMPARE(script->text.mid(statement.offset, statement.sql.size()), statement.sql);
        QCOMPARE(positionAt(*script, statement.offset), statement.position);
    }
}

void TestScript::countsFromTheFirstLineOfAPart()
{
    const auto script = readScript(u"x.sql"_s, u"\nSELECT 1"_s, 7);
    QVERIFY(script);
    QCOMPARE(script->statements.at(0).position, (TextPosition{8, 1}));
    const auto refused = readScript(u"x.sql"_s, u"\n \\x"_s, 7);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.startsWith(u"x.sql:8:2: "), qPrintable(refused.error().message));
}

void TestScript::pointsAtThePlace()
{
    const auto script = readScript(u"x.sql"_s, u"SELECT 1;\r\n\tSELECT 'é😀', bad\r\nFROM b"_s);
    QVERIFY(script);
    QCOMPARE(pointedAt(*script, script->text.indexOf(u"bad")), u"\tSELECT 'é😀', bad\n\t             ^"_s);
    QCOMPARE(pointedAt(*script, script->text.size()), u"FROM b\n      ^"_s);
    QCOMPARE(pointedAt(*script, 0), u"SELECT 1;\n^"_s);
    QCOMPARE(pointedAt(Script{}, 5), u"\n^"_s);
}

void TestScript::longLinesAreCutAroundThePlace()
{
    const auto script = readScript(u"x.sql"_s, u"SELECT '%1', bad, '%1'"_s.arg(QString(5000, u'x')));
    QVERIFY(script);
    const auto lines = pointedAt(*script, script->text.indexOf(u"bad")).split(u'\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0].size() < 80);
    QCOMPARE(lines[0].mid(lines[1].indexOf(u'^'), 3), u"bad"_s);
}

void TestScript::refusesWhatNoRunnerCanDo_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const char16_t *text, const char16_t *message,
                        const char16_t *detail) {
        QTest::newRow(name) << QString::fromUtf16(text) << QString::fromUtf16(message)
                            << QString::fromUtf16(detail);
    };
    row("backslash command", u"SELECT 1;\n\\echo it's\n", u"x.sql:2:1: \\echo is a command of psql",
        u"\\echo it's\n^");
    row("backslash at the end", u"SELECT 1 \\gexec", u"x.sql:1:10: \\gexec is a command of psql",
        u"SELECT 1 \\gexec\n         ^");
    row("rows in the script", u"COPY t (a, b) FROM STDIN;\nit's\t1\n\\.\n", u"x.sql:1:1: COPY FROM STDIN",
        u"COPY t (a, b) FROM STDIN;\n^");
    row("rows to the client", u"COPY (SELECT 1) TO STDOUT", u"x.sql:1:1: COPY FROM STDIN",
        u"COPY (SELECT 1) TO STDOUT\n^");
    row("COMMIT inside", u"SELECT 1;\nCOMMIT;\nSELECT 2;", u"x.sql:2:1: COMMIT would end", u"COMMIT;\n^");
    row("BEGIN without COMMIT", u"begin; SELECT 1;", u"x.sql:1:1: BEGIN would", u"begin; SELECT 1;\n^");
    row("two transactions", u"BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT;", u"x.sql:1:18: COMMIT would",
        nullptr);
    row("ROLLBACK at the end", u"BEGIN; SELECT 1; ROLLBACK", u"x.sql:1:1: BEGIN would", nullptr);
    row("options of BEGIN", u"BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT",
        u"x.sql:1:1: BEGIN would", nullptr);
    row("COMMIT AND CHAIN", u"BEGIN; SELECT 1; COMMIT AND CHAIN", u"x.sql:1:1: BEGIN would", nullptr);
    row("two phases", u"SELECT 1; PREPARE TRANSACTION 'x'", u"x.sql:1:11: PREPARE would", nullptr);
    row("alone within BEGIN", u"BEGIN; VACUUM; COMMIT;", u"x.sql:1:8: VACUUM works in transactions", nullptr);
    row("open quote", u"SELECT 1;\nSELECT 'abc;\n", u"x.sql:2:8: the quote that opens here is never closed",
        u"SELECT 'abc;\n       ^");
    row("open name", u"SELECT \"abc", u"x.sql:1:8: the quote that opens", nullptr);
    row("open comment", u"SELECT 1; /* a /* b */", u"x.sql:1:11: the comment that begins", nullptr);
    row("open dollar quote", u"DO $x$ BEGIN $$", u"x.sql:1:4: the text that begins with $x$", nullptr);
    row("open escape string", u"SELECT E'a\\'", u"x.sql:1:8: the quote", nullptr);
    row("open parenthesis", u"SELECT (1;\nSELECT 2;", u"x.sql:1:8: the parenthesis", nullptr);
    row("open bracket within", u"SELECT ([1;\nSELECT 2;", u"x.sql:1:8: the parenthesis", nullptr);
    row("closed too often", u"SELECT (1));", u"x.sql:1:11: nothing opens", nullptr);
    row("no statement", u"SELECT 1;\nCREAT TABLE t (a int);", u"x.sql:2:1: syntax error at or near \"CREAT\"",
        u"CREAT TABLE t (a int);\n^");
    row("no statement after others", u"SELECT 'é😀'; SELEKT 1",
        u"x.sql:1:14: syntax error at or near \"SELEKT\"", nullptr);
}

void TestScript::refusesWhatNoRunnerCanDo()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    QFETCH(QString, detail);
    const auto script = readScript(u"x.sql"_s, text);
    QVERIFY(!script);
    QCOMPARE(script.error().kind, ErrorKind::InvalidInput);
    QVERIFY2(script.error().message.startsWith(message), qPrintable(script.error().message));
    QVERIFY(!script.error().hint.isEmpty());
    if (!detail.isEmpty())
        QCOMPARE(script.error().detail, detail);
    QVERIFY(!readScript(u"x.sql"_s, u"SELECT 1;\0"_s + QChar(0)));
}

void TestScript::leavesTheTransactionAroundTheScriptOut()
{
    QCOMPARE(splitOf(u"BEGIN; SELECT 1; SELECT 2; COMMIT;"_s), u"SELECT 1 | SELECT 2"_s);
    QCOMPARE(splitOf(u"start transaction; SELECT 1; end transaction"_s), u"SELECT 1"_s);
    QCOMPARE(splitOf(u"-- up\nBEGIN WORK;\nCOMMIT WORK;"_s), u""_s);
    QCOMPARE(splitOf(u"SAVEPOINT a; SELECT 1; ROLLBACK TO a; RELEASE SAVEPOINT a"_s),
             u"SAVEPOINT a | SELECT 1 | ROLLBACK TO a | RELEASE SAVEPOINT a"_s);
}

void TestScript::passesNewerSyntaxOnToTheServer()
{
    const auto sql =
        u"MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING merge_action()"_s;
    const auto script = readScript(u"x.sql"_s, u"-- é\n"_s + sql + u';');
    QVERIFY(script);
    QVERIFY(!script->wasParsed);
    const auto &statement = script->statements.at(0);
    QCOMPARE(statement.sql, sql);
    QCOMPARE(statement.kind, Statement::Kind::DataChange);
    QCOMPARE(statement.position, (TextPosition{2, 1}));
    QVERIFY2(statement.unread.contains(u"RETURNING"), qPrintable(statement.unread));
    QCOMPARE(script->text.mid(statement.unreadAt, 9), u"RETURNING"_s);
    QVERIFY(!whyAloneOf(u"CREATE INDEX CONCURRENTLY ON t (a) SOMETHING NEW"_s).isEmpty());
}

void TestScript::oneUnreadStatementSpoilsNoOther()
{
    const auto script = readScript(u"x.sql"_s, u"SELECT 1; CREATE TABLE t (a int VIRTUAL NEW); SELECT 2"_s);
    QVERIFY(script);
    QStringList unread;
    for (const auto &statement : script->statements)
        unread += statement.unread.isEmpty() ? u"-"_s : u"?"_s;
    QCOMPARE(unread.join(u' '), u"- ? -"_s);
}

void TestScript::knowsWhatMustRunAlone_data()
{
    QTest::addColumn<QString>("sql");
    for (const auto *sql : {"CREATE INDEX CONCURRENTLY i ON t (a)",
                            "create unique index concurrently if not exists i on t (a)",
                            "DROP INDEX CONCURRENTLY i",
                            "REINDEX INDEX CONCURRENTLY i",
                            "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
                            "REINDEX SCHEMA public",
                            "REINDEX DATABASE d",
                            "REINDEX SYSTEM d",
                            "VACUUM",
                            "VACUUM (FULL) t",
                            "CREATE DATABASE d",
                            "DROP DATABASE IF EXISTS d",
                            "CREATE TABLESPACE s LOCATION '/x'",
                            "DROP TABLESPACE s",
                            "ALTER SYSTEM SET work_mem = '1MB'",
                            "ALTER DATABASE d SET TABLESPACE s",
                            "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
                            "CLUSTER",
                            "CLUSTER VERBOSE",
                            "DISCARD ALL",
                            "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p",
                            "DROP SUBSCRIPTION s",
                            "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                            "ALTER SUBSCRIPTION s SET PUBLICATION p",
                            "COMMIT PREPARED 'x'",
                            "ROLLBACK PREPARED 'x'"})
        QTest::newRow(sql) << QString::fromUtf8(sql);
}

void TestScript::knowsWhatMustRunAlone()
{
    QFETCH(QString, sql);
    QVERIFY(!whyAloneOf(sql).isEmpty());
    QVERIFY2(!whyAloneOf(sql).startsWith(u"x.sql"), qPrintable(whyAloneOf(sql)));
    QVERIFY(!readScript(u"x.sql"_s, sql)->runsInTransaction());
}

void TestScript::knowsWhatCanRunInATransaction_data()
{
    QTest::addColumn<QString>("sql");
    for (const auto *sql :
         {"CREATE INDEX i ON t (a)", "CREATE INDEX concurrently_i ON t (a)", "DROP INDEX i",
          "REINDEX TABLE t", "ALTER TYPE e ADD VALUE 'x'", "ALTER TABLE t DETACH PARTITION p", "CLUSTER t",
          "CLUSTER \"T\"", "CLUSTER t USING i", "DISCARD PLANS", "ANALYZE t",
          "ALTER DATABASE d SET work_mem = '1MB'", "ALTER TABLESPACE s RENAME TO r",
          "COMMENT ON DATABASE d IS 'x'", "SELECT 'VACUUM'",
          "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p WITH (connect = false)",
          "ALTER SUBSCRIPTION s DISABLE", "CREATE TABLE vacuum (a int)", "CALL p()"})
        QTest::newRow(sql) << QString::fromUtf8(sql);
}

void TestScript::knowsWhatCanRunInATransaction()
{
    QFETCH(QString, sql);
    QCOMPARE(whyAloneOf(sql), u""_s);
}

void TestScript::knowsTheKind_data()
{
    using Kind = Statement::Kind;
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char *sql, Kind kind) { QTest::newRow(sql) << kind; };
    row("CREATE TABLE t (a int)", Kind::Definition);
    row("SELECT 1 AS a INTO t", Kind::Definition);
    row("GRANT SELECT ON t TO PUBLIC", Kind::Definition);
    row("INSERT INTO t VALUES (1)", Kind::DataChange);
    row("WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a", Kind::DataChange);
    row("TRUNCATE t", Kind::DataChange);
    row("WITH a AS (SELECT 1) SELECT * FROM a", Kind::Query);
    row("(SELECT 1)", Kind::Query);
    row("SAVEPOINT a", Kind::TransactionControl);
    row("SET search_path = a", Kind::Setting);
    row("DO $$ $$", Kind::Other);
    row("CALL p()", Kind::Other);
}

void TestScript::knowsTheKind()
{
    QFETCH(Statement::Kind, kind);
    const auto script = readScript(u"x.sql"_s, QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY(script);
    QCOMPARE(script->statements.at(0).kind, kind);
}

void TestScript::survivesDepth_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("operators") << u"SELECT 1"_s + u"+1"_s.repeated(500'000);
    QTest::newRow("some operators") << u"SELECT 1"_s + u"+1"_s.repeated(3'000);
    QTest::newRow("parentheses") << u"SELECT "_s + u"("_s.repeated(100'000) + u"1"_s +
                                        u")"_s.repeated(100'000);
    QTest::newRow("unions") << u"SELECT 1, 2"_s + u" UNION SELECT 1, 2"_s.repeated(50'000);
    QTest::newRow("some unions") << u"SELECT 1, 2"_s + u" UNION SELECT 1, 2"_s.repeated(2'000);
    QTest::newRow("negations") << u"SELECT "_s + u"NOT "_s.repeated(100'000) + u"true"_s;
    QTest::newRow("cases") << u"SELECT "_s + u"CASE WHEN a AND b THEN "_s.repeated(20'000) + u"1"_s +
                                  u" END"_s.repeated(20'000);
    QTest::newRow("joins") << u"SELECT FROM a"_s + u" JOIN a ON a AND b"_s.repeated(20'000);
    QTest::newRow("subscripts") << u"SELECT a"_s + u"[1]"_s.repeated(100'000);
    QTest::newRow("nested arrays") << u"SELECT "_s + u"ARRAY["_s.repeated(9'000) + u"]"_s.repeated(9'000);
    QTest::newRow("ands") << u"SELECT a"_s + u" AND a = 1"_s.repeated(100'000);
    QTest::newRow("comments") << u"/*"_s.repeated(100'000) + u"*/"_s.repeated(100'000) + u"SELECT 1"_s;
}

void TestScript::survivesDepth()
{
    QFETCH(QString, text);
    const auto script = readScript(u"x.sql"_s, text);
    QVERIFY2(script, script ? "" : qPrintable(script.error().message));
    QCOMPARE(script->statements.size(), 1);
}

void TestScript::readsLargeScripts()
{
    const auto script = readScript(
        u"x.sql"_s, u"INSERT INTO t VALUES (1, 'it''s; one of many rows, and long');\n"_s.repeated(20'000));
    QVERIFY(script);
    QCOMPARE(script->statements.size(), 20'000);
    QCOMPARE(script->statements.back().position.line, 20'000);
}

void TestScript::marksTokensForHighlighting()
{
    const QString sql = u"SELECT 'é', \"b\", f(1.5e-3) -- c\nFROM t1 /* d */ WHERE a >= $1"_s;
    const QStringList kinds{u"keyword"_s, u"name"_s,      u"quoted name"_s, u"string"_s,
                            u"number"_s,  u"parameter"_s, u"comment"_s,     u"operator"_s};
    QStringList lines;
    for (const auto &token : scanTokens(sql))
        lines += kinds.value(static_cast<int>(token.kind)) + u' ' + token.in(sql).toString();
    QCOMPARE(lines.join(u'\n'),
             u"keyword SELECT\nstring 'é'\noperator ,\nquoted name \"b\"\noperator ,\nname f\noperator (\n"
             "number 1.5e-3\noperator )\ncomment -- c\nkeyword FROM\nname t1\ncomment /* d */\n"
             "keyword WHERE\nname a\noperator >=\nparameter $1"_s);
    QVERIFY(scanTokens(u"SELECT 'open"_s).empty());
}

QTEST_GUILESS_MAIN(TestScript)
#include "tst_script.moc"
