// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;

namespace {

const QDir tree(QStringLiteral(SEAWALL_SOURCE_DIR));

QStringList pages()
{
    QStringList paths{u"README.md"_s, u"CONTRIBUTING.md"_s};
    const QDir docs(tree.filePath(u"docs"_s));
    for (const auto &name : docs.entryList({u"*.md"_s}))
        paths << u"docs/"_s + name;
    return paths;
}

/// A fenced block of a page, or a line with a prompt in one that shows output as well.
struct Block {
    int line = 0;
    QString text;
    QString whyNot; ///< behind '<!-- not run: ' on the line before; empty: it is run
};

QList<Block> blocksOf(const QString &path)
{
    QFile file(tree.filePath(path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression fence(u"^\\s*```(\\w*)"_s), mark(u"<!-- not run: (.+) -->"_s);
    QList<Block> blocks;
    QString language, whyNot;
    bool isOpen = false;
    const auto lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto line = lines[i].trimmed();
        const auto number = static_cast<int>(i) + 1;
        if (const auto match = fence.match(lines[i]); match.hasMatch()) {
            isOpen = !isOpen;
            language = isOpen ? match.captured(1) : QString();
            if (isOpen && language == "bash"_L1)
                blocks << Block{number, {}, whyNot};
        } else if (isOpen && language == "bash"_L1) {
            blocks.last().text += line + u'\n';
        } else if (isOpen && line.startsWith("$ seawallctl"_L1)) {
            blocks << Block{number, line.sliced(2) + u'\n', whyNot};
        } else if (!isOpen && !line.isEmpty()) {
            whyNot = mark.match(line).captured(1);
        }
    }
    return blocks;
}

} // namespace

/// What the pages tell people to type, typed. Each page has a folder and a home of its own, with an .env,
/// migrations and a checklist in it; /etc/seawall/production.env and /tmp/sandbox stand for those of the
/// test's sandbox. Who is asked there says yes here, and a watch lasts a second.
class TestDocCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyCommandOfThePagesWorks_data();
    void everyCommandOfThePagesWorks();
    void mostOfThemAreRun();

private:
    void fill(const QDir &folder) const;
    QString mapped(QString text, const QDir &folder) const;
    mutable SandboxFixture m_sandbox;
};

void TestDocCommands::initTestCase()
{
    START_SANDBOX(m_sandbox, 1);
}

void TestDocCommands::fill(const QDir &folder) const
{
    QVERIFY(QFile::copy(m_sandbox->envFile(), folder.filePath(u".env"_s)));
    QFile env(folder.filePath(u".env"_s));
    QVERIFY(env.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && env.open(QIODevice::Append));
    env.write("SEAWALL_CONTROL=sandbox:" + QFile::encodeName(m_sandbox->directory()) + '\n');
    env.close();
    QVERIFY(folder.mkdir(u"migrations"_s));
    const QDir migrations(m_sandbox->directory() + u"/migrations"_s);
    for (const auto &name : migrations.entryList(QDir::Files))
        QVERIFY(QFile::copy(migrations.filePath(name), folder.filePath(u"migrations/"_s + name)));
    QVERIFY(QFile::copy(tree.filePath(u"tests/data/checklist.md"_s), folder.filePath(u"migration.md"_s)));
    QVERIFY(
        QFile::copy(tree.filePath(u"docker-compose.db.yml"_s), folder.filePath(u"docker-compose.db.yml"_s)));
}

QString TestDocCommands::mapped(QString text, const QDir &folder) const
{
    static const QRegularExpression duration(u"--duration [0-9]+m?[smh]"_s);
    text.replace(u"/etc/seawall/production.env"_s, folder.filePath(u".env"_s));
    text.replace(u"/tmp/sandbox"_s, m_sandbox->directory());
    return text.replace(duration, u"--duration 1s"_s);
}

void TestDocCommands::everyCommandOfThePagesWorks_data()
{
    QTest::addColumn<QString>("page");
    for (const auto &page : pages())
        QTest::newRow(qPrintable(page)) << page;
}

void TestDocCommands::everyCommandOfThePagesWorks()
{
    QFETCH(QString, page);
    const auto prelude = uR"(
set -eu -o pipefail
seawallctl() {
    local more=()
    case "$*" in
    load*) more+=(--limit 30s); [[ $* = *--yes* ]] || more+=(--yes) ;;
    *--yes* | 'migrate new'*) ;;
    migrate* | 'flags set'* | 'flags revert'* | 'flags make-table'* | 'journal mirror'* | 'checklist run'*) more+=(--yes) ;;
    'failover switchover'* | 'failover promote'* | 'failover rejoin'* | 'failover recover'*) more+=(--yes) ;;
    watch*) [[ $* = *--duration* ]] || more+=(--duration 1s) ;;
    esac
    command seawallctl "$@" "${more[@]}"
}
)"_s;
    QTemporaryDir folder;
    fill(QDir(folder.path()));
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, QStringLiteral(SEAWALL_BIN_DIR ":") + environment.value(u"PATH"_s));
    environment.insert(u"HOME"_s, folder.filePath(u"home"_s));
    environment.insert(u"SEAWALL_SANDBOX_DIR"_s, m_sandbox->directory());
    environment.remove(u"XDG_STATE_HOME"_s);
    QStringList failures;
    for (const auto &block : blocksOf(page)) {
        const auto place = u"%1:%2"_s.arg(page).arg(block.line);
        if (!block.whyNot.isEmpty())
            continue;
        QProcess bash;
        bash.setProcessEnvironment(environment);
        bash.setWorkingDirectory(folder.path());
        bash.setStandardInputFile(QProcess::nullDevice());
        bash.setProcessChannelMode(QProcess::MergedChannels);
        bash.start(u"/bin/bash"_s, {u"-c"_s, prelude + mapped(block.text, QDir(folder.path()))});
        const bool ended = bash.waitForFinished(60000);
        if (!ended)
            bash.kill();
        if (!ended || bash.exitStatus() != QProcess::NormalExit || bash.exitCode() != 0)
            failures << u"%1: exit %2\n%3\n%4"_s.arg(place, QString::number(bash.exitCode()), block.text,
                                                     QString::fromUtf8(bash.readAll()));
    }
    QVERIFY2(failures.isEmpty(), qPrintable(failures.join(u"\n\n"_s)));
}

void TestDocCommands::mostOfThemAreRun()
{
    int run = 0;
    QStringList leftOut;
    for (const auto &page : pages()) {
        for (const auto &block : blocksOf(page)) {
            if (block.whyNot.isEmpty())
                ++run;
            else
                leftOut << u"%1:%2 (%3)"_s.arg(page).arg(block.line).arg(block.whyNot);
        }
    }
    qInfo("%d blocks are run, %d are not:\n%s", run, int(leftOut.size()), qPrintable(leftOut.join(u'\n')));
    QVERIFY(run >= 20);
    QVERIFY(run > leftOut.size());
}

QTEST_GUILESS_MAIN(TestDocCommands)
#include "tst_doccommands.moc"
