// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a plan says of names, against what the server does: better silent than wrong.
#include "db/migrations/names/namepicture.h"
#include "tests/support/migrationbench.h"

#include <QRandomGenerator>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const auto schema =
    u"CREATE SCHEMA s; CREATE TABLE s.a (x int); CREATE TABLE s.single (x int);"
    "CREATE TABLE a (x int PRIMARY KEY, y int, z serial); CREATE INDEX i ON a (y);"
    "CREATE TABLE b (x int REFERENCES a, y text UNIQUE, n int GENERATED ALWAYS AS IDENTITY);"
    "CREATE TABLE \"Odd Name\" (\"Some \"\"Column\" int);"
    "CREATE TABLE parts (x int, y int) PARTITION BY LIST (x); CREATE TABLE part1 PARTITION OF parts FOR "
    "VALUES IN (1);"
    "CREATE TABLE parent (x int); CREATE TABLE child (y int) INHERITS (parent);"
    "CREATE VIEW v AS SELECT x FROM b; CREATE MATERIALIZED VIEW m AS SELECT y FROM a; CREATE INDEX m_y ON m "
    "(y);"
    "CREATE TYPE pair AS (x int, y int); CREATE SEQUENCE q;"
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN CREATE TABLE bytrigger (n int); RETURN "
    "NULL; END';"
    "CREATE TABLE t (x int); CREATE TRIGGER t AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION f()"_s;

/// Whether it failed for a name that is not there, or is taken.
bool isOfNames(const QString &sqlState)
{
    static const QStringList states{u"42P01"_s, u"42703"_s, u"42P07"_s, u"42701"_s,
                                    u"3F000"_s, u"42P06"_s, u"42704"_s, u"42710"_s};
    return states.contains(sqlState);
}

} // namespace

class TestNamesOnServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { START_SANDBOX(m_sandbox, 0); }
    void init()
    {
        m_bench.emplace(*m_sandbox);
        m_bench->one(u"DROP SCHEMA IF EXISTS s CASCADE"_s);
        auto connection = m_bench->open();
        const auto made = connection.executeScript(schema.toUtf8(), {}, db::Deadline::in(10s));
        QVERIFY2(made, qPrintable(made ? u""_s : made.error().message));
    }
    void whatIsToldIsWhatTheServerSays();
    void whatSucceedsIsNeverSaidToFail();
    void aTypeThatDoesNotHoldTheValueIsALoss();

private:
    /// Runs statement after statement in a transaction that is rolled back, until one fails.
    struct Ending {
        qsizetype at = 0; ///< past the last: none failed
        QString sqlState, message;
        QString plan; ///< what the plan says of the one that failed; of one that did not, it begins with '!'
    };
    Ending tried(db::Connection &connection, const QString &sql);
    tests::SandboxFixture m_sandbox;
    std::optional<tests::MigrationBench> m_bench;
};

TestNamesOnServer::Ending TestNamesOnServer::tried(db::Connection &connection, const QString &sql)
{
    const auto live = db::readLiveNames(connection, db::Deadline::in(10s));
    auto script = db::readScript(u"x.sql"_s, sql);
    if (!live || !script)
        qFatal("%s: %s", qPrintable(sql), qPrintable(live ? script.error().message : live.error().message));
    db::NamePicture picture(*live);
    picture.beginStep(true);
    Ending ending;
    static_cast<void>(connection.executeScript("BEGIN", {}, db::Deadline::in(5s)));
    for (auto &statement : script->statements) {
        picture.read(statement);
        QStringList failures;
        for (const auto &change : statement.changes)
            if (change.what == db::Change::What::LacksName || change.what == db::Change::What::FindsNameTaken)
                failures << change.name;
        const auto done = connection.executeScript(statement.sql.toUtf8(), {}, db::Deadline::in(10s));
        ending.plan = failures.join(u", "_s);
        if (!done) {
            ending.sqlState = done.error().sqlState;
            ending.message = done.error().message;
            break;
        }
        if (!failures.isEmpty()) {
            ending.plan.prepend(u'!');
            break;
        }
        ++ending.at;
    }
    static_cast<void>(connection.executeScript("ROLLBACK", {}, db::Deadline::in(5s)));
    return ending;
}

