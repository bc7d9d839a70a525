// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/blockwords.h"

#include <QRegularExpression>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

using Kind = StepSpec::Kind;

QRegularExpression words(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

} // namespace

std::optional<StepSpec> flagOfBlocks(const ChecklistNode &node)
{
    static const auto titled = words(u"\\b(?:flags?|toggles?)\\b"_s);
    static const QRegularExpression read(
        u"(?:getenv\\(|environ(?:\\.get\\(|\\[)|process\\.env[.\\[])\\s*[\"']?"
        "([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[\"']?(?:\\s*,\\s*[\"']([^\"']*)[\"'])?"_s);
    if (!titled.match(node.title).hasMatch())
        return std::nullopt;
    for (const auto &block : node.blocks) {
        const auto match = read.match(block.text);
        if (!match.hasMatch())
            continue;
        StepSpec spec;
        spec.kind = Kind::Flag;
        spec.flag = match.captured(1);
        spec.flagValue = match.captured(2);
        spec.why = u"The title speaks of a flag, and the block reads it: '%1'."_s.arg(spec.flag);
        return spec;
    }
    return std::nullopt;
}

StepSpec drillOrCommand(const QString &title, StepSpec command)
{
    static const auto failure = words(
        u"\\b(replica|standby|primary|master)\\b.*\\b(?:fails?|failure|failover|outage|goes down)\\b"_s);
    const auto match = failure.match(title);
    if (!match.hasMatch())
        return command;
    const auto node = match.captured(1).toLower();
    const bool isReplica = node == "replica"_L1 || node == "standby"_L1;
    command.kind = Kind::FailoverCheck;
    command.drill = isReplica ? u"replica-fails"_s : u"primary-fails"_s;
    command.why = u"The title asks what happens when a node fails: '%1'."_s.arg(match.captured());
    return command;
}

} // namespace seawall::models
