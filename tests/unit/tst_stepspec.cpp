// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklist.h"

#include <QTest>

#include <algorithm>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using Kind = StepSpec::Kind;
using Figure = MetricRule::Figure;
using Comparison = MetricRule::Comparison;

namespace {

Checklist parsed(const QString &text)
{
    auto checklist = parseChecklist(text.toUtf8(), u"test.md"_s);
    if (!checklist)
        qFatal("%s", qPrintable(checklist.error().message));
    return std::move(*checklist);
}

StepSpec specOf(const QString &title, const QString &below = {})
{
    auto text = u"- [ ] "_s + title + u'\n';
    for (const auto &line : below.split(u'\n'))
        text += u"  "_s + line + u'\n';
    return parsed(text).nodes.at(0).spec;
}

QString block(const char *language, const char *text)
{
    return u"```%1\n%2\n```"_s.arg(QString::fromUtf8(language), QString::fromUtf8(text));
}

QString sqlOf(const StepSpec &spec)
{
    QStringList parts;
    for (const auto &part : spec.sql)
        parts << part.target + u": "_s + part.sql;
    return parts.join(u'|');
}

const ChecklistNode &seedNode(const QString &title)
{
    static const auto checklist =
        *readChecklist(QStringLiteral(SEAWALL_SOURCE_DIR "/tests/data/checklist.md"));
    const auto found = std::ranges::find_if(
        checklist.nodes, [&title](const ChecklistNode &node) { return node.title.startsWith(title); });
    if (found == checklist.nodes.end())
        qFatal("no step '%s'", qPrintable(title));
    return *found;
}

} // namespace

class TestStepSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsOfTheSeedAreTargetedRight_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("target");
        const auto row = [](const char *title, Kind kind, const char *target = "") {
            QTest::newRow(title) << kind << QString::fromUtf8(target);
        };
        row("Stop current services", Kind::Command);
        row("Launch database containers", Kind::Command);
        row("Verify primary database is running", Kind::Command, "primary");
        row("Verify replica is replicating", Kind::Command, "replica");
        row("Verify data appears in replica", Kind::Sql, "replica");
        row("Measure replication lag", Kind::Sql, "*");
        row("Update .env file", Kind::File);
        row("Simulate heavy ETL load", Kind::Manual);
        row("Test replica failure scenario", Kind::FailoverCheck, "replica");
        row("Test primary failure scenario", Kind::FailoverCheck, "primary");
        row("Feature flag implementation", Kind::Flag);
        row("Run the migration", Kind::Migration, "primary");
        row("Create docker-compose.db.yml", Kind::File);
        row("Dashboard loads < 2 seconds", Kind::Http);
        row("Connection pool utilization < 80%", Kind::Metric);
        row("Replication lag < 1 second", Kind::Metric);
        row("Document current configuration", Kind::Manual);
        row("Route appropriate queries", Kind::Manual);   // python is for reference
        row("Connection pool utilization", Kind::Manual); // no limit to hold it against
        row("Enable WAL replication", Kind::File);
    }
    void stepsOfTheSeedAreTargetedRight()
    {
        QFETCH(Kind, kind);
        QFETCH(QString, target);
        const auto &spec = seedNode(QString::fromUtf8(QTest::currentDataTag())).spec;
        QCOMPARE(toString(spec.kind), toString(kind));
        QCOMPARE(spec.target, target);
        QVERIFY(spec.why.endsWith(u'.'));
    }

    void everySqlAndBashBlockOfTheSeedIsAmongThem()
    {
        const auto checklist = *readChecklist(QStringLiteral(SEAWALL_SOURCE_DIR "/tests/data/checklist.md"));
        const auto count = std::ranges::count_if(checklist.nodes, [](const ChecklistNode &node) {
            return std::ranges::any_of(node.blocks, [](const CodeBlock &code) {
                return code.language == "sql"_L1 || code.language == "bash"_L1;
            });
        });
        QCOMPARE(count, 10);
    }

    void detailsOfTheSeedAreRead()
    {
        QCOMPARE(sqlOf(seedNode(u"Measure replication lag"_s).spec),
                 u"primary: SELECT pg_current_wal_lsn()|replica: SELECT pg_last_wal_replay_lsn()"_s);
        const auto appears = seedNode(u"Verify data appears"_s).spec;
        QCOMPARE(appears.expectation, (Expectation{Expectation::Kind::Rows, u"some"_s}));
        const auto replicating = seedNode(u"Verify replica is"_s).spec;
        QCOMPARE(replicating.expectation, (Expectation{Expectation::Kind::Value, u"t"_s}));
        QVERIFY(replicating.command.startsWith(u"docker logs"_s));
        QCOMPARE(seedNode(u"Run the migration"_s).spec.migration, (MigrationRule{u"000"_s, true}));
        const auto drill = seedNode(u"Test replica failure"_s).spec;
        QCOMPARE(drill.drill, u"replica-fails"_s);
        QVERIFY(drill.command.contains(u"docker stop pulse-postgres-replica"_s));
        QCOMPARE(seedNode(u"Test primary failure"_s).spec.drill, u"primary-fails"_s);
        const auto flag = seedNode(u"Feature flag"_s).spec;
        QCOMPARE(flag.flag + u'=' + flag.flagValue, u"USE_REPLICA_FOR_READS=true"_s);
        const auto keys = seedNode(u"Update .env file"_s).spec.file;
        QCOMPARE(keys.path, u".env"_s);
        QCOMPARE(keys.contains.size(), 16);
        QVERIFY(keys.contains.contains(u"DB_POOL_SIZE="_s));
        QVERIFY(!keys.contains.join(u' ').contains(u"=pulse"_s)); // no value: some are secret
        const auto wal = seedNode(u"Enable WAL"_s).spec.file;
        QCOMPARE(wal, (FileRule{u"docker/postgres/primary/postgresql.conf"_s, {u"wal_level = replica"_s}}));
        QCOMPARE(seedNode(u"Implement get_read_session"_s).spec.file.contains,
                 (QStringList{u"get_read_session"_s, u"get_write_session"_s}));
        QCOMPARE(seedNode(u"Dashboard loads <"_s).spec.http.withinSeconds, std::optional(2.0));
        const auto pool = seedNode(u"Connection pool utilization <"_s).spec.metric;
        QCOMPARE(pool, (MetricRule{Figure::PoolUse, Comparison::Below, 0.8, 10}));
        QCOMPARE(seedNode(u"Replication lag <"_s).spec.metric,
                 (MetricRule{Figure::Lag, Comparison::Below, 1, 10}));
    }

    void wordsBecomeMetrics_data()
    {
        QTest::addColumn<MetricRule>("rule");
        const auto row = [](const char *title, Figure figure, Comparison comparison, double limit,
                            double hold = 10) {
            QTest::newRow(title) << MetricRule{figure, comparison, limit, hold};
        };
        row("Replica lag stays below 500 ms for 2 minutes", Figure::Lag, Comparison::Below, 0.5, 120);
        row("Lag is at most 1 min", Figure::Lag, Comparison::AtMost, 60);
        row("Pool usage ≤ 75 percent", Figure::PoolUse, Comparison::AtMost, 0.75);
        row("Replication lag under 16 MB", Figure::Rpo, Comparison::Below, 16.0 * 1024 * 1024);
        row("Both replicas are streaming", Figure::Streaming, Comparison::AtLeast, 1);
        row("The primary accepts connections", Figure::CanConnect, Comparison::AtLeast, 1);
    }
    void wordsBecomeMetrics()
    {
        QFETCH(MetricRule, rule);
        const auto spec = specOf(QString::fromUtf8(QTest::currentDataTag()));
        QCOMPARE(toString(spec.kind), toString(Kind::Metric));
        QCOMPARE(spec.metric, rule);
    }

    void wordsThatOnlySoundAlikeStayManual_data()
    {
        QTest::addColumn<QString>("title");
        for (const auto *title :
             {"Replication lag", "Flag < 3 is set", "Check pool utilization", "Update README files",
              "Enable monitoring", "Response times", "Talk about the primary", "Verify HTTP works"})
            QTest::newRow(title) << QString::fromUtf8(title);
    }
    void wordsThatOnlySoundAlikeStayManual()
    {
        QFETCH(QString, title);
        QCOMPARE(toString(specOf(title).kind), toString(Kind::Manual));
    }

    void flagsAreRecognized_data()
    {
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QString>("value");
        QTest::newRow("Enable USE_READ_REPLICA") << u"USE_READ_REPLICA"_s << u"true"_s;
        QTest::newRow("Turn off `USE_READ_REPLICA` in production") << u"USE_READ_REPLICA"_s << u"false"_s;
        QTest::newRow("Set REPLICA_WEIGHT=50") << u"REPLICA_WEIGHT"_s << u"50"_s;
        QTest::newRow("Toggle USE_READ_REPLICA") << u"USE_READ_REPLICA"_s << u""_s;
    }
    void flagsAreRecognized()
    {
        QFETCH(QString, flag);
        QFETCH(QString, value);
        const auto spec = specOf(QString::fromUtf8(QTest::currentDataTag()));
        QCOMPARE(toString(spec.kind), toString(Kind::Flag));
        QCOMPARE(spec.flag, flag);
        QCOMPARE(spec.flagValue, value);
    }

    void pagesAreRecognized()
    {
        const auto spec = specOf(u"https://example.org/health returns 204 within 300 ms"_s);
        QCOMPARE(toString(spec.kind), toString(Kind::Http));
        QCOMPARE(spec.http, (HttpRule{u"https://example.org/health"_s, 204, 0.3}));
    }

    void statementsGoWhereCommentsSay_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("parts");
        const auto row = [](const char *title, const char *sql, const char *parts) {
            QTest::newRow(QByteArray(sql).simplified().constData())
                << QString::fromUtf8(title) << QString::fromUtf8(sql) << QString::fromUtf8(parts);
        };
        row("x", "SELECT 1", "primary: SELECT 1");
        row("See it on the standby", "SELECT 2", "replica: SELECT 2");
        row("x", "SELECT 1; -- on the replica\nSELECT 2;", "primary: SELECT 1|primary: SELECT 2");
        row("x", "-- port 5433\nSELECT ';'; SELECT 3;", "replica: SELECT ';'|replica: SELECT 3");
        row("x", "-- on all nodes\nSHOW work_mem;", "*: SHOW work_mem");
        row("x", "/* on replica */ SELECT 4;", "replica: SELECT 4");
        row("x", "SELECT 'open", "primary: SELECT 'open");
        row("x", "\\d clients", "");
    }
    void statementsGoWhereCommentsSay()
    {
        QFETCH(QString, title);
        QFETCH(QString, sql);
        QFETCH(QString, parts);
        QCOMPARE(sqlOf(specOf(title, block("sql", sql.toUtf8().constData()))), parts);
    }

    void portsMeanWhatTheFileSays()
    {
        const auto checklist = parsed(u"POSTGRES_REPLICA_PORT=6001 and primary on port 6000\n\n- [ ] a\n  "
                                      u"```bash\n  psql -p 6001 -c 'x'\n"
                                      "  ```\n- [ ] b\n  ```sh\n  psql --port=5433\n  ```\n"_s);
        QCOMPARE(checklist.nodes.at(0).spec.target, u"replica"_s);
        QCOMPARE(checklist.nodes.at(1).spec.target, u"replica"_s);
    }

    void expectationsFollowFromStatements()
    {
        using enum Expectation::Kind;
        QCOMPARE(specOf(u"Look"_s, block("sql", "-- On replica\nSELECT pg_is_in_recovery();")).expectation,
                 (Expectation{Value, u"t"_s}));
        QCOMPARE(specOf(u"Look"_s, block("sql", "SELECT pg_is_in_recovery();")).expectation,
                 (Expectation{Value, u"f"_s}));
        QCOMPARE(specOf(u"Verify no orphans"_s, block("sql", "SELECT 1 FROM a WHERE b;")).expectation,
                 (Expectation{Rows, u"0"_s}));
        QCOMPARE(specOf(u"Look"_s, block("sql", "SELECT 1 FROM a WHERE b;")).expectation, Expectation());
        QCOMPARE(specOf(u"Data on the replica is consistent with the primary"_s,
                        block("sql", "-- On replica\nSELECT 1;"))
                     .expectation.kind,
                 AsOnPrimary);
    }

    void blocksAreForWhatTheyHold()
    {
        QCOMPARE(specOf(u"x"_s, block("console", "$ ls \\\n  -l\nfile\n$ pwd")).command,
                 u"ls \\\n  -l\npwd"_s);
        QCOMPARE(toString(specOf(u"x"_s, block("", "SELECT 1;")).kind), toString(Kind::Sql));
        QCOMPARE(toString(specOf(u"x"_s, block("", "docker ps")).kind), toString(Kind::Command));
        QCOMPARE(toString(specOf(u"x"_s, block("", "some output")).kind), toString(Kind::Manual));
        QCOMPARE(toString(specOf(u"x"_s, block("bash", "A=1 # one\nexport B='2'")).kind),
                 toString(Kind::Manual));
        QCOMPARE(toString(specOf(u"x"_s, block("bash", "A=1 make")).kind), toString(Kind::Command));
        QCOMPARE(toString(specOf(u"x"_s, block("sql", "-- think")).kind), toString(Kind::Manual));
        QCOMPARE(toString(specOf(u"x"_s, block("yaml", "a: 1")).kind), toString(Kind::Manual));
    }

    void aCommentSaysHowAStepIsDone()
    {
        auto spec = specOf(u"x <!-- seawall: sql on=replica expect=\"t\" limit=5m -->"_s,
                           block("sql", "SELECT true;"));
        QCOMPARE(sqlOf(spec), u"replica: SELECT true"_s);
        QCOMPARE(spec.expectation, (Expectation{Expectation::Kind::Value, u"t"_s}));
        QCOMPARE(spec.timeLimitSeconds, 300.0);
        QCOMPARE(spec.source, StepSpec::Source::Comment);
        spec = specOf(u"x"_s, u"<!-- seawall: sql sql=\"SELECT \\\"a\\\"\" on=all rows=some -->"_s);
        QCOMPARE(sqlOf(spec), u"*: SELECT \"a\""_s);
        spec = specOf(u"x"_s, u"<!-- seawall:\n  metric figure=lag at-most=2s for=1m -->"_s);
        QCOMPARE(spec.metric, (MetricRule{Figure::Lag, Comparison::AtMost, 2, 60}));
        spec = specOf(u"x"_s, u"<!-- seawall: http url=https://a.org/ status=204 within=2s -->"_s);
        QCOMPARE(spec.http, (HttpRule{u"https://a.org/"_s, 204, 2.0}));
        spec = specOf(u"x"_s, u"<!-- seawall: migration rollback-to=000 apply-all -->"_s);
        QCOMPARE(spec.migration, (MigrationRule{u"000"_s, true}));
        spec = specOf(u"x"_s, u"<!-- seawall: flag name=A_B value=false -->"_s);
        QCOMPARE(spec.flag + spec.flagValue, u"A_Bfalse"_s);
        spec = specOf(u"x"_s, u"<!-- seawall: failover-check drill=replica-fails -->"_s);
        QCOMPARE(spec.drill, u"replica-fails"_s);
        spec = specOf(u"x"_s, u"<!-- seawall: file path=a.conf contains=\"a = b\" contains=c -->"_s);
        QCOMPARE(spec.file, (FileRule{u"a.conf"_s, {u"a = b"_s, u"c"_s}}));
        spec = specOf(u"x"_s, u"<!-- seawall: command command=\"ls -l\" matches=\"^a\" -->"_s);
        QCOMPARE(spec.command, u"ls -l"_s);
        spec = specOf(u"Replication lag < 1 second"_s, u"<!-- seawall: manual -->"_s);
        QCOMPARE(toString(spec.kind), toString(Kind::Manual));
    }

    void aCommentBehindTheListBelongsToTheStepBefore()
    {
        const auto checklist =
            parsed(u"- [ ] a\n- [ ] b\n  - [ ] c\n\n  <!-- seawall: command command=b -->\n\n"
                   "<!-- seawall: command command=last -->\n"_s);
        QCOMPARE(toString(checklist.nodes.at(0).spec.kind), toString(Kind::Manual));
        QCOMPARE(checklist.nodes.at(1).spec.command, u"b"_s);
        QCOMPARE(checklist.nodes.at(2).spec.command, u"last"_s);
        QVERIFY(checklist.nodes.at(2).guidance.isEmpty());
    }

    void aWrongCommentIsNotedWithItsLine_data()
    {
        QTest::addColumn<QString>("comment");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *comment, const char *word) {
            QTest::newRow(comment) << QString::fromUtf8(comment) << QString::fromUtf8(word);
        };
        row("sqll on=replica", "'sqll' is no kind of step");
        row("sql where=replica", "has no 'where'");
        row("sql on=replica", "needs a block");
        row("metric figure=lag", "needs figure");
        row("metric figure=speed below=1", "'speed' is no value");
        row("metric figure=lag below=soon", "'soon' is no value");
        row("sql sql=\"SELECT 1", "cannot be read from 'sql=\"SELECT 1'");
        row("command command=x matches=\"(\"", "'(' is no value");
        row("", "does not say");
    }
    void aWrongCommentIsNotedWithItsLine()
    {
        QFETCH(QString, comment);
        QFETCH(QString, word);
        const auto checklist = parsed(u"# A\n\n- [ ] a\n  <!-- seawall: %1 -->\n"_s.arg(comment));
        QCOMPARE(checklist.notes.size(), 1);
        QVERIFY2(checklist.notes.at(0).startsWith(u"Line 4: "_s) && checklist.notes.at(0).contains(word),
                 qPrintable(checklist.notes.at(0)));
        QCOMPARE(checklist.nodes.at(1).spec.source, StepSpec::Source::Inferred);
    }

    void aCommentBehindNoStepIsNoted()
    {
        QCOMPARE(parsed(u"# A\n<!-- seawall: manual -->\n- [ ] a\n"_s).notes.size(), 1);
    }

    void wordsOfKindsAreReadBack()
    {
        for (const auto kind : {Kind::Manual, Kind::Sql, Kind::Command, Kind::Http, Kind::Metric,
                                Kind::Migration, Kind::Flag, Kind::FailoverCheck, Kind::File})
            QVERIFY(stepKindFrom(toString(kind)) == kind);
        QVERIFY(!stepKindFrom(u"x"_s));
    }
};

QTEST_GUILESS_MAIN(TestStepSpec)
#include "tst_stepspec.moc"
