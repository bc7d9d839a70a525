// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/environmentstep.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

bool says(const QString &title, const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption).match(title).hasMatch();
}

/// 'How each service is started', 'Service startup commands'; not 'Connection strings of every service'.
bool isAboutStarting(const QString &title)
{
    return says(title, u"\\b(?:compose|start-?up|starts?|started|starting)\\b"_s);
}

/// Nodes that could not be asked: name and why.
QStringList silentNodes(const QJsonObject &nodes)
{
    QStringList silent;
    for (auto node = nodes.begin(); node != nodes.end(); ++node) {
        const auto server = node.value().toObject()[u"server"].toObject();
        if (server.contains(u"error"))
            silent << u"%1: %2"_s.arg(node.key(), server[u"error"].toString());
    }
    return silent;
}

void addDifference(QStringList &lines, const QString &caption, const QStringList &difference)
{
    lines << caption;
    if (difference.isEmpty())
        lines << u"  nothing"_s;
    for (const auto &line : difference)
        lines << u"  "_s + line;
}

} // namespace

bool asksForEnvironment(const Checklist &checklist, int node)
{
    static const auto asks =
        u"\\b(?:document|keep|record|write down|note|save|snapshot of)\\b.*\\b(?:configuration|environment)\\b"_s;
    for (int at = node; at >= 0; at = checklist.nodes[size_t(at)].parent) {
        const auto &each = checklist.nodes[size_t(at)];
        if (each.type == ChecklistNode::Type::Heading)
            return false;
        if (says(each.title, asks))
            return true;
    }
    return false;
}

QStringList composeFilesIn(const QString &folder)
{
    const QDir directory(folder);
    QStringList paths;
    for (const auto &name : directory.entryList(
             {u"docker-compose*.yml"_s, u"docker-compose*.yaml"_s, u"compose*.yml"_s, u"compose*.yaml"_s},
             QDir::Files, QDir::Name))
        paths << directory.filePath(name);
    return paths;
}

Evidence environmentEvidence(const ChecklistNode &step, const EnvironmentSnapshot &snapshot,
                             const std::optional<EnvironmentSnapshot> &before)
{
    const auto nodes = snapshot.facts[u"nodes"].toObject();
    const auto files = snapshot.facts[u"files"].toObject();
    const auto silent = silentNodes(nodes);
    Evidence evidence;
    evidence.step = step.identity;
    evidence.startedMs = snapshot.takenMs;
    evidence.finishedMs = QDateTime::currentMSecsSinceEpoch();
    evidence.result = StepState::Passed;
    evidence.summary = u"The environment is kept: %1, with secrets masked."_s.arg(
        QStringList(nodes.keys() + files.keys()).join(u", "_s));
    if (!silent.isEmpty()) {
        evidence.result = StepState::Failed;
        evidence.summary = u"The environment is not kept as a whole. %1"_s.arg(silent.join(u' '));
    } else if (files.isEmpty() && isAboutStarting(step.title)) {
        evidence.result = StepState::Failed;
        evidence.summary = u"The servers are kept, but no compose file was found that says how the services "
                           "start. Choose the folder, or attach what says so and pass the step."_s;
    } else if (files.isEmpty()) {
        evidence.summary += u" No compose file was found, so none is kept with it."_s;
    }
    QStringList lines;
    const auto names = nodes.keys();
    for (qsizetype i = 1; i < names.size(); ++i)
        addDifference(lines, u"What %1 and %2 do not have in common:"_s.arg(names.front(), names[i]),
                      difference(snapshot, names.front(), names[i]));
    if (before)
        addDifference(lines, u"What changed since the one before:"_s, difference(*before, snapshot));
    evidence.output = lines.join(u'\n');
    return evidence;
}

} // namespace seawall::models
