// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QDirIterator>
#include <QMutex>
#include <QTest>

#include <thread>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray mark = "Zaunkoenig-7391";      // the right password, wherever it is one
const QByteArray wrongMark = "Nachtigall-4711"; // one that is refused

bool isMarked(const QByteArray &text)
{
    return text.contains(mark) || text.contains(wrongMark);
}

/// Looks at the command lines of all processes but ours and those it is told of, for as long as it lives.
class CommandLines final
{
public:
    CommandLines()
        : m_thread([this](const std::stop_token &stop) {
              while (!stop.stop_requested()) {
                  look();
                  std::this_thread::sleep_for(10ms);
              }
          })
    {}
    ~CommandLines()
    {
        m_thread.request_stop();
        m_thread.join();
    }
    QList<QByteArray> seen()
    {
        const QMutexLocker lock(&m_mutex);
        return m_seen.values();
    }

private:
    void look()
    {
        for (const auto &name : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::NoSort)) {
            QFile file(u"/proc/%1/cmdline"_s.arg(name));
            if (!name.front().isDigit() || !file.open(QIODevice::ReadOnly))
                continue;
            auto line = file.readAll().replace('\0', ' ');
            const QMutexLocker lock(&m_mutex);
            m_seen << line;
        }
    }
    QMutex m_mutex;
    QSet<QByteArray> m_seen;
    std::jthread m_thread;
};

void write(const QString &path, const QByteArray &text)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    file.write(text);
}

const QByteArray checklist =
    "# What a command can say\n"
    "- [ ] Say all that is in the environment\n"
    "  ```bash\n"
    "  env; echo postgresql://dba:$PGPASSWORD@db1/app; echo password=$PGPASSWORD; echo $PGPASSWORD >&2\n"
    "  ```\n"
    "- [ ] Say it by way of the server\n"
    "  ```sql\n"
    "  -- On primary\n"
    "  SELECT current_setting('marked.password') AS word;\n"
    "  ```\n"
    "- [ ] Fail with it\n"
    "  ```bash\n"
    "  echo \"SELECT * FROM nothing_of_the_kind -- $PGPASSWORD\" | psql -v ON_ERROR_STOP=1\n"
    "  ```\n";

} // namespace

/// A run of everything with marked passwords, the right one and a wrong one; then every file that was
/// written, every output and every command line is searched for the marks.
class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void watchingTellsNoPassword();
    void aRefusedPasswordIsNotTold();
    void migrationsTellNoPassword();
    void aChecklistsEvidenceTellsNoPassword();
    void aSnapshotTellsNoPassword();
    void flagsTellNoPassword();
    void aServerThatCrashesTellsNoPassword();
    void theWindowWritesNoPassword();
    void whatWasDoneTellsNoPassword();
    void noFileHoldsAPassword();
    void everyFileOfTheConsoleIsItsOwnersAlone();
    void noCommandLineHeldAPassword();
    void openingAChecklistRunsNothing();

private:
    QString at(const QString &name) const { return m_folder.filePath(name); }
    Ended started(const QString &program, const QStringList &arguments);
    void tells(const QStringList &arguments, int code = 0);
    QByteArray envWith(const QByteArray &password) const;

    mutable SandboxFixture m_sandbox;
    QTemporaryDir m_folder{u"/tmp/seawall-secrets-XXXXXX"_s};
    std::optional<CommandLines> m_lines;
};

QByteArray TestSecrets::envWith(const QByteArray &password) const
{
    const auto primary = m_sandbox->endpoint(u"primary"_s), replica = m_sandbox->endpoint(u"replica1"_s);
    return "POSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=" + QByteArray::number(primary.port()) +
           "\nPOSTGRES_USER=dba\nPOSTGRES_DATABASE=marked\nPOSTGRES_PASSWORD=" + password +
           "\nPOSTGRES_REPLICA_HOST=127.0.0.1\nPOSTGRES_REPLICA_PORT=" + QByteArray::number(replica.port()) +
           "\nSEAWALL_MIGRATIONS=migrations\nUSE_READ_REPLICA=true\nREPLICA_FALLBACK_ENABLED=true\n"
           "SESSION_SECRET=" +
           mark + "-too\n";
}

