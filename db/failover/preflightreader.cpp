// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/preflightreader.h"

#include "db/monitor/factsreader.h"
#include "db/sqlcatalog.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto connectPatience = 3s;

/// Reads columns by name.
QString text(const Rows &rows, int row, const char *name)
{
    return rows.text(row, rows.column(name));
}

QStringList strings(const Rows &rows, int row, const char *name)
{
    QStringList list;
    const auto json = QJsonDocument::fromJson(text(rows, row, name).toUtf8());
    for (const auto value : json.array())
        list << value.toString();
    return list;
}

Deadline sooner(Deadline one, Deadline other)
{
    return Deadline::at(std::min(one.when(), other.when()));
}

} // namespace

PreflightReader::PreflightReader(const Endpoint &endpoint, Deadline deadline, std::stop_token stop)
    : m_deadline(deadline), m_stop(std::move(stop))
{
    m_node.name = endpoint.name;
    auto opened = Connection::open(endpoint, {}, sooner(deadline, Deadline::in(connectPatience)), m_stop);
    if (opened)
        m_connection = std::move(*opened);
    else
        m_node.error = opened.error();
}

/// A refused statement leaves the rest to be asked; a broken session does not.
std::optional<Rows> PreflightReader::ask(const char *query)
{
    if (m_node.error)
        return std::nullopt;
    const auto id = QString::fromLatin1(query);
    const auto sql = catalogQuery(id, m_connection->serverVersion()).sql;
    auto rows = m_connection->execute(sql, {}, m_deadline, m_stop);
    if (rows)
        return std::move(*rows);
    if (m_connection->isBroken())
        m_node.error = rows.error();
    else
        m_node.failures.emplace(id, rows.error());
    return std::nullopt;
}

void PreflightReader::readStanding()
{
    if (const auto rows = ask("standing"))
        db::readStanding(*rows, m_node.facts);
    if (const auto rows = ask("pulse"))
        readPulse(*rows, m_node.facts);
}

void PreflightReader::readRest(bool isCandidate)
{
    readSettings();
    readServer();
    m_node.managers = list("preflight_managers");
    readReadOnly();
    m_node.extensions = versions(isCandidate ? "preflight_available" : "preflight_extensions");
    if (isCandidate) {
        readHba();
        m_node.collations = list("preflight_collations");
        return;
    }
    m_node.prepared = work("preflight_prepared");
    readArchiver();
    if (m_node.facts.canMonitor != true) // others' statements read as NULL, which is not 'none'
        return;
    m_node.transactions = work("preflight_transactions");
    m_node.backups = work("preflight_backups");
}

void PreflightReader::readSettings()
{
    const auto rows = ask("preflight_settings");
    if (!rows)
        return;
    auto &settings = m_node.settings.emplace();
    for (int row = 0; row < rows->count(); ++row)
        settings[text(*rows, row, "name")] = {text(*rows, row, "value"), text(*rows, row, "context")};
}

void PreflightReader::readServer()
{
    if (const auto rows = ask("preflight_server")) {
        m_node.checksums = rows->boolean(0, rows->column("checksums"));
        m_node.serverAddress = text(*rows, 0, "server_address");
    }
}

void PreflightReader::readHba()
{
    const auto rows = ask("preflight_hba");
    if (!rows)
        return;
    auto &rules = m_node.hba.emplace();
    for (int row = 0; row < rows->count(); ++row)
        rules.push_back({static_cast<int>(rows->integer(row, rows->column("line_number")).value_or(0)),
                         text(*rows, row, "type"), strings(*rows, row, "databases"),
                         strings(*rows, row, "users"), text(*rows, row, "address"),
                         text(*rows, row, "netmask"), text(*rows, row, "auth_method"),
                         text(*rows, row, "error")});
}

void PreflightReader::readArchiver()
{
    const auto rows = ask("preflight_archiver");
    if (!rows)
        return;
    auto &archiver = m_node.archiver.emplace();
    archiver.lastArchived = text(*rows, 0, "last_archived_wal");
    archiver.lastFailed = text(*rows, 0, "last_failed_wal");
    archiver.currentFile = text(*rows, 0, "current_file");
    archiver.isFailing = rows->boolean(0, rows->column("is_failing")).value_or(false);
    if (const auto queue = ask("preflight_archive_queue"))
        archiver.waiting = static_cast<int>(queue->integer(0, 0).value_or(0));
}

std::optional<std::vector<OpenWork>> PreflightReader::work(const char *query)
{
    const auto rows = ask(query);
    if (!rows)
        return std::nullopt;
    std::vector<OpenWork> open;
    for (int row = 0; row < rows->count(); ++row)
        open.push_back({text(*rows, row, "name"), rows->real(row, rows->column("age"))});
    return open;
}

std::optional<QStringList> PreflightReader::list(const char *query)
{
    const auto rows = ask(query);
    if (!rows)
        return std::nullopt;
    QStringList names;
    for (int row = 0; row < rows->count(); ++row)
        names << rows->text(row, 0);
    return names;
}

std::optional<std::map<QString, QStringList>> PreflightReader::versions(const char *query)
{
    const auto rows = ask(query);
    if (!rows)
        return std::nullopt;
    std::map<QString, QStringList> found;
    for (int row = 0; row < rows->count(); ++row)
        found[text(*rows, row, "name")] << text(*rows, row, "version");
    return found;
}

void PreflightReader::readReadOnly()
{
    auto places = list("preflight_read_only");
    const auto files = list("preflight_read_only_file");
    if (places && files)
        m_node.readOnly = *places + *files;
    else if (places && !places->isEmpty()) // what is known is enough to speak against it
        m_node.readOnly = *places;
}

} // namespace seawall::db
