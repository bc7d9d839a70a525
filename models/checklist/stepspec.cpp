// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/stepspec.h"

#include <algorithm>
#include <array>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

using Kind = StepSpec::Kind;

constexpr std::array<std::pair<Kind, QLatin1StringView>, 9> names{{{Kind::Manual, "manual"_L1},
                                                                   {Kind::Sql, "sql"_L1},
                                                                   {Kind::Command, "command"_L1},
                                                                   {Kind::Http, "http"_L1},
                                                                   {Kind::Metric, "metric"_L1},
                                                                   {Kind::Migration, "migration"_L1},
                                                                   {Kind::Flag, "flag"_L1},
                                                                   {Kind::FailoverCheck, "failover check"_L1},
                                                                   {Kind::File, "file"_L1}}};

} // namespace

QString toString(StepSpec::Kind kind)
{
    return std::ranges::find(names, kind, &decltype(names)::value_type::first)->second;
}

std::optional<StepSpec::Kind> stepKindFrom(const QString &word)
{
    const auto lower = word.toLower().replace(u'-', u' ');
    const auto found = std::ranges::find(names, lower, &decltype(names)::value_type::second);
    if (found != names.end())
        return found->first;
    if (lower == "failover"_L1)
        return Kind::FailoverCheck;
    return std::nullopt;
}

} // namespace seawall::models
