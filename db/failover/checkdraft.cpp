// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/checkdraft.h"

#include "db/connection.h"
#include "db/sqlcatalog.h"

#include <QLocale>

#include <cmath>

namespace seawall::db {

using namespace Qt::StringLiterals;
using State = ReadinessCheck::State;

namespace {

constexpr int oldestServer = 130000; // where the node has not said its version

/// What lets a user that is no superuser run a query of the catalog.
QString grantFor(const QString &query, const QString &user)
{
    if (query == u"preflight_hba")
        return u"GRANT SELECT ON pg_hba_file_rules TO %1;\nGRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO %1;"_s
            .arg(user);
    if (query == u"preflight_read_only_file")
        return u"GRANT SELECT ON pg_file_settings TO %1;\nGRANT EXECUTE ON FUNCTION pg_show_all_file_settings() TO %1;"_s
            .arg(user);
    return u"GRANT pg_monitor TO %1;"_s.arg(user);
}

QString placeForGrants(const PreflightFacts &facts)
{
    return u"Run on %1, its replicas receive it:\n"_s.arg(facts.primary.name.isEmpty() ? u"the primary"_s
                                                                                       : facts.primary.name);
}

} // namespace

CheckDraft::CheckDraft(const QString &id, const QString &title, const PreflightNode &node,
                       const QString &query)
    : m_node(node), m_query(query)
{
    m_check.id = id;
    m_check.title = title;
    m_check.node = node.name;
    if (!query.isEmpty())
        m_check.query = catalogQuery(query, std::max(node.facts.serverVersion, oldestServer)).sql;
}

ReadinessCheck CheckDraft::told(State state, const QString &measured, const QString &remedy) const
{
    auto check = m_check;
    check.state = state;
    check.measured = measured;
    check.remedy = remedy;
    return check;
}

ReadinessCheck CheckDraft::ok(const QString &measured) const
{
    return told(State::Ok, measured, {});
}

ReadinessCheck CheckDraft::warning(const QString &measured, const QString &remedy) const
{
    return told(State::Warning, measured, remedy);
}

ReadinessCheck CheckDraft::blocking(const QString &measured, const QString &remedy) const
{
    return told(State::Blocking, measured, remedy);
}

ReadinessCheck CheckDraft::unknown(const QString &measured, const QString &remedy) const
{
    return told(State::Unknown, measured, remedy);
}

ReadinessCheck CheckDraft::unread(const PreflightFacts &facts, const QString &query) const
{
    if (m_node.error)
        return unknown(u"%1 did not answer"_s.arg(m_node.name), m_node.error->hint);
    const auto id = query.isEmpty() ? m_query : query;
    const auto failure = m_node.failures.find(id);
    if (failure == m_node.failures.end()) {
        if (m_node.facts.canMonitor == false)
            return unknown(u"%1 may not see this on %2"_s.arg(m_node.facts.user, m_node.name),
                           monitorGrant(facts, m_node));
        return unknown(u"%1 has not said"_s.arg(m_node.name), {});
    }
    if (failure->second.kind != ErrorKind::PermissionDenied)
        return unknown(failure->second.message, failure->second.hint);
    return unknown(u"%1 may not see this on %2"_s.arg(m_node.facts.user, m_node.name),
                   placeForGrants(facts) + grantFor(id, quotedIdentifier(m_node.facts.user)));
}

QString monitorGrant(const PreflightFacts &facts, const PreflightNode &node)
{
    return placeForGrants(facts) + grantFor({}, quotedIdentifier(node.facts.user));
}

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, bytes < 10 * 1024 * 1024 ? 1 : 0,
                                          QLocale::DataSizeTraditionalFormat);
}

QString ageText(std::optional<double> seconds)
{
    if (!seconds)
        return u"unknown"_s;
    if (*seconds < 120)
        return u"%1 s"_s.arg(std::llround(*seconds));
    return *seconds < 7200 ? u"%1 min"_s.arg(std::llround(*seconds / 60))
                           : u"%1 h"_s.arg(std::llround(*seconds / 3600));
}

QString alterSystem(const QString &name, const QString &value, bool needsRestart)
{
    return u"ALTER SYSTEM SET %1 = %2;\n%3"_s.arg(
        name, quotedLiteral(value),
        needsRestart ? u"-- takes effect when the server is restarted"_s : u"SELECT pg_reload_conf();"_s);
}

} // namespace seawall::db