void TestNamesOnServer::aTypeThatDoesNotHoldTheValueIsALoss()
{
    struct Row {
        const char *type, *to, *value;
        bool isLoss;
    };
    constexpr Row rows[] = {
        {"numeric(12,2)", "numeric(10,0)", "10.55", true},
        {"numeric(12,2)", "numeric(10,2)", "10.55", false},
        {"numeric", "decimal(5,1)", "1.25", true},
        {"timestamptz", "date", "2026-01-02 03:04", true},
        {"timestamptz", "timestamp(0) with time zone", "2026-01-02 03:04:05.6", true},
        {"timestamp(3)", "timestamp", "2026-01-02 03:04:05.678", false},
        {"double precision", "real", "0.1234567890123", true},
        {"double precision", "integer", "1.5", true},
        {"bigint", "double precision", "9007199254740993", true},
        {"bigint", "int", "7", false},
        {"text", "name", "01234567890123456789012345678901234567890123456789012345678901234567890", true},
        {"text", "varchar(5)", "abc", false},
        {"numeric(6,2)[]", "integer[]", "{1.25}", true},
        {"interval", "interval(0)", "1.25 s", true},
        {"interval", "interval day to hour", "1 day 2:03", true},
        {"price", "numeric(8,1)", "1.25", true},
        {"price", "numeric(9,2)", "1.25", false}};
    auto connection = m_bench->open();
    const auto run = [&](const QString &sql) {
        const auto done = connection.executeScript(sql.toUtf8(), {}, db::Deadline::in(10s));
        QVERIFY2(done, qPrintable(done ? u""_s : done.error().message + u": "_s + sql));
    };
    run(u"CREATE DOMAIN price AS numeric(8,2)"_s);
    for (const auto &row : rows) {
        const auto type = QString::fromLatin1(row.type);
        run(u"CREATE TABLE kept (v %1); INSERT INTO kept VALUES ('%2')"_s.arg(
            type, QString::fromLatin1(row.value)));
        const auto live = db::readLiveNames(connection, db::Deadline::in(10s));
        const auto sql = u"ALTER TABLE kept ALTER v TYPE %1"_s.arg(QString::fromLatin1(row.to));
        auto script = db::readScript(u"x.sql"_s, sql);
        QVERIFY(live && script);
        db::NamePicture picture(*live);
        picture.beginStep(true);
        picture.read(script->statements[0]);
        const bool isTold = std::ranges::any_of(script->statements[0].changes, [](const auto &change) {
            return change.what == db::Change::What::NarrowsColumn;
        });
        run(sql);
        QVERIFY2(isTold == row.isLoss, qPrintable(type + u" → "_s + sql));
        QCOMPARE(m_bench->one(u"SELECT v::%1 IS DISTINCT FROM '%2'::%1 FROM kept"_s.arg(
                     type, QString::fromLatin1(row.value))),
                 row.isLoss ? u"t"_s : u"f"_s);
        run(u"DROP TABLE kept"_s);
    }
}

