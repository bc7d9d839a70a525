// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/plainsession.h"

#include "db/exchange.h"
#include "db/pghandle.h"

#include <QByteArrayList>
#include <QStringList>

namespace seawall::db {

using namespace Qt::StringLiterals;

struct PlainSession::Private {
    std::vector<Endpoint> nodes;
    std::map<QByteArray, QByteArray> keywords;
    QString address;
    Wakeup wakeup;
    PgConnHandle handle;
};

PlainSession::PlainSession(std::vector<Endpoint> nodes, Target target) : d(std::make_unique<Private>())
{
    QStringList hosts, addresses, ports;
    for (const auto &node : nodes) {
        hosts << node.host();
        addresses << node.parameter(u"hostaddr"_s);
        ports << QString::number(node.port());
    }
    for (const auto &[keyword, value] : nodes.front().parameters)
        d->keywords[keyword.toUtf8()] = value.toUtf8();
    d->keywords["host"] = hosts.join(u',').toUtf8();
    d->keywords["hostaddr"] = addresses.join(u',').toUtf8();
    if (addresses.join(QString()).isEmpty())
        d->keywords.erase("hostaddr");
    d->keywords["port"] = ports.join(u',').toUtf8();
    d->keywords["target_session_attrs"] = target == Target::ReadWrite ? "read-write" : "prefer-standby";
    d->keywords["connect_timeout"] = "2";
    d->keywords["application_name"] = "seawall drill";
    if (!nodes.front().password.isEmpty())
        d->keywords["password"] = nodes.front().password.reveal().toUtf8();
    d->address = u"any host"_s;
    d->nodes = std::move(nodes);
}

PlainSession::~PlainSession() = default;

Result<void> PlainSession::open()
{
    std::vector<const char *> names, values;
    for (const auto &[name, value] : d->keywords) {
        names.push_back(name.constData());
        values.push_back(value.constData());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    d->handle.reset(PQconnectdbParams(names.data(), values.data(), 0));
    if (PQstatus(d->handle.get()) == CONNECTION_OK) {
        PQsetNoticeProcessor(d->handle.get(), [](void *, const char *) {}, nullptr);
        PQsetnonblocking(d->handle.get(), 1);
        return {};
    }
    const auto words = QString::fromUtf8(PQerrorMessage(d->handle.get())).trimmed().section(u'\n', -1, -1);
    d->handle.reset();
    return fail(ErrorKind::NoNode, u"libpq reaches no host that fits: %1"_s.arg(words));
}

/// libpq says which of its hosts it is connected to by name and port.
QString PlainSession::nodeInUse() const
{
    auto host = QString::fromUtf8(PQhost(d->handle.get()));
    const int port = QByteArray(PQport(d->handle.get())).toInt();
    for (const auto &node : d->nodes) {
        if (node.port() == port && node.host() == host)
            return node.name;
    }
    return host;
}

Result<QString> PlainSession::run(const QString &sql, const QStringList &parameters, Deadline deadline,
                                  const std::stop_token &stop)
{
    if (!d->handle) {
        if (const auto opened = open(); !opened)
            return std::unexpected(opened.error());
        deadline = Deadline::at(std::max(deadline.when(), Deadline::in(std::chrono::seconds(1)).when()));
    }
    QByteArrayList texts;
    std::vector<const char *> values;
    for (const auto &parameter : parameters)
        texts << parameter.toUtf8();
    for (const auto &text : texts)
        values.push_back(text.constData());
    const int sent = PQsendQueryParams(d->handle.get(), sql.toUtf8().constData(), int(values.size()), nullptr,
                                       values.data(), nullptr, nullptr, 0);
    if (sent == 0) {
        d->handle.reset();
        return fail(ErrorKind::ConnectionLost, u"The connection was lost."_s);
    }
    const auto rows = Exchange(d->handle.get(), d->wakeup, d->address).finish(deadline, stop);
    if (!rows) {
        d->handle.reset();
        return std::unexpected(rows.error());
    }
    return nodeInUse();
}

} // namespace seawall::db
