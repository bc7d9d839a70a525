// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ctlprocess.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace seawall::tests;
using namespace Qt::StringLiterals;

namespace {

QString textOf(const QString &path)
{
    QFile file(QStringLiteral(SEAWALL_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// As it is read: without the marks of fonts, a hyphen for '\-', and no headings' quotes.
QString manual(const QString &name)
{
    static const QRegularExpression fonts(uR"(\\f[BIRP]|\\%)"_s);
    return textOf(u"docs/man/%1.1"_s.arg(name)).remove(fonts).replace(uR"(\-)"_s, u"-"_s);
}

/// What follows the line `heading` up to the next line that begins with `next`.
QString section(const QString &text, const QString &heading, const QString &next)
{
    const auto start = (u'\n' + text).indexOf(u'\n' + heading + u'\n');
    if (start < 0)
        return {};
    const auto end = text.indexOf(u'\n' + next, start + heading.size());
    return text.sliced(start, (end < 0 ? text.size() : end) - start);
}

bool holds(const QString &text, const QString &word)
{
    const QRegularExpression whole(u"(?<![\\w-])"_s + QRegularExpression::escape(word) + u"(?![\\w-])"_s);
    return whole.match(text).hasMatch();
}

struct Help {
    QStringList command; ///< empty: the program itself
    QStringList options, commands;
};

Help read(const QStringList &command, const QString &text)
{
    Help help{command, {}, {}};
    static const QRegularExpression option(u"^ +(?:-\\w,)?(--[\\w-]+)"_s);
    static const QRegularExpression name(u"^  (\\w[\\w-]*)"_s);
    bool inCommands = false;
    for (const auto &line : text.split(u'\n')) {
        if (!line.startsWith(u' '))
            inCommands = line.startsWith(u"Subcommands:"_s);
        if (const auto found = option.match(line); found.hasMatch())
            help.options << found.captured(1);
        if (const auto found = name.match(line); inCommands && found.hasMatch())
            help.commands << found.captured(1);
    }
    return help;
}

/// Of the program, its commands and theirs.
QList<Help> helpOf(const QString &program, const QStringList &command = {})
{
    QProcess process;
    process.start(QStringLiteral(SEAWALL_BIN_DIR "/") + program, command + QStringList{u"--help"_s});
    process.waitForFinished(60000);
    QList<Help> all{read(command, QString::fromUtf8(process.readAllStandardOutput()))};
    const auto commands = all.first().commands;
    for (const auto &name : commands)
        all << helpOf(program, command + QStringList{name});
    return all;
}

} // namespace

/// What the programs say they take stands in the manual pages and in docs/cli.md, and so cannot drift away.
class TestCtlManual : public QObject
{
    Q_OBJECT

private:
    QList<Help> m_help;

private Q_SLOTS:
    void initTestCase()
    {
        m_help = helpOf(u"seawallctl"_s);
        QVERIFY2(m_help.size() > 25, "the commands are read from --help");
        QVERIFY(m_help.first().commands.contains(u"migrate"_s));
    }

    void everyOptionStandsInTheManualPage()
    {
        const auto page = manual(u"seawallctl"_s);
        const auto options = section(page, u".SH OPTIONS"_s, u".SH"_s);
        const auto shared = options.first(options.indexOf(u"\n.SS"_s));
        QStringList missing;
        for (const auto &help : m_help) {
            const auto own = help.command.isEmpty()
                                 ? QString()
                                 : section(options, u".SS "_s + help.command.first(), u".SS"_s);
            for (const auto &option : help.options) {
                if (!holds(shared + own, option))
                    missing << help.command.join(u' ') + u' ' + option;
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }

    void everyCommandStandsInTheManualPage()
    {
        const auto page = manual(u"seawallctl"_s);
        const auto synopsis = section(page, u".SH SYNOPSIS"_s, u".SH"_s);
        QStringList missing;
        for (const auto &help : m_help) {
            if (help.command.isEmpty())
                continue;
            QString lines; // each way to use the command
            const auto ways = synopsis.split(u".br\n"_s);
            for (const auto &way : ways)
                lines += way.contains(u".B seawallctl "_s + help.command.first()) ? way : QString();
            if (!holds(lines, help.command.last()))
                missing << help.command.join(u' ');
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }

    void everyOptionAndCommandStandsInCliMd()
    {
        const auto text = textOf(u"docs/cli.md"_s);
        QStringList missing;
        for (const auto &help : m_help) {
            for (const auto &option : help.options) {
                if (!holds(text, option))
                    missing << help.command.join(u' ') + u' ' + option;
            }
            const auto own =
                help.command.isEmpty() ? text : section(text, u"## "_s + help.command.first(), u"## "_s);
            if (own.isEmpty() || (!help.command.isEmpty() && !holds(own, help.command.last())))
                missing << help.command.join(u' ');
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }

    void theConsolesOptionsAndPagesStandInItsManualPage()
    {
        const auto page = manual(u"seawall"_s);
        const auto help = helpOf(u"seawall"_s);
        QVERIFY(help.first().options.contains(u"--page"_s));
        for (const auto &option : help.first().options)
            QVERIFY2(holds(page, option), qPrintable(option));
        QProcess process;
        process.start(QStringLiteral(SEAWALL_BIN_DIR "/seawall"), {u"--help"_s});
        QVERIFY(process.waitForFinished(60000));
        const auto told = QString::fromUtf8(process.readAllStandardOutput());
        static const QRegularExpression values(u"--page [^{]*\\{([^}]*)\\}"_s);
        const auto pages = values.match(told).captured(1).split(u',', Qt::SkipEmptyParts);
        QVERIFY2(pages.size() > 5, qPrintable(told));
        for (const auto &name : pages)
            QVERIFY2(holds(page, name), qPrintable(name));
    }
};

QTEST_GUILESS_MAIN(TestCtlManual)
#include "tst_ctlmanual.moc"