void TestNamesOnServer::whatIsToldIsWhatTheServerSays()
{
    const char *failing[] = {"DROP TABLE nosuch",
                             "DROP TABLE s.nosuch",
                             "DROP TABLE nosuch.a",
                             "DROP VIEW nosuch",
                             "DROP INDEX nosuch",
                             "DROP SEQUENCE nosuch",
                             "DROP SCHEMA nosuch",
                             "DROP MATERIALIZED VIEW nosuch",
                             "ALTER TABLE single ADD n int",
                             "ALTER TABLE a DROP nosuch",
                             "ALTER TABLE a ALTER nosuch TYPE text",
                             "ALTER TABLE a ALTER nosuch SET DEFAULT 1",
                             "ALTER TABLE a RENAME nosuch TO n",
                             "ALTER TABLE a RENAME x TO y",
                             "ALTER TABLE a RENAME TO b",
                             "ALTER TABLE nosuch RENAME TO n",
                             "ALTER INDEX i RENAME TO a",
                             "ALTER TABLE a ADD y int",
                             "ALTER TABLE a ADD UNIQUE (nosuch)",
                             "ALTER TABLE a ADD CONSTRAINT i UNIQUE (y)",
                             "ALTER TABLE a ADD FOREIGN KEY (y) REFERENCES nosuch",
                             "ALTER TABLE a ADD FOREIGN KEY (nosuch) REFERENCES b (y)",
                             "ALTER TABLE a SET SCHEMA nosuch",
                             "ALTER TABLE a SET SCHEMA s",
                             "CREATE TABLE a (n int)",
                             "CREATE TABLE v (n int)",
                             "CREATE TABLE i (n int)",
                             "CREATE TABLE pair (n int)",
                             "CREATE TABLE q (n int)",
                             "CREATE TABLE nosuch.n (n int)",
                             "CREATE TABLE n (LIKE nosuch)",
                             "CREATE TABLE n () INHERITS (nosuch)",
                             "CREATE VIEW a AS SELECT 1",
                             "CREATE VIEW v AS SELECT 1",
                             "CREATE MATERIALIZED VIEW m AS SELECT 1",
                             "CREATE SEQUENCE q",
                             "CREATE TYPE pair AS (n int)",
                             "CREATE INDEX i ON b (x)",
                             "CREATE INDEX ON a (nosuch)",
                             "CREATE INDEX ON nosuch (x)",
                             "CREATE INDEX ON m (nosuch)",
                             "CREATE INDEX ON a (x) INCLUDE (nosuch)",
                             "CREATE SCHEMA s",
                             "INSERT INTO nosuch VALUES (1)",
                             "INSERT INTO a (nosuch) VALUES (1)",
                             "UPDATE a SET nosuch = 1",
                             "UPDATE v SET nosuch = 1",
                             "DELETE FROM nosuch",
                             "TRUNCATE nosuch",
                             "COMMENT ON TABLE nosuch IS 'x'",
                             "COMMENT ON COLUMN a.nosuch IS 'x'",
                             "LOCK TABLE nosuch",
                             "GRANT SELECT ON nosuch TO PUBLIC",
                             "REINDEX INDEX nosuch",
                             "CLUSTER nosuch",
                             "ANALYZE nosuch",
                             "REFRESH MATERIALIZED VIEW nosuch",
                             "CREATE STATISTICS st (dependencies) ON x, y FROM nosuch",
                             "CREATE TRIGGER g AFTER INSERT ON nosuch FOR EACH ROW EXECUTE FUNCTION f()",
                             "DROP TRIGGER g ON nosuch",
                             "CREATE POLICY p ON nosuch",
                             "CREATE RULE r AS ON DELETE TO nosuch DO INSTEAD NOTHING",
                             "ALTER TABLE \"Odd Name\" DROP \"Some Column\"",
                             "ALTER TYPE pair DROP ATTRIBUTE nosuch",
                             "ALTER TABLE a DROP z; ALTER TABLE a DROP z",
                             "DROP TABLE t; DROP TABLE t",
                             "ALTER TABLE a RENAME TO n; DROP TABLE a",
                             "SET search_path = s; DROP TABLE b",
                             "ALTER TABLE parts ADD n int; ALTER TABLE parts ADD n int",
                             "CREATE TEMP TABLE n (x int); DISCARD TEMP; DROP TABLE n",
                             "ALTER TABLE b SET SCHEMA s; DROP TABLE b",
                             "COPY nosuch FROM '/dev/null'",
                             "CREATE TABLE n PARTITION OF nosuch FOR VALUES IN (2)"};
    auto connection = m_bench->open();
    QStringList wrong;
    for (const auto *sql : failing) {
        const auto ending = tried(connection, QString::fromUtf8(sql));
        if (ending.plan.isEmpty() || !isOfNames(ending.sqlState))
            wrong << u"%1: the plan says '%2', the server %3 %4"_s.arg(QString::fromUtf8(sql), ending.plan,
                                                                       ending.sqlState, ending.message);
    }
    const char *fine[] = {
        "ALTER TABLE a DROP IF EXISTS nosuch, ADD IF NOT EXISTS y int",
        "DROP TABLE IF EXISTS nosuch, s.nosuch, nosuch.a",
        "INSERT INTO t VALUES (1); DROP TABLE bytrigger",
        "DROP TABLE parts; CREATE TABLE part1 (n int)",
        "ALTER TABLE parts ADD n int; ALTER TABLE part1 ALTER n SET DEFAULT 1; CREATE INDEX ON part1 (n)",
        "ALTER TABLE parent ADD n int; UPDATE child SET n = 1; ALTER TABLE parent DROP n; ALTER TABLE child "
        "ADD n int",
        "CREATE TABLE n PARTITION OF parts FOR VALUES IN (2); ALTER TABLE n ALTER y SET NOT NULL; CREATE "
        "INDEX n_i ON n (y)",
        "ALTER TABLE a DROP COLUMN y CASCADE; CREATE INDEX i ON b (x); CREATE TABLE m (n int)",
        "DROP TABLE b CASCADE; CREATE TABLE v (n int)",
        "DROP VIEW v; CREATE TABLE v (n int); ALTER TABLE v DROP n",
        "ALTER TABLE a DROP CONSTRAINT a_pkey CASCADE; CREATE TABLE a_pkey (n int)",
        "ALTER TABLE b RENAME CONSTRAINT b_y_key TO k; DROP INDEX IF EXISTS b_y_key; ALTER INDEX k RENAME TO "
        "l",
        "CREATE UNIQUE INDEX u ON t (x); ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX u; ALTER INDEX k "
        "RENAME TO u",
        "DROP TABLE a CASCADE; CREATE SEQUENCE a_z_seq; CREATE TABLE i (n int)",
        "DROP SCHEMA s CASCADE; CREATE SCHEMA s",
        "ALTER TABLE a ADD n int, ALTER n SET DEFAULT 1, ADD UNIQUE (n)",
        "ALTER TABLE a DROP z, ADD z text",
        "CREATE TABLE a2 (n serial PRIMARY KEY); ALTER SEQUENCE a2_n_seq RESTART; ALTER INDEX a2_pkey RENAME "
        "TO k",
        "ALTER TABLE a SET SCHEMA s2",
        "COMMENT ON COLUMN a.y IS 'x'; COMMENT ON COLUMN s.a.x IS 'y'",
        "COMMENT ON INDEX i IS 'x'; COMMENT ON VIEW v IS 'x'",
        "ALTER TYPE pair ADD ATTRIBUTE n int; DROP TYPE pair; CREATE TABLE pair (n int)",
        "SELECT 1 AS n INTO made; ALTER TABLE made ADD m int",
        "CREATE TABLE made (k int, LIKE b); UPDATE made SET y = 1::text",
        "ALTER VIEW v RENAME COLUMN x TO n; ALTER VIEW v ALTER n SET DEFAULT 1",
        "ALTER SEQUENCE q OWNED BY a.x; DROP TABLE a CASCADE; CREATE SEQUENCE q",
        "UPDATE a SET y = 1 WHERE ctid = '(0,1)'; CREATE INDEX ON a ((y + 1)); UPDATE \"Odd Name\" SET "
        "\"Some \"\"Column\" = 1",
        "CREATE TABLE made AS SELECT * FROM a; ALTER TABLE made DROP y"};
    m_bench->one(u"CREATE SCHEMA s2"_s);
    for (const auto *sql : fine) {
        const auto ending = tried(connection, QString::fromUtf8(sql));
        if (!ending.plan.isEmpty() || !ending.sqlState.isEmpty())
            wrong << u"%1: the plan says '%2', the server %3 %4"_s.arg(QString::fromUtf8(sql), ending.plan,
                                                                       ending.sqlState, ending.message);
    }
    m_bench->one(u"DROP SCHEMA s2"_s);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestNamesOnServer::whatSucceedsIsNeverSaidToFail()
{
    QRandomGenerator random(20261127);
    const auto any = [&](const QStringList &words) { return words.at(random.bounded(words.size())); };
    const QStringList tables{u"a"_s,      u"b"_s,     u"c"_s,     u"s.a"_s,  u"s.d"_s,
                             u"parent"_s, u"child"_s, u"parts"_s, u"part1"_s};
    const QStringList relations = tables + QStringList{u"v"_s, u"i"_s, u"q"_s};
    const QStringList columns{u"x"_s, u"y"_s, u"z"_s, u"n"_s}, schemas{u"s"_s, u"public"_s, u"r"_s};
    const QStringList ifThere{u""_s, u""_s, u"IF EXISTS "_s}, ifNot{u""_s, u""_s, u"IF NOT EXISTS "_s},
        cascade{u""_s, u""_s, u" CASCADE"_s};
    const auto bare = [&] { return any(tables).section(u'.', -1); };
    const auto statement = [&]() -> QString {
        switch (random.bounded(20)) {
        case 0:
        case 1:
            return u"CREATE TABLE %1%2 (x int, y int)"_s.arg(any(ifNot), any(tables));
        case 2:
            return u"CREATE TABLE %1 (x int PRIMARY KEY, z serial, CONSTRAINT %2 UNIQUE (z))"_s.arg(
                any(tables), any({u"i"_s, u"j"_s}));
        case 3:
            return u"DROP TABLE %1%2%3"_s.arg(any(ifThere), any(tables), any(cascade));
        case 4:
            return u"ALTER TABLE %1%2 RENAME TO %3"_s.arg(any(ifThere), any(relations), bare());
        case 5:
            return u"ALTER TABLE %1 SET SCHEMA %2"_s.arg(any(tables), any(schemas));
        case 6:
        case 7:
            return u"ALTER TABLE %1 ADD COLUMN %2%3 int"_s.arg(any(tables), any(ifNot), any(columns));
        case 8:
        case 9:
            return u"ALTER TABLE %1 DROP COLUMN %2%3%4"_s.arg(any(tables), any(ifThere), any(columns),
                                                              any(cascade));
        case 10:
            return u"ALTER TABLE %1 RENAME %2 TO %3"_s.arg(any(tables), any(columns), any(columns));
        case 11:
            return u"CREATE INDEX %1 ON %2 (%3)"_s.arg(any({u"i"_s, u"j"_s, u""_s}), any(tables),
                                                       any(columns));
        case 12:
            return u"DROP INDEX %1%2"_s.arg(any(ifThere), any({u"i"_s, u"j"_s, u"s.i"_s, u"a_pkey"_s}));
        case 13:
            return u"CREATE %1VIEW v AS SELECT x FROM %2"_s.arg(any({u""_s, u"OR REPLACE "_s}), any(tables));
        case 14:
            return u"DROP VIEW %1v"_s.arg(any(ifThere));
        case 15:
            return any({u"CREATE SCHEMA r"_s, u"DROP SCHEMA r CASCADE"_s, u"DROP SCHEMA s CASCADE"_s,
                        u"CREATE SCHEMA s"_s});
        case 16:
            return u"SET search_path = %1"_s.arg(
                any({u"public"_s, u"s, public"_s, u"public, s"_s, u"r, public"_s}));
        case 17:
            return u"ALTER TABLE %1 ALTER %2 SET DEFAULT 1, ADD %3 int"_s.arg(any(tables), any(columns),
                                                                              any(columns));
        case 18:
            return u"CREATE TABLE %1 (LIKE %2)"_s.arg(any(tables), any(tables));
        default:
            return u"ALTER TABLE %1 INHERIT %2"_s.arg(any(tables), any(tables));
        }
    };
    auto connection = m_bench->open();
    int told = 0, untold = 0;
    for (int round = 0; round < 400; ++round) {
        QStringList statements;
        for (int i = 0; i < 10; ++i)
            statements << statement();
        const auto ending = tried(connection, statements.join(u";\n"_s));
        QVERIFY2(!ending.plan.startsWith(u'!'),
                 qPrintable(u"%1\n%2"_s.arg(ending.plan, statements.mid(0, ending.at + 1).join(u";\n"_s))));
        if (!isOfNames(ending.sqlState))
            continue;
        ++(ending.plan.isEmpty() ? untold : told);
    }
    QVERIFY2(told > untold * 5, qPrintable(u"%1 told, %2 not"_s.arg(told).arg(untold)));
}

QTEST_GUILESS_MAIN(TestNamesOnServer)
#include "tst_namesonserver.moc"
