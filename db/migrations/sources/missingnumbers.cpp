// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/sources/sourcefile.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestNumber = 7; // what is longer is a date or a time

/// People number by ones, by tens, or by the clock; only those who number by ones miss a number. They have
/// few holes, so that the step in the middle is 1, or 2 where there are two files.
bool countsByOnes(const std::vector<Migration> &migrations, const std::vector<size_t> &counted)
{
    std::vector<qint64> steps;
    for (size_t at = 1; at < counted.size(); ++at)
        steps.push_back(migrations[counted[at]].version.toLongLong() -
                        migrations[counted[at - 1]].version.toLongLong());
    if (steps.empty())
        return false;
    auto middle = steps.begin() + std::ssize(steps) / 2;
    std::ranges::nth_element(steps, middle);
    return *middle <= 2;
}

QString padded(qint64 number, qsizetype width)
{
    return QString::number(number).rightJustified(width, u'0');
}

} // namespace

std::vector<SourceProblem> missingNumbers(const std::vector<Migration> &migrations)
{
    std::vector<size_t> counted;
    for (size_t at = 0; at < migrations.size(); ++at) {
        const auto &version = migrations[at].version;
        if (!migrations[at].repeatable && version.size() <= longestNumber && !version.contains(u'.'))
            counted.push_back(at);
    }
    std::vector<SourceProblem> problems;
    if (!countsByOnes(migrations, counted))
        return problems;
    for (size_t at = 1; at < counted.size(); ++at) {
        const auto &before = migrations[counted[at - 1]].version;
        const auto &after = migrations[counted[at]];
        const auto first = before.toLongLong() + 1;
        const auto last = after.version.toLongLong() - 1;
        if (first > last)
            continue;
        const auto which = padded(first, before.size());
        const auto what = first == last
                              ? u"%1 is missing between %2 and %3."_s.arg(which, before, after.version)
                              : u"%1 to %4 are missing between %2 and %3."_s.arg(which, before, after.version,
                                                                                 padded(last, before.size()));
        problems.push_back({after.up.path, 0, what,
                            u"Restore the file; if the number was given up on purpose, put a migration with "
                            "only a comment in its place."_s});
    }
    return problems;
}

} // namespace seawall::db
