// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/interrupt.h"
#include "app/ctl/migratecommand.h"
#include "app/ctl/migratelines.h"
#include "models/migrations/migrationjson.h"
#include "models/migrations/schemacheck.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using models::MigrationSite;

namespace {

/// Only what a file name can hold as it is, but for spaces: what was typed is what is made.
db::Result<QString> migrationName(const std::string &given)
{
    auto name = QString::fromLocal8Bit(given.c_str());
    const bool isFit = std::ranges::all_of(name, [](QChar character) {
        return character.isLetterOrNumber() || character == u'_' || character == u'-' || character == u' ';
    });
    if (!isFit)
        return db::fail(db::ErrorKind::InvalidInput, u"'%1' is no name for a migration."_s.arg(name),
                        u"Use letters, digits, spaces, '-' and '_' only; the folder is named with "
                        "--migrations."_s);
    return name;
}

} // namespace

ExitCode MigrateCommand::verify(Output &output, const MigrationSite &site)
{
    const auto check = models::checkSchema(site, db::Deadline::in(migrationsTime));
    if (!check)
        return output.failed(check.error());
    if (m_json) {
        auto object = models::overviewJson(check->overview);
        object[u"nodes"] = models::schemaJson(*check);
        object[u"invalid_indexes"] = QJsonArray::fromStringList(check->invalidIndexes);
        object[u"in_order"] = check->isInOrder();
        print(output, object);
    } else {
        for (const auto &sentence : check->sentences())
            output.line(sentence);
    }
    return check->isInOrder() ? ExitCode::Fine : ExitCode::NotFine;
}

ExitCode MigrateCommand::changeHistory(Output &output, const MigrationSite &site)
{
    using Action = models::HistoryOperation::Action;
    auto opened = models::openSite(site, db::Deadline::in(migrationsTime));
    if (!opened)
        return output.failed(opened.error());
    const auto mark = m_mark == "applied"       ? db::PartlyMark::Applied
                      : m_mark == "not-applied" ? db::PartlyMark::NotApplied
                                                : db::PartlyMark::Leave;
    models::HistoryOperation operation(m_adopt    ? Action::Adopt
                                       : m_repair ? Action::Repair
                                                  : Action::Baseline,
                                       std::move(opened->overview), QString::fromStdString(m_baseline), mark);
    if (const auto confirmed = m_shell.confirm(operation.preview(), output, m_json); !confirmed)
        return output.failed(confirmed.error());
    const Interrupt interrupt;
    return finished(output,
                    m_shell.run(operation, site.profile, [](const models::Progress &) {}, interrupt.token()));
}

ExitCode MigrateCommand::create(Output &output)
{
    const auto name = migrationName(m_name);
    if (!name)
        return output.failed(name.error());
    auto folder = QString::fromLocal8Bit(m_folder.c_str());
    if (folder.isEmpty())
        folder = u"migrations"_s;
    if (!QDir().mkpath(folder))
        return output.failed({db::ErrorKind::FileAccess,
                              u"The folder '%1' cannot be made."_s.arg(folder),
                              u"Name one you may write to with --migrations."_s,
                              {},
                              {},
                              0});
    const auto files = db::createMigration(folder, *name);
    if (!files)
        return output.failed(files.error());
    if (m_json)
        print(output, {{u"files"_s, QJsonArray::fromStringList(*files)}});
    else
        for (const auto &file : *files)
            output.line(file);
    return ExitCode::Fine;
}

} // namespace seawall::app
