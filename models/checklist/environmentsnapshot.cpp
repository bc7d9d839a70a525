// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/environmentsnapshot.h"

#include "db/connection.h"
#include "db/sqlcatalog.h"
#include "models/envfile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QRegularExpression>

#include <array>
#include <thread>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 256 * 1024; // of a file that is kept with it

struct Section {
    const char *name, *query;
};
constexpr std::array sections{
    Section{"server", "environment_server"},         Section{"settings", "environment_settings"},
    Section{"pg_hba rules", "environment_hba"},      Section{"roles", "environment_roles"},
    Section{"extensions", "environment_extensions"}, Section{"databases", "environment_databases"},
    Section{"slots", "environment_slots"},           Section{"replication", "environment_replication"}};

bool isSecretKey(const QString &key)
{
    static const QRegularExpression words(u"PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|PRIVATE|API_?KEY"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return words.match(key).hasMatch();
}

QJsonObject withError(const QString &words)
{
    return {{u"error"_s, words}};
}

QJsonObject environmentOf(const QString &path)
{
    if (path.isEmpty())
        return {};
    const auto file = EnvFile::load(path);
    if (!file)
        return withError(file.error().message);
    QJsonObject keys;
    for (const auto &entry : file->entries())
        keys[entry.key] = isSecretKey(entry.key) ? u"***"_s : db::redacted(entry.value);
    return keys;
}

QJsonObject fileFacts(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.isSequential())
        return withError(u"It cannot be read: %1"_s.arg(file.errorString()));
    const auto bytes = file.read(mostBytes + 1);
    if (bytes.size() > mostBytes)
        return withError(u"It is larger than 256 kB, and was left out."_s);
    return {{u"sha256"_s,
             QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex())},
            {u"text"_s, db::redacted(QString::fromUtf8(bytes))}};
}

QJsonObject sectionOf(db::Connection &connection, const char *query, db::Deadline deadline,
                      const std::stop_token &stop)
{
    const auto sql = db::catalogQuery(QLatin1StringView(query), connection.serverVersion()).sql;
    const auto rows = connection.execute(sql, {}, deadline, stop);
    if (!rows)
        return withError(rows.error().message);
    QJsonObject facts;
    for (int row = 0; row < rows->count(); ++row)
        facts[rows->text(row, 0)] = db::redacted(rows->text(row, 1));
    return facts;
}

QJsonObject nodeFacts(const db::Endpoint &endpoint, db::Deadline deadline, const std::stop_token &stop)
{
    QJsonObject facts{{u"connection"_s, QJsonObject{{u"address"_s, endpoint.describe()}}}};
    auto connection = db::Connection::open(endpoint, {}, deadline, stop);
    if (!connection) {
        facts[u"server"] = withError(connection.error().message);
        return facts;
    }
    for (const auto &section : sections)
        facts[QLatin1StringView(section.name)] = sectionOf(*connection, section.query, deadline, stop);
    return facts;
}

} // namespace

EnvironmentSnapshot takeEnvironmentSnapshot(const ClusterProfile &profile, const QStringList &files,
                                            std::chrono::milliseconds patience, std::stop_token stop)
{
    const auto deadline = db::Deadline::in(patience);
    std::vector<QJsonObject> answers(profile.monitor.nodes.size());
    {
        std::vector<std::jthread> askers; // a node that is silent does not hold up the others
        for (size_t i = 0; i < answers.size(); ++i)
            askers.emplace_back(
                [&, i] { answers[i] = nodeFacts(profile.monitor.nodes[i].endpoint, deadline, stop); });
    }
    QJsonObject nodes;
    for (size_t i = 0; i < answers.size(); ++i)
        nodes[profile.monitor.nodes[i].endpoint.name] = answers[i];
    QJsonObject attached;
    for (const auto &path : files)
        attached[path] = fileFacts(path);
    EnvironmentSnapshot snapshot;
    snapshot.takenMs = QDateTime::currentMSecsSinceEpoch();
    snapshot.facts = {{u"cluster"_s, profile.name},
                      {u"environment"_s, environmentOf(profile.envFile)},
                      {u"files"_s, attached},
                      {u"nodes"_s, nodes}};
    return snapshot;
}

} // namespace seawall::models
