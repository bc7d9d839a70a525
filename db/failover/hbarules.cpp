// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/hbarules.h"

#include <QByteArray>

#include <algorithm>

#include <arpa/inet.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

enum class Fit { No, Yes, Perhaps };

Fit both(Fit one, Fit other)
{
    if (one == Fit::No || other == Fit::No)
        return Fit::No;
    return one == Fit::Yes && other == Fit::Yes ? Fit::Yes : Fit::Perhaps;
}

/// 4 or 16 bytes; empty where it is no IP address.
QByteArray addressBytes(const QString &text)
{
    const auto latin = text.toLatin1();
    QByteArray bytes(16, '\0');
    if (inet_pton(AF_INET6, latin.constData(), bytes.data()) == 1)
        return bytes;
    bytes.resize(4);
    return inet_pton(AF_INET, latin.constData(), bytes.data()) == 1 ? bytes : QByteArray();
}

Fit addressFits(const HbaRule &rule, const QString &address)
{
    if (rule.address == u"all")
        return Fit::Yes;
    const auto network = addressBytes(rule.address);
    if (network.isEmpty()) // a host name, 'samehost' or 'samenet'
        return rule.address.isEmpty() ? Fit::No : Fit::Perhaps;
    const auto wanted = addressBytes(address);
    auto mask = addressBytes(rule.netmask);
    if (mask.isEmpty())
        mask = QByteArray(network.size(), '\xff');
    if (wanted.size() != network.size() || mask.size() != network.size())
        return Fit::No;
    for (qsizetype i = 0; i < network.size(); ++i)
        if ((wanted[i] & mask[i]) != (network[i] & mask[i]))
            return Fit::No;
    return Fit::Yes;
}

Fit userFits(const HbaRule &rule, const QString &user)
{
    if (rule.users.contains(u"all"_s) || rule.users.contains(user))
        return Fit::Yes;
    const bool isOpen = std::ranges::any_of(rule.users, [](const QString &name) {
        return name.startsWith(u'+') || name.startsWith(u'/'); // members of a role, a pattern
    });
    return isOpen ? Fit::Perhaps : Fit::No;
}

Fit typeFits(const HbaRule &rule, bool tls)
{
    if (rule.type == u"host" || rule.type == u"hostnossl" || rule.type == u"hostnogssenc")
        return Fit::Yes;
    return rule.type == u"hostssl" && tls ? Fit::Yes : Fit::No;
}

Fit fits(const HbaRule &rule, const QString &user, const QString &address, bool tls)
{
    if (!rule.error.isEmpty() || !rule.databases.contains(u"replication"_s)) // 'all' is not replication
        return Fit::No;
    return both(typeFits(rule, tls), both(userFits(rule, user), addressFits(rule, address)));
}

} // namespace

QString HbaRule::toString() const
{
    QStringList words{type, databases.join(u','), users.join(u','),
                      netmask.isEmpty() ? address : address + u'/' + netmask, method};
    words.removeAll(QString());
    return u"line %1: %2"_s.arg(line).arg(words.join(u' '));
}

HbaAnswer replicationAnswer(const std::vector<HbaRule> &rules, const QString &user, const QString &address,
                            bool tls)
{
    for (const auto &rule : rules) {
        const auto fit = fits(rule, user, address, tls);
        if (fit == Fit::No)
            continue;
        if (fit == Fit::Perhaps)
            return {HbaAnswer::Kind::Undecided, rule};
        const auto kind = rule.method == u"reject" ? HbaAnswer::Kind::Rejected : HbaAnswer::Kind::Admitted;
        return {kind, rule};
    }
    return {HbaAnswer::Kind::NoRule, {}};
}

} // namespace seawall::db
