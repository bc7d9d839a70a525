// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/stepcomment.h"

#include "models/checklist/codeuse.h"
#include "models/checklist/commentkeys.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::ErrorKind;

namespace {

using Kind = StepSpec::Kind;

struct Entry {
    QString key, value;
};

std::unexpected<db::Error> wrong(const QString &what)
{
    return db::fail(ErrorKind::InvalidInput, what, u"docs/checklists.md lists what a comment can say."_s);
}

/// `key=value key="with \" spaces" word`, in order.
db::Result<std::vector<Entry>> entriesOf(const QString &text)
{
    static const QRegularExpression entry(
        u"\\G\\s*([A-Za-z][\\w-]*)(?:=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\"]+)))?(?=\\s|$)"_s);
    static const QRegularExpression escape(u"\\\\([\"\\\\])"_s);
    std::vector<Entry> entries;
    qsizetype at = 0;
    while (at < text.size()) {
        const auto match = entry.match(text, at);
        if (!match.hasMatch())
            return wrong(u"the comment cannot be read from '%1' on."_s.arg(text.sliced(at).trimmed()));
        auto value = match.hasCaptured(3) ? match.captured(3) : match.captured(2);
        if (!match.hasCaptured(3))
            value.replace(escape, u"\\1"_s);
        entries.push_back({match.captured(1).toLower(), value});
        at = match.capturedEnd();
        while (at < text.size() && text.at(at).isSpace())
            ++at;
    }
    return entries;
}

/// What the step itself gives for a kind that was not inferred.
StepSpec started(Kind kind, const ChecklistNode &node, const TargetHints &hints)
{
    StepSpec spec = node.spec.kind == kind ? node.spec : StepSpec();
    spec.kind = kind;
    for (const auto &block : node.blocks) {
        if (node.spec.kind == kind)
            break;
        const auto use = useOf(block);
        if (kind == Kind::Sql && (use == BlockUse::Sql || block.language.isEmpty())) {
            const auto parts = sqlParts(block, hints, u"primary"_s);
            spec.sql.insert(spec.sql.end(), parts.begin(), parts.end());
        } else if (kind == Kind::Command &&
                   (use == BlockUse::Shell || use == BlockUse::Settings || block.language.isEmpty())) {
            spec.command += (spec.command.isEmpty() ? u""_s : u"\n"_s) + shellCommands(block);
        }
    }
    return spec;
}

/// What a step of its kind cannot do without. Empty: it is all there.
QString missing(const StepSpec &spec)
{
    switch (spec.kind) {
    case Kind::Sql:
        return spec.sql.empty() ? u"an sql step needs a block of SQL or sql=\"…\""_s : QString();
    case Kind::Command:
        return spec.command.isEmpty() ? u"a command step needs a block of commands or command=\"…\""_s
                                      : QString();
    case Kind::Migration:
        return spec.migration.rollbackTo.isEmpty() && !spec.migration.applyAll
                   ? u"a migration step needs rollback-to=VERSION or apply-all"_s
                   : QString();
    case Kind::Flag:
        return spec.flag.isEmpty() ? u"a flag step needs name=FLAG"_s : QString();
    case Kind::FailoverCheck:
        return spec.drill.isEmpty() ? u"a failover check needs drill=NAME"_s : QString();
    case Kind::File:
        return spec.file.path.isEmpty() ? u"a file step needs path=FILE"_s : QString();
    default:
        return {};
    }
}

} // namespace

db::Result<StepSpec> specFromComment(const QString &comment, const ChecklistNode &node,
                                     const TargetHints &hints)
{
    const auto entries = entriesOf(comment);
    if (!entries)
        return std::unexpected(entries.error());
    if (entries->empty())
        return wrong(u"the comment does not say what kind of step it is."_s);
    const auto word = entries->front().key;
    const auto kind = stepKindFrom(word);
    if (!kind || !entries->front().value.isEmpty())
        return wrong(u"'%1' is no kind of step."_s.arg(word));

    auto spec = started(*kind, node, hints);
    spec.source = StepSpec::Source::Comment;
    spec.why = u"A comment behind the step says so."_s;
    const auto keys = commentKeysOf(*kind);
    bool hasFigure = node.spec.kind == *kind, hasLimit = hasFigure, hasContents = false;
    for (size_t at = 1; at < entries->size(); ++at) {
        const auto &[key, value] = entries->at(at);
        const auto setter = std::ranges::find(keys, key, &CommentKey::name);
        if (setter == keys.end())
            return wrong(u"a step of the kind '%1' has no '%2'."_s.arg(toString(*kind), key));
        if (key == "contains"_L1 && !std::exchange(hasContents, true))
            spec.file.contains.clear();
        if (!setter->set(spec, value))
            return wrong(u"'%1' is no value for '%2'."_s.arg(value, key));
        hasFigure = hasFigure || key == "figure"_L1;
        hasLimit = hasLimit ||
                   (key != "figure"_L1 && key != "for"_L1 && key != "on"_L1 && key != "limit"_L1) ||
                   value == "streaming"_L1 || value == "connect"_L1;
    }
    for (const auto &[key, value] : *entries) {
        if (key == "on"_L1) // in whatever order they stand
            std::ranges::find(keys, key, &CommentKey::name)->set(spec, value);
    }
    if (*kind == Kind::Metric && (!hasFigure || !hasLimit))
        return wrong(u"a metric step needs figure=… and a limit such as below=1s."_s);
    if (*kind == Kind::Sql && spec.target.isEmpty() && !spec.sql.empty())
        spec.target = spec.sql.front().target;
    if (const auto what = missing(spec); !what.isEmpty())
        return wrong(what + u'.');
    return spec;
}

} // namespace seawall::models