void TestSecrets::initTestCase()
{
    START_SANDBOX(m_sandbox, 1);
    auto connection =
        db::Connection::open(m_sandbox->endpoint(u"primary"_s), {.readOnly = false}, db::Deadline::in(10s));
    QVERIFY(connection);
    const auto role = u"CREATE ROLE dba SUPERUSER LOGIN PASSWORD '%1'"_s.arg(QString::fromLatin1(mark));
    QVERIFY(connection->execute(role, {}, db::Deadline::in(10s)));
    const auto told = u"ALTER ROLE dba SET marked.password = 'password=%1'"_s.arg(QString::fromLatin1(mark));
    QVERIFY(connection->execute(told, {}, db::Deadline::in(10s)));
    QVERIFY(connection->execute(u"CREATE DATABASE marked"_s, {}, db::Deadline::in(30s)));

    write(at(u".env"_s), envWith(mark));
    write(at(u"wrong.env"_s), envWith(wrongMark));
    write(at(u"list.md"_s), checklist);
    write(at(u"migrations/001_role.up.sql"_s),
          "CREATE ROLE app_marked PASSWORD '" + mark + "';\nCREATE TABLE marked (id int);\n");
    write(at(u"migrations/001_role.down.sql"_s), "DROP TABLE marked;\nDROP ROLE app_marked;\n");
    write(at(u"migrations/002_fails.up.sql"_s),
          "ALTER ROLE dba PASSWORD '" + mark + "' VALID UNTIL 'no day at all';\n");
    m_lines.emplace();
}

