// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/journalcommand.h"

#include "app/ctl/journaltext.h"
#include "app/ctl/table.h"
#include "app/paths.h"
#include "models/format.h"
#include "models/interruptedentry.h"
#include "models/journal.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <limits>

namespace seawall::app {

using namespace Qt::StringLiterals;
using models::JournalEntry;

namespace {

Colour colourOf(JournalEntry::State state)
{
    switch (state) {
    case JournalEntry::State::Succeeded:
        return Colour::Good;
    case JournalEntry::State::Running:
    case JournalEntry::State::Cancelled:
        return Colour::Warning;
    case JournalEntry::State::Failed:
    case JournalEntry::State::Interrupted:
        break;
    }
    return Colour::Bad;
}

} // namespace

JournalCommand::JournalCommand(CLI::App &program)
    : Command(program, "journal", "What was done to a cluster, and whether the record of it is whole",
              {"seawallctl journal list --env production.env", "seawallctl journal list --limit 5 --json",
               "seawallctl journal verify --file /backup/journal.sqlite",
               "seawallctl journal export --format csv --output journal.csv", "seawallctl journal mirror"})
{
    app().require_subcommand(1);
    app().fallthrough();
    m_connection.addTo(app());
    app().add_option("--file", m_file, "This Journal, instead of the cluster's own")->type_name("FILE");
    m_shell.addDirectoryTo(app());
    addJsonOption(m_json);
    app()
        .add_subcommand("list", "The latest entries, newest first")
        ->callback([this] { m_action = &JournalCommand::list; })
        ->add_option("--limit", m_limit, "How many")
        ->check(CLI::Range(1, 1000000))
        ->capture_default_str();
    app().add_subcommand("verify", "Recompute the chain of hashes")->callback([this] {
        m_action = &JournalCommand::verify;
    });
    addExportAndMirror();
}

void JournalCommand::addExportAndMirror()
{
    auto *whole = app().add_subcommand("export", "All of it, oldest first, to be kept or read elsewhere");
    whole->callback([this] { m_action = &JournalCommand::exportAll; });
    whole->add_option("--format", m_format, "jsonl, an entry a line; or csv")
        ->check(CLI::IsMember({"jsonl", "csv"}))
        ->capture_default_str();
    whole->add_option("--output", m_target, "Write it to this file, instead of standard output")
        ->type_name("FILE");
    auto *mirror = app().add_subcommand("mirror", "Copy it to the table seawall.journal on the primary");
    mirror->callback([this] { m_action = &JournalCommand::mirror; });
    m_shell.addAnswersTo(*mirror);
}

db::Result<QString> JournalCommand::path() const
{
    if (!m_file.empty()) {
        auto file = QString::fromLocal8Bit(m_file);
        if (!QFileInfo(file).isFile())
            return db::fail(db::ErrorKind::InvalidInput, u"There is no Journal '%1'."_s.arg(file),
                            u"Name the file journal.sqlite of a cluster."_s);
        return file;
    }
    const auto profile = m_connection.profile(std::chrono::seconds(1));
    if (!profile)
        return std::unexpected(profile.error());
    const auto state = stateDirectory(m_shell.dataDirectory());
    return QDir(profileDirectory(state, *profile)).filePath(u"journal.sqlite"_s);
}

/// The Journals beside an empty one whose latest entries are of the same servers: they were opened under
/// another name, or from another file.
QStringList JournalCommand::others(const QString &path) const
{
    const auto profile = m_connection.profile(std::chrono::seconds(1));
    if (!m_file.empty() || !profile)
        return {};
    QStringList found;
    const auto own = QFileInfo(path).dir();
    auto state = own;
    if (!state.cdUp())
        return {};
    const auto folders = state.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
    for (const auto &folder : folders) {
        const auto file = QDir(folder.filePath()).filePath(u"journal.sqlite"_s);
        if (folder.fileName() == own.dirName() || !QFileInfo(file).isFile())
            continue;
        const auto journal = models::Journal::open(file);
        const auto latest = journal ? (*journal)->entries(0, 0, 100) : std::unexpected(journal.error());
        const auto isOurs = [&](const JournalEntry &entry) {
            return std::ranges::any_of(profile->monitor.nodes, [&](const auto &node) {
                return node.endpoint.address() == entry.target.address;
            });
        };
        if (latest && std::ranges::any_of(*latest, isOurs))
            found << file;
    }
    return found;
}

ExitCode JournalCommand::run(Output &output)
{
    const auto file = path();
    if (!file) {
        output.failed(file.error());
        return ExitCode::Usage;
    }
    return (this->*m_action)(output, *file);
}

ExitCode JournalCommand::list(Output &output, const QString &path) const
{
    std::vector<JournalEntry> entries;
    if (QFileInfo::exists(path)) { // opening would make it
        const auto journal = models::Journal::open(path);
        if (!journal)
            return output.failed(journal.error());
        auto read = (*journal)->entries(0, 0, m_limit);
        if (!read)
            return output.failed(read.error());
        entries = std::move(*read);
    }
    if (m_json) {
        auto list = Json::array();
        for (const auto &entry : entries)
            list.push_back(entryJson(entry));
        output.json({{"file", utf8(path)}, {"entries", list}});
        return ExitCode::Fine;
    }
    if (entries.empty()) {
        output.line(u"Nothing has been done to this cluster yet."_s);
        const auto elsewhere = others(path);
        if (!elsewhere.isEmpty())
            output.line(u"Its servers have a Journal under another name or file, to be read with --file:"_s);
        for (const auto &file : elsewhere)
            output.line(u"  "_s + file);
        return ExitCode::Fine;
    }
    Table table;
    for (const auto *title : {"STARTED", "STATE", "ACTOR", "NODE", "WHAT", "OUTCOME"})
        table.addColumn(QLatin1StringView(title));
    const auto profile =
        m_file.empty() ? m_connection.profile(std::chrono::seconds(1)) : std::unexpected(db::Error());
    const auto envFile = profile ? profile->envFile : QString();
    for (const auto &entry : entries)
        table.addRow(
            {{models::format::dateTime(entry.startedMs)},
             {toString(entry.state), colourOf(entry.state)},
             {entry.actor},
             {entry.target.node},
             {models::format::oneLine(entry.title, 60)},
             {models::format::oneLine(
                 entry.summary.isEmpty() ? unknownOf(entry, entries, envFile) : entry.summary, 200)}});
    for (const auto &line : table.lines())
        output.line(rendered(line, output));
    return ExitCode::Fine;
}

ExitCode JournalCommand::exportAll(Output &output, const QString &path) const
{
    std::vector<JournalEntry> entries;
    if (QFileInfo::exists(path)) {
        const auto journal = models::Journal::open(path);
        auto read = journal ? (*journal)->entries(0, 0, std::numeric_limits<int>::max())
                            : std::unexpected(journal.error());
        if (!read)
            return output.failed(read.error());
        entries = std::move(*read);
    }
    std::ranges::reverse(entries);
    const auto text = m_format == "csv" ? journalCsv(entries) : journalJsonLines(entries);
    if (m_target.empty()) {
        output.raw(text);
        return ExitCode::Fine;
    }
    QSaveFile file(QString::fromLocal8Bit(m_target));
    const bool isOpen =
        file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (isOpen)
        file.write(text);
    if (!isOpen || !file.commit())
        return output.failed({db::ErrorKind::FileAccess,
                              u"%1 cannot be written: %2."_s.arg(file.fileName(), file.errorString()),
                              u"Check the rights of its folder and the space on its disk."_s,
                              {},
                              {},
                              0});
    output.line(u"%1 entries were written to %2."_s.arg(entries.size()).arg(file.fileName()));
    return ExitCode::Fine;
}

ExitCode JournalCommand::verify(Output &output, const QString &path) const
{
    models::Journal::Verification found;
    if (QFileInfo::exists(path)) {
        const auto journal = models::Journal::open(path);
        if (!journal)
            return output.failed(journal.error());
        const auto verified = (*journal)->verify();
        if (!verified)
            return output.failed(verified.error());
        found = *verified;
    }
    const bool isWhole = !found.firstBrokenRow;
    if (m_json)
        output.json({{"file", utf8(path)},
                     {"rows", found.rows},
                     {"whole", isWhole},
                     {"first_broken_row", isWhole ? Json(nullptr) : Json(*found.firstBrokenRow)}});
    else if (isWhole)
        output.line(u"The Journal is whole: %1 rows, each chained to the one before."_s.arg(found.rows));
    else
        output.line(u"The Journal is broken at row %1: it was edited, removed, moved or cut off there."_s.arg(
            *found.firstBrokenRow));
    return isWhole ? ExitCode::Fine : ExitCode::NotFine;
}

} // namespace seawall::app
