// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/steptext.h"

#include "models/checklist/metricfigure.h"
#include "models/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;
using models::Expectation;
using models::StepSpec;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("StepText", text);
}

QString expectationOf(const Expectation &expectation)
{
    switch (expectation.kind) {
    case Expectation::Kind::None:
        return tr("expects no error");
    case Expectation::Kind::Value:
        return tr("expects “%1”").arg(expectation.text);
    case Expectation::Kind::Rows:
        return expectation.text == u"some" ? tr("expects at least one row")
                                           : tr("expects %1 rows").arg(expectation.text);
    case Expectation::Kind::Matches:
        return tr("expects a match of /%1/").arg(expectation.text);
    case Expectation::Kind::AsOnPrimary:
        return tr("expects the same as on the primary");
    }
    return {};
}

QString nameOf(const QString &target)
{
    return target == u"*" ? tr("every node") : target;
}

QString sqlTargets(const StepSpec &spec)
{
    QStringList targets;
    for (const auto &part : spec.sql)
        if (!part.target.isEmpty() && !targets.contains(nameOf(part.target)))
            targets << nameOf(part.target);
    if (targets.isEmpty() && !spec.target.isEmpty())
        targets << nameOf(spec.target);
    return targets.isEmpty() ? tr("the primary") : targets.join(tr(" and "));
}

/// Whether all that runs was taken from this block, so that to show it as well would tell nothing.
bool isMadeOf(const QString &block, const StepSpec &spec)
{
    return spec.kind == StepSpec::Kind::Sql && !spec.sql.empty() &&
           std::ranges::all_of(spec.sql,
                               [&](const auto &part) { return block.contains(part.sql.trimmed()); });
}

QString describeMigration(const models::MigrationRule &rule)
{
    QStringList parts;
    if (!rule.rollbackTo.isEmpty())
        parts << tr("roll back to %1").arg(rule.rollbackTo);
    if (rule.applyAll)
        parts << tr("apply all");
    return parts.isEmpty() ? tr("nothing given yet") : parts.join(tr(", then "));
}

} // namespace

QString crumbsOf(const models::Checklist &checklist, int node)
{
    QStringList titles;
    for (int at = checklist.nodes[size_t(node)].parent; at >= 0; at = checklist.nodes[size_t(at)].parent)
        titles.prepend(models::shortTitle(checklist.nodes[size_t(at)].title));
    if (titles.size() > 1 && models::shortTitle(checklist.nodes.front().title) == titles.front())
        titles.removeFirst(); // the document's own title says nothing here
    return titles.join(u"  ›  "_s);
}

QString describe(const StepSpec &spec, const QString &folder)
{
    switch (spec.kind) {
    case StepSpec::Kind::Manual:
        return tr("by hand: look, and say what you saw");
    case StepSpec::Kind::Sql:
        return tr("SQL on %1, %2").arg(sqlTargets(spec), expectationOf(spec.expectation));
    case StepSpec::Kind::Command:
        return tr("command in %1, at most %2").arg(folder, format::seconds(spec.timeLimitSeconds));
    case StepSpec::Kind::Http: {
        const auto within = spec.http.withinSeconds
                                ? tr(" within %1").arg(format::seconds(spec.http.withinSeconds))
                                : QString();
        return spec.http.url.isEmpty()
                   ? tr("HTTP: the address is still to be given")
                   : tr("HTTP %1 answers %2%3").arg(spec.http.url, QString::number(spec.http.status), within);
    }
    case StepSpec::Kind::Metric:
        return tr("live figure: %1, held for %2")
            .arg(models::describe(spec.metric), format::seconds(spec.metric.holdSeconds));
    case StepSpec::Kind::Migration:
        return tr("migration: %1").arg(describeMigration(spec.migration));
    case StepSpec::Kind::Flag:
        return tr("flag %1 is %2").arg(spec.flag, spec.flagValue);
    case StepSpec::Kind::FailoverCheck:
        return tr("failover check: %1").arg(spec.drill);
    case StepSpec::Kind::File:
        return spec.file.contains.isEmpty()
                   ? tr("file %1 is there").arg(spec.file.path)
                   : tr("file %1 holds %2").arg(spec.file.path, spec.file.contains.join(u", "_s));
    }
    return {};
}

std::vector<ShownBlock> blocksOf(const models::ChecklistNode &node, const StepSpec &spec)
{
    std::vector<ShownBlock> blocks;
    QString runs;
    if (spec.kind == StepSpec::Kind::Sql) {
        for (const auto &part : spec.sql) {
            const auto target = part.target.isEmpty() ? spec.target : part.target;
            blocks.push_back({tr("Runs on %1").arg(target.isEmpty() ? tr("the primary") : nameOf(target)),
                              u"sql"_s, part.sql});
            runs += part.sql + u'\n';
        }
    } else if (spec.kind == StepSpec::Kind::Command) {
        blocks.push_back({tr("Runs as a command"), u"bash"_s, spec.command});
        runs = spec.command;
    }
    for (const auto &block : node.blocks) {
        const auto text = block.text.trimmed();
        const bool isShown = !text.isEmpty() && runs.contains(text);
        if (isShown || (block.language == u"sql" && isMadeOf(text, spec)))
            continue;
        blocks.push_back({tr("In the file, line %1%2")
                              .arg(block.line)
                              .arg(block.language.isEmpty() ? QString() : u", "_s + block.language),
                          block.language, block.text});
    }
    return blocks;
}

} // namespace seawall::ui
