// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/environmentsnapshot.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <map>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

/// The facts once more, for programs: what a person reads above is not read again.
const auto factsFence = u"```json seawall-environment"_s;

QString escaped(QString text)
{
    return text.replace(u'|', u"\\|"_s).replace(u'\n', u' ');
}

void addTable(const QJsonObject &facts, QStringList &lines)
{
    if (facts.contains(u"error")) {
        lines << u"Not known: %1"_s.arg(facts[u"error"].toString()) << QString();
        return;
    }
    if (facts.isEmpty()) {
        lines << u"None."_s << QString();
        return;
    }
    lines << u"| | |"_s << u"| --- | --- |"_s;
    for (auto fact = facts.begin(); fact != facts.end(); ++fact)
        lines << u"| %1 | %2 |"_s.arg(escaped(fact.key()), escaped(fact.value().toString()));
    lines << QString();
}

void addFiles(const QJsonObject &files, QStringList &lines)
{
    for (auto file = files.begin(); file != files.end(); ++file) {
        const auto facts = file.value().toObject();
        lines << u"## File %1"_s.arg(file.key()) << QString();
        if (facts.contains(u"error")) {
            lines << facts[u"error"].toString() << QString();
            continue;
        }
        lines << u"SHA-256 %1"_s.arg(facts[u"sha256"].toString()) << QString();
        for (const auto &line : facts[u"text"].toString().split(u'\n'))
            lines << u"    "_s + line; // no fence: the file may hold one
        lines << QString();
    }
}

/// 'primary · settings · work_mem' → value, for all that can be compared.
std::map<QString, QString> flattened(const QJsonObject &object, const QString &path = {})
{
    std::map<QString, QString> flat;
    for (auto item = object.begin(); item != object.end(); ++item) {
        const auto name = path.isEmpty() ? item.key() : u"%1 · %2"_s.arg(path, item.key().trimmed());
        if (item.value().isObject())
            flat.merge(flattened(item.value().toObject(), name));
        else
            flat[name] = item.value().toString();
    }
    return flat;
}

QStringList differing(const std::map<QString, QString> &before, const std::map<QString, QString> &after)
{
    QStringList lines;
    for (const auto &[name, value] : before) {
        const auto other = after.find(name);
        if (other == after.end())
            lines << u"%1: %2 → (not there)"_s.arg(name, value);
        else if (other->second != value)
            lines << u"%1: %2 → %3"_s.arg(name, value, other->second);
    }
    for (const auto &[name, value] : after) {
        if (!before.contains(name))
            lines << u"%1: (not there) → %2"_s.arg(name, value);
    }
    lines.sort();
    return lines;
}

} // namespace

QString toMarkdown(const EnvironmentSnapshot &snapshot)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(snapshot.takenMs, Qt::UTC).toString(Qt::ISODateWithMs);
    QStringList lines{u"# The environment of %1"_s.arg(snapshot.facts[u"cluster"].toString()),
                      {},
                      u"As it was at %1. Secrets are masked."_s.arg(time),
                      {}};
    lines << u"## The .env file"_s << QString();
    addTable(snapshot.facts[u"environment"].toObject(), lines);
    const auto nodes = snapshot.facts[u"nodes"].toObject();
    for (auto node = nodes.begin(); node != nodes.end(); ++node) {
        lines << u"## Node %1"_s.arg(node.key()) << QString();
        const auto sections = node.value().toObject();
        for (auto section = sections.begin(); section != sections.end(); ++section) {
            lines << u"### %1"_s.arg(section.key()) << QString();
            addTable(section.value().toObject(), lines);
        }
    }
    addFiles(snapshot.facts[u"files"].toObject(), lines);
    auto facts = snapshot.facts;
    facts[u"taken"] = time;
    lines << u"## For programs"_s << QString() << factsFence
          << QString::fromUtf8(QJsonDocument(facts).toJson()).trimmed() << u"```"_s << QString();
    return lines.join(u'\n');
}

db::Result<void> writeEnvironmentSnapshot(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(text) != text.size() || !file.commit())
        return db::fail(db::ErrorKind::FileAccess,
                        u"'%1' cannot be written: %2"_s.arg(path, file.errorString()));
    return {};
}

db::Result<EnvironmentSnapshot> readEnvironmentSnapshot(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return db::fail(db::ErrorKind::FileAccess,
                        u"'%1' cannot be read: %2"_s.arg(path, file.errorString()));
    const auto text = QString::fromUtf8(file.readAll());
    const auto begin = text.lastIndexOf(factsFence);
    const auto end = begin < 0 ? -1 : text.indexOf(u"\n```"_s, begin);
    const auto facts =
        end < 0 ? QJsonDocument()
                : QJsonDocument::fromJson(
                      text.mid(begin + factsFence.size(), end - begin - factsFence.size()).toUtf8());
    if (!facts.isObject())
        return db::fail(db::ErrorKind::InvalidInput, u"'%1' is no snapshot of an environment."_s.arg(path),
                        u"'seawallctl snapshot take' writes one."_s);
    EnvironmentSnapshot snapshot;
    snapshot.facts = facts.object();
    snapshot.takenMs = QDateTime::fromString(snapshot.facts.take(u"taken").toString(), Qt::ISODateWithMs)
                           .toMSecsSinceEpoch();
    return snapshot;
}

QStringList difference(const EnvironmentSnapshot &before, const EnvironmentSnapshot &after)
{
    const auto comparable = [](const EnvironmentSnapshot &snapshot) {
        auto flat = flattened(snapshot.facts[u"nodes"].toObject());
        flat.merge(flattened(snapshot.facts[u"environment"].toObject(), u".env"_s));
        flat.merge(flattened(snapshot.facts[u"files"].toObject(), u"file"_s));
        return flat;
    };
    return differing(comparable(before), comparable(after));
}

QStringList difference(const EnvironmentSnapshot &snapshot, const QString &node, const QString &other)
{
    const auto nodes = snapshot.facts[u"nodes"].toObject();
    return differing(flattened(nodes[node].toObject()), flattened(nodes[other].toObject()));
}

} // namespace seawall::models
