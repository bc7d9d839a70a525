// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/endpoint.h"

#include "db/pghandle.h"

#include <QRegularExpression>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QString defaultFor(const QString &keyword)
{
    const PgOptionsHandle options(PQconndefaults());
    for (const auto *option = options.get(); option && option->keyword; ++option)
        if (keyword == QLatin1String(option->keyword))
            return QString::fromUtf8(option->val);
    return {};
}

bool isConnectionString(const QString &text)
{
    return text.contains(u'=') || text.contains(u"://"_s);
}

Result<void> checkPorts(const QString &name, const QString &ports)
{
    for (const auto &port : ports.split(u',')) {
        bool isNumber = false;
        const int value = port.toInt(&isNumber);
        if (!isNumber || value < 1 || value > 65535)
            return fail(ErrorKind::InvalidInput, u"'%1' is not a port for %2."_s.arg(port, name),
                        u"Give a number from 1 to 65535; PostgreSQL's own is 5432."_s);
    }
    return {};
}

} // namespace

Result<Endpoint> Endpoint::parse(const QString &name, const QString &connectionString)
{
    const auto text = connectionString.trimmed();
    if (text.isEmpty())
        return fail(ErrorKind::InvalidInput, u"The connection of %1 is empty."_s.arg(name),
                    u"Give a URI such as postgresql://user@host:5432/database."_s);
    Endpoint endpoint;
    endpoint.name = name;
    if (!isConnectionString(text)) {
        endpoint.parameters[u"service"_s] = text;
        return endpoint;
    }
    char *error = nullptr;
    const PgOptionsHandle options(PQconninfoParse(text.toUtf8().constData(), &error));
    const std::unique_ptr<char, PgDeleter<PQfreemem>> ownedError(error);
    if (!options) // libpq's words can quote what it could not read, a password among it
        return fail(ErrorKind::InvalidInput, u"The connection string of %1 cannot be read."_s.arg(name),
                    u"Give a URI such as postgresql://user@host:5432/database, or host=… port=… dbname=…; "
                    "special characters in a URI are written %XX."_s);
    for (const auto *option = options.get(); option->keyword; ++option) {
        if (!option->val)
            continue;
        const auto value = QString::fromUtf8(option->val);
        if (qstrcmp(option->keyword, "password") == 0)
            endpoint.password = Secret(value);
        else
            endpoint.parameters[QString::fromLatin1(option->keyword)] = value;
    }
    if (const auto port = endpoint.parameters.find(u"port"_s); port != endpoint.parameters.end())
        if (const auto checked = checkPorts(name, port->second); !checked)
            return std::unexpected(checked.error());
    return endpoint;
}

QString Endpoint::parameter(const QString &keyword) const
{
    const auto found = parameters.find(keyword);
    return found != parameters.end() ? found->second : defaultFor(keyword);
}

QString Endpoint::host() const
{
    auto host = parameter(u"host"_s);
    if (!host.isEmpty())
        return host;
    const auto address = parameter(u"hostaddr"_s);
    return address.isEmpty() ? u"Unix socket"_s : address;
}

int Endpoint::port() const
{
    const int port = parameter(u"port"_s).section(u',', 0, 0).toInt();
    return port > 0 ? port : 5432;
}

QString Endpoint::address() const
{
    if (const auto service = parameters.find(u"service"_s);
        service != parameters.end() && !parameters.contains(u"host"_s))
        return u"service "_s + service->second;
    const auto node = host();
    return node.contains(u':') ? u"[%1]:%2"_s.arg(node).arg(port()) : u"%1:%2"_s.arg(node).arg(port());
}

QString Endpoint::describe() const
{
    const auto user = parameter(u"user"_s);
    const auto database = parameter(u"dbname"_s);
    return (user.isEmpty() ? QString() : user + u'@') + address() + u'/' +
           (database.isEmpty() ? user : database);
}

QString redacted(QString text)
{
    static const QRegularExpression uri(uR"((://[^\s/:@]*:)[^\s@/]*(?=@))"_s);
    static const QRegularExpression assignment(
        uR"re((\w*(?:password|passwd|secret|token)\w*["']?\s*[=:]\s*)('(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|[^\s&;,]+))re"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression clause(uR"re((\bpassword\s+)('(?:[^']|'')*'))re"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    text.replace(uri, u"\\1***"_s);
    text.replace(assignment, u"\\1***"_s);
    text.replace(clause, u"\\1***"_s);
    return text;
}

} // namespace seawall::db