Ended TestSecrets::started(const QString &program, const QStringList &arguments)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, at(u"home"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.remove(u"XDG_STATE_HOME"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_folder.path());
    process.start(program, arguments);
    const bool ended = process.waitForFinished(60000);
    return {ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestSecrets::tells(const QStringList &arguments, int code)
{
    const auto ended = started(seawallctl, arguments);
    QVERIFY2(ended.code == code, arguments.join(u' ').toUtf8() + ": " + toldBy(ended));
    QVERIFY2(!isMarked(ended.output) && !isMarked(ended.errors),
             arguments.join(u' ').toUtf8() + ": " + toldBy(ended));
}

void TestSecrets::watchingTellsNoPassword()
{
    tells({u"-v"_s, u"status"_s});
    tells({u"status"_s, u"--json"_s});
    tells({u"-v"_s, u"watch"_s, u"--interval"_s, u"250ms"_s, u"--duration"_s, u"1s"_s, u"--json"_s});
    for (const auto &check : {u"lag"_s, u"pool"_s, u"streaming"_s, u"slots"_s})
        tells({u"check"_s, check});
}

void TestSecrets::aRefusedPasswordIsNotTold()
{
    const QStringList wrong{u"--env"_s, u"wrong.env"_s};
    tells(QStringList{u"-v"_s, u"status"_s} + wrong, 3);
    tells(QStringList{u"status"_s, u"--json"_s} + wrong, 3);
    tells(QStringList{u"check"_s, u"streaming"_s} + wrong, 3);
    tells(QStringList{u"migrate"_s} + wrong, 3);
    tells(QStringList{u"snapshot"_s, u"--output"_s, u"wrong.md"_s} + wrong, 3);
    // On the command line it is the user's own doing; it goes no further.
    const auto port = QString::number(m_sandbox->endpoint(u"primary"_s).port());
    tells({u"-v"_s, u"status"_s, u"--primary"_s,
           u"postgresql://dba:%1@127.0.0.1:%2/pulse_db"_s.arg(QString::fromLatin1(wrongMark), port)},
          3);
    tells({u"status"_s, u"--primary"_s,
           u"host=127.0.0.1 port=nonsense password=%1"_s.arg(QString::fromLatin1(wrongMark))},
          2);
}

void TestSecrets::migrationsTellNoPassword()
{
    tells({u"migrate"_s, u"--status"_s});
    tells({u"migrate"_s, u"--plan"_s, u"--json"_s});
    tells({u"migrate"_s, u"--dry-run"_s, u"--apply-to"_s, u"001"_s, u"--yes"_s});
    tells({u"migrate"_s, u"--dry-run"_s, u"--in-copy"_s, u"--apply-to"_s, u"001"_s, u"--yes"_s});
    tells({u"migrate"_s, u"--apply-to"_s, u"001"_s, u"--yes"_s});
    tells({u"migrate"_s, u"--apply-all"_s, u"--yes"_s}, 1); // 002 fails, with its statement in the message
    tells({u"migrate"_s, u"--rollback-to"_s, u"000"_s, u"--yes"_s, u"--json"_s});
}

void TestSecrets::aChecklistsEvidenceTellsNoPassword()
{
    tells({u"checklist"_s, u"run"_s, u"list.md"_s, u"--yes"_s, u"--keep-going"_s}, 1);
    tells({u"checklist"_s, u"status"_s, u"list.md"_s, u"--json"_s}, 1);
    tells({u"checklist"_s, u"report"_s, u"list.md"_s});
    tells({u"checklist"_s, u"report"_s, u"list.md"_s, u"--output"_s, u"report.html"_s});
    tells({u"checklist"_s, u"report"_s, u"list.md"_s, u"--output"_s, u"report.pdf"_s});
    const auto report = started(seawallctl, {u"checklist"_s, u"report"_s, u"list.md"_s}).output;
    QVERIFY2(report.contains("POSTGRES_USER=dba"), report); // the command did tell its environment
    QVERIFY2(report.contains("password=***"), report);
}

void TestSecrets::aSnapshotTellsNoPassword()
{
    tells({u"snapshot"_s, u"--file"_s, u".env"_s, u"--output"_s, u"before.md"_s});
    tells({u"snapshot"_s, u"--json"_s});
    tells({u"snapshot"_s, u"compare"_s}, 1);
}

void TestSecrets::flagsTellNoPassword()
{
    tells({u"flags"_s, u"list"_s, u"--json"_s});
    tells({u"flags"_s, u"set"_s, u"USE_READ_REPLICA"_s, u"false"_s, u"--yes"_s, u"--reason"_s, u"a test"_s});
    tells({u"flags"_s, u"history"_s, u"--json"_s});
    tells({u"flags"_s, u"compare"_s, u".env"_s, u"wrong.env"_s, u"--all"_s}, 1);
}

void TestSecrets::aServerThatCrashesTellsNoPassword()
{
    std::jthread crash([this] {
        std::this_thread::sleep_for(500ms);
        static_cast<void>(m_sandbox->stop(u"primary"_s, true));
    });
    const auto watched =
        started(seawallctl, {u"-v"_s, u"watch"_s, u"--interval"_s, u"250ms"_s, u"--duration"_s, u"2s"_s});
    crash.join();
    QVERIFY2(!isMarked(watched.output) && !isMarked(watched.errors), toldBy(watched));
    QVERIFY2(watched.output.contains("UNREACHABLE") || watched.output.contains("DETACHED"), toldBy(watched));
    QVERIFY(m_sandbox->start(u"primary"_s));
}

void TestSecrets::theWindowWritesNoPassword()
{
    for (const auto &env : {u".env"_s, u"wrong.env"_s}) {
        const auto ended =
            started(QStringLiteral(SEAWALL_BIN_DIR "/seawall"),
                    {u"--env"_s, env, u"--screenshot"_s, u"window.png"_s, u"--after"_s, u"3"_s});
        QVERIFY2(ended.code == 0, toldBy(ended));
        QVERIFY2(!isMarked(ended.output) && !isMarked(ended.errors), toldBy(ended));
    }
    QVERIFY(QFile::exists(at(u"home/.local/state/seawall/seawall.log"_s)));
}

void TestSecrets::whatWasDoneTellsNoPassword()
{
    tells({u"journal"_s, u"list"_s, u"--json"_s});
    tells({u"journal"_s, u"verify"_s});
    tells({u"journal"_s, u"export"_s, u"--output"_s, u"journal.jsonl"_s});
    const auto journal = started(seawallctl, {u"journal"_s, u"list"_s, u"--json"_s}).output;
    QVERIFY2(journal.contains("CREATE ROLE app_marked PASSWORD ***"), journal);
}

void TestSecrets::noFileHoldsAPassword()
{
    const QStringList ours{at(u".env"_s), at(u".env.seawall-backup"_s), at(u"migrations/001_role.up.sql"_s),
                           at(u"migrations/002_fails.up.sql"_s), at(u"wrong.env"_s)};
    QStringList marked;
    int files = 0;
    QDirIterator each(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        ++files;
        if (isMarked(file.readAll()))
            marked << file.fileName();
    }
    marked.sort();
    QVERIFY(files > 10);
    QCOMPARE(marked.join(u'\n'), ours.join(u'\n')); // what was put there, and nothing that Seawall wrote
}

void TestSecrets::everyFileOfTheConsoleIsItsOwnersAlone()
{
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
    QStringList open;
    int found = 0;
    QDirIterator each(at(u"home/.local/state/seawall"_s),
                      QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QFileInfo info(each.next());
        ++found;
        if (info.permissions() & others)
            open << info.filePath();
    }
    for (const auto &name : {u"report.html"_s, u"report.pdf"_s, u"before.md"_s}) {
        QVERIFY2(QFile::exists(at(name)), qPrintable(name));
        if (QFileInfo(at(name)).permissions() & others)
            open << name;
    }
    QVERIFY(found > 2);
    QVERIFY2(open.isEmpty(), qPrintable(open.join(u'\n')));
}

void TestSecrets::noCommandLineHeldAPassword()
{
    const auto seen = m_lines->seen();
    m_lines.reset();
    bool dumped = false;
    QByteArrayList marked;
    for (const auto &line : seen) {
        dumped = dumped || line.contains("pg_dump");
        if (isMarked(line) && !line.contains("--primary")) // ours, in aRefusedPasswordIsNotTold
            marked << line;
    }
    QVERIFY2(dumped, "no child was seen");
    QVERIFY2(marked.isEmpty(), marked.join('\n'));
}

void TestSecrets::openingAChecklistRunsNothing()
{
    write(at(u"opened.md"_s), "# List\n- [ ] Do\n  ```bash\n  touch was-run\n  ```\n");
    for (const auto &verb : {u"show"_s, u"status"_s})
        tells({u"checklist"_s, verb, u"opened.md"_s});
    tells({u"checklist"_s, u"run"_s, u"opened.md"_s, u"--only-checks"_s});
    QVERIFY(!QFile::exists(at(u"was-run"_s)));
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
