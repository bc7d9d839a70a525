// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/stepinference.h"

#include "models/checklist/blockwords.h"
#include "models/checklist/codeuse.h"
#include "models/checklist/stepcomment.h"
#include "models/checklist/stepwords.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

using Kind = StepSpec::Kind;

constexpr double longTimeLimit = 600; // of commands that fetch, copy or start something

QString commonTarget(const std::vector<SqlPart> &parts)
{
    const bool isOne = std::ranges::all_of(
        parts, [&parts](const SqlPart &part) { return part.target == parts.front().target; });
    return isOne ? parts.front().target : u"*"_s;
}

bool isRecoveryQuestion(const QString &text)
{
    static const QRegularExpression pattern(
        u"\\bselect\\s+(?:pg_catalog\\.)?pg_is_in_recovery\\s*\\(\\s*\\)\\s*;?"_s,
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(text).hasMatch();
}

Expectation expectationOf(const SqlPart &part, const QString &title)
{
    static const QRegularExpression filtered(
        u"^\\s*select\\b(?!\\s*(?:count|sum|max|min|avg|bool_\\w+)\\s*\\().*\\bwhere\\b"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression verifies(u"^(?:verify|check|confirm|ensure|see)\\b"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression none(u"\\b(?:no|not|none|without|gone|never)\\b"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression same(
        u"\\b(?:consisten\\w+|same|identical|match(?:es)?|equal)\\b.*\\bprimary\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (isRecoveryQuestion(part.sql) && (part.target == "replica"_L1 || part.target == "primary"_L1))
        return {Expectation::Kind::Value, part.target == "replica"_L1 ? u"t"_s : u"f"_s};
    if (part.target == "replica"_L1 && same.match(title).hasMatch())
        return {Expectation::Kind::AsOnPrimary, {}};
    if (filtered.match(part.sql).hasMatch() && verifies.match(title).hasMatch())
        return {Expectation::Kind::Rows, none.match(title).hasMatch() ? u"0"_s : u"some"_s};
    return {};
}

/// One walk over the nodes of a checklist.
class Inference final
{
public:
    Inference(const Checklist &checklist, const std::vector<QStringList> &codeSpans)
        : m_checklist(checklist), m_codeSpans(codeSpans), m_hints(checklist.text)
    {}
    StepSpec specOf(size_t index) const;
    const TargetHints &hints() const { return m_hints; }

private:
    std::optional<StepSpec> fromBlocks(const ChecklistNode &node, const StepWords &words) const;
    StepSpec sqlSpec(const ChecklistNode &node, const StepWords &words) const;
    StepSpec commandSpec(const ChecklistNode &node, const StepWords &words) const;
    StepWords wordsOf(size_t index) const;

    const Checklist &m_checklist;
    const std::vector<QStringList> &m_codeSpans;
    TargetHints m_hints;
};

StepWords Inference::wordsOf(size_t index) const
{
    const auto &node = m_checklist.nodes.at(index);
    StepWords words{shortTitle(node.title), node.guidance, m_codeSpans.at(index), {}};
    for (int above = node.parent; above >= 0;
         above = m_checklist.nodes.at(static_cast<size_t>(above)).parent) {
        const auto &parent = m_checklist.nodes.at(static_cast<size_t>(above));
        if (parent.type == ChecklistNode::Type::Heading)
            break;
        if (parent.spec.kind == Kind::File) {
            words.filePath = parent.spec.file.path;
            break;
        }
    }
    return words;
}

StepSpec Inference::sqlSpec(const ChecklistNode &node, const StepWords &words) const
{
    StepSpec spec;
    spec.kind = Kind::Sql;
    const auto titled = m_hints.find(words.title);
    const bool isNamed = !titled.target.isEmpty() && titled.target != "*"_L1;
    const auto fallback = isNamed ? titled.target : u"primary"_s;
    QString said;
    for (const auto &block : node.blocks) {
        if (useOf(block) != BlockUse::Sql)
            continue;
        for (auto &part : sqlParts(block, m_hints, fallback)) {
            if (said.isEmpty() && part.target != fallback)
                said = m_hints.find(block.text).words;
            spec.sql.push_back(std::move(part));
        }
    }
    if (spec.sql.empty()) {
        spec.kind = Kind::Manual;
        spec.why = u"The block holds commands of psql, which only psql can run."_s;
        return spec;
    }
    spec.target = commonTarget(spec.sql);
    const auto inBlock = m_hints.find(node.blocks.front().text);
    spec.why = !inBlock.words.isEmpty()
                   ? u"A block of SQL; its comments say where: '%1'."_s.arg(inBlock.words)
               : isNamed ? u"A block of SQL; the title says where: '%1'."_s.arg(titled.words)
                         : u"A block of SQL; nothing says where, so it runs on the primary."_s;
    if (spec.sql.size() == 1)
        spec.expectation = expectationOf(spec.sql.front(), words.title);
    return spec;
}

StepSpec Inference::commandSpec(const ChecklistNode &node, const StepWords &words) const
{
    static const QRegularExpression slow(
        u"\\b(?:docker|podman|pg_basebackup|pg_upgrade|pg_dump|pg_restore|pg_ctl|apt-get|"
        u"pip|npm|make|rsync|systemctl)\\b"_s);
    static const QRegularExpression comment(u"^\\s*#[^\\n]*$"_s, QRegularExpression::MultilineOption);
    StepSpec spec;
    spec.kind = Kind::Command;
    QStringList commands;
    for (const auto &block : node.blocks) {
        if (useOf(block) == BlockUse::Shell)
            commands << shellCommands(block);
    }
    spec.command = commands.join(u'\n');
    auto bare = spec.command;
    auto found = m_hints.find(bare.remove(comment));
    if (found.target.isEmpty())
        found = m_hints.find(words.title);
    spec.target = found.target;
    spec.why = found.target.isEmpty()
                   ? u"A block of shell commands."_s
                   : u"A block of shell commands; '%1' says which node takes part."_s.arg(found.words);
    if (slow.match(spec.command).hasMatch())
        spec.timeLimitSeconds = longTimeLimit;
    if (isRecoveryQuestion(spec.command) && (spec.target == "replica"_L1 || spec.target == "primary"_L1))
        spec.expectation = {Expectation::Kind::Value, spec.target == "replica"_L1 ? u"t"_s : u"f"_s};
    return spec;
}

std::optional<StepSpec> Inference::fromBlocks(const ChecklistNode &node, const StepWords &words) const
{
    const CodeBlock *settings = nullptr;
    bool hasComments = false;
    for (const auto &block : node.blocks) {
        switch (useOf(block)) {
        case BlockUse::Sql:
            return sqlSpec(node, words);
        case BlockUse::Shell:
            return drillOrCommand(words.title, commandSpec(node, words));
        case BlockUse::Settings:
            settings = settings == nullptr ? &block : settings;
            break;
        case BlockUse::Comments:
            hasComments = true;
            break;
        case BlockUse::Reference:
            break;
        }
    }
    if (settings != nullptr) {
        auto spec = specOfWords(words).value_or(StepSpec());
        if (spec.kind == Kind::File) {
            spec.file.contains = settingKeys(*settings);
            spec.why += u" The block says which keys belong in it."_s;
        } else if (spec.kind == Kind::Manual) {
            spec.why = u"The block holds settings, not commands."_s;
        }
        return spec;
    }
    if (hasComments) {
        auto spec = specOfWords(words).value_or(StepSpec());
        if (spec.kind == Kind::Manual)
            spec.why = u"The block holds comments alone: they say what a person is to do."_s;
        return spec;
    }
    return std::nullopt;
}

StepSpec Inference::specOf(size_t index) const
{
    const auto &node = m_checklist.nodes.at(index);
    if (node.type == ChecklistNode::Type::Heading)
        return {};
    const auto words = wordsOf(index);
    auto spec = fromBlocks(node, words);
    if (!spec)
        spec = flagOfBlocks(node).or_else([&] { return specOfWords(words); });
    if (!spec) {
        spec.emplace();
        spec->why = node.blocks.empty()
                        ? u"Nothing in it can be run or measured from here."_s
                        : u"The block is for reference: it is neither SQL nor shell commands."_s;
    }
    if (spec->kind == Kind::Metric)
        spec->target = m_hints.targetOf(words.title) == "primary"_L1 ? u"primary"_s : QString();
    return *spec;
}

} // namespace

void inferSpecs(Checklist &checklist, const std::vector<QStringList> &codeSpans,
                const std::vector<OutlineComment> &comments)
{
    const Inference inference(checklist, codeSpans);
    std::multimap<int, const OutlineComment *> byOwner;
    for (const auto &comment : comments)
        byOwner.emplace(comment.owner, &comment);
    const auto note = [&checklist](const OutlineComment &about, const QString &what) {
        checklist.notes << u"Line %1: "_s.arg(about.line + 1) + what;
    };
    for (auto [at, end] = byOwner.equal_range(-1); at != end; ++at)
        note(*at->second,
             u"the comment 'seawall: %1' stands behind no step; it changes nothing."_s.arg(at->second->text));
    for (size_t index = 0; index < checklist.nodes.size(); ++index) {
        auto &node = checklist.nodes.at(index);
        node.spec = inference.specOf(index);
        for (auto [at, end] = byOwner.equal_range(static_cast<int>(index)); at != end; ++at) {
            if (auto spec = specFromComment(at->second->text, node, inference.hints()))
                node.spec = std::move(*spec);
            else
                note(*at->second, spec.error().message + u" The step stays as it was inferred."_s);
        }
    }
}

} // namespace seawall::models
