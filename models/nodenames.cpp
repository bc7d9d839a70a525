// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nodenames.h"

#include "db/statefile.h"

#include <QLockFile>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 2000; // ms, for another console that writes at this moment

QJsonObject kept(const QString &path)
{
    return db::readStateFile(path).value_or(QJsonObject());
}

void keep(const QString &path, const QJsonObject &names)
{
    static_cast<void>(db::writeStateFile(path, names));
}

} // namespace

QString renamedSince(const QString &file, const std::vector<db::NodeConfig> &nodes)
{
    const auto before = kept(file);
    QJsonObject now;
    QStringList moved;
    for (const auto &node : nodes) {
        const auto address = node.endpoint.address();
        now[node.endpoint.name] = address;
        const auto old = before[node.endpoint.name].toString(address);
        if (old != address)
            moved << u"%1 is %2 (before: %3)"_s.arg(node.endpoint.name, address, old);
    }
    if (now != before)
        keep(file, now);
    return moved.isEmpty()
               ? QString()
               : u"Names stand for other servers from here on: %1. Curves before are those of the "
                 "servers before."_s.arg(moved.join(u", "_s));
}

ClusterChange otherClusterSince(const QString &file, const QString &systemIdentifier, const QString &known)
{
    const auto key = u"system_identifier"_s;
    QLockFile lock(file + u".lock"_s); // of two consoles one is the first
    lock.tryLock(patience);
    auto before = kept(file)[key].toString();
    const bool isKeptByOther = before == systemIdentifier;
    if (isKeptByOther)
        before = known;
    else
        keep(file, {{key, systemIdentifier}});
    if (before.isEmpty() || before == systemIdentifier)
        return {};
    return {u"Another cluster from here on: what is recorded before is of the one before. System "
            "identifier %1, before %2."_s.arg(systemIdentifier, before),
            isKeptByOther};
}

} // namespace seawall::models
