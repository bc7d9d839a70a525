// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/alertstore.h"

#include "db/statefile.h"
#include "models/jsonlines.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace seawall::models::alertstore {

using namespace Qt::StringLiterals;

namespace {

QString rulesFile(const QString &directory)
{
    return directory + u"/rules.json"_s;
}

QString logFile(const QString &directory)
{
    return directory + u"/alerts.jsonl"_s;
}

db::Result<std::optional<std::vector<AlertRule>>> readRules(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly))
        return db::fail(db::ErrorKind::FileAccess,
                        u"The alert rules in '%1' cannot be read: %2."_s.arg(path, file.errorString()));
    const auto document = QJsonDocument::fromJson(file.readAll());
    if (!document.isArray())
        return db::fail(db::ErrorKind::InvalidInput,
                        u"The alert rules in '%1' are not a JSON array; the usual rules apply."_s.arg(path),
                        u"Correct or remove the file."_s);
    std::vector<AlertRule> rules;
    for (const auto &value : document.array()) {
        if (auto rule = ruleFromJson(value.toObject()))
            rules.push_back(*rule);
    }
    return rules;
}

bool isSame(const Alert &one, const Alert &other)
{
    return one.rule.kind == other.rule.kind && one.rule.severity == other.rule.severity &&
           one.node == other.node && one.subject == other.subject && one.raisedMs == other.raisedMs;
}

} // namespace

db::Result<Content> read(const QString &directory)
{
    auto rules = readRules(rulesFile(directory));
    if (!rules)
        return std::unexpected(rules.error());
    // Up to three lines an alert: raised, acknowledged, cleared. The last one tells.
    const auto lines = jsonlines::readLast(logFile(directory), 3 * mostAlerts);
    if (!lines)
        return std::unexpected(lines.error());
    Content content{std::move(*rules), {}};
    for (const auto &line : *lines) {
        const auto alert = alertFromJson(line);
        if (!alert)
            continue;
        const auto known =
            std::ranges::find_if(content.alerts, [&](const Alert &each) { return isSame(each, *alert); });
        if (known != content.alerts.end())
            *known = *alert;
        else
            content.alerts.push_back(*alert);
    }
    std::ranges::stable_sort(content.alerts, std::ranges::greater(), &Alert::raisedMs);
    if (content.alerts.size() > mostAlerts)
        content.alerts.resize(mostAlerts);
    return content;
}

db::Result<void> writeRules(const QString &directory, const std::vector<AlertRule> &rules)
{
    QJsonArray array;
    for (const auto &rule : rules)
        array.append(toJson(rule));
    const auto path = rulesFile(directory);
    const auto written = db::writeStateFile(path, QJsonDocument(array));
    if (written)
        return written;
    return db::fail(
        db::ErrorKind::FileAccess,
        u"The alert rules cannot be saved in '%1': %2."_s.arg(path, written.error().detail),
        u"They hold until the console ends. Check the rights of the folder and the space on its disk."_s);
}

db::Result<void> appendAlert(const QString &directory, const Alert &alert)
{
    return jsonlines::append(logFile(directory), toJson(alert));
}

} // namespace seawall::models::alertstore
