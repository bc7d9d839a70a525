// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/textdifference.h"

#include <QHash>
#include <QStringList>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype context = 3;
constexpr qsizetype mostCells = 8'000'000; // of the table of common lines: 32 MB, some 20 ms

/// A line of the diff: kept in both (' '), removed ('-') or added ('+').
struct Line {
    char sign = ' ';
    QStringView text;
};
using Lines = QList<QStringView>;

Lines linesOf(const QString &text)
{
    auto lines = QStringView(text).split(u'\n');
    for (auto &line : lines) {
        if (line.endsWith(u'\r'))
            line.chop(1);
    }
    return lines;
}

/// Lengths of the longest common subsequences of the ends of two texts, the classic table.
class CommonLines final
{
public:
    CommonLines(const Lines &before, const Lines &after)
        : m_width(size_t(after.size()) + 1), m_length((size_t(before.size()) + 1) * m_width)
    {
        for (auto i = before.size(); i-- > 0;) {
            for (auto j = after.size(); j-- > 0;)
                at(i, j) =
                    before[i] == after[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    uint32_t &at(qsizetype i, qsizetype j) { return m_length[size_t(i) * m_width + size_t(j)]; }

private:
    size_t m_width;
    std::vector<uint32_t> m_length;
};

void appendChanged(std::vector<Line> &lines, const Lines &before, const Lines &after)
{
    CommonLines common(before, after);
    qsizetype i = 0, j = 0;
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before[i] == after[j]) {
            lines.push_back({' ', before[i]});
            ++i, ++j;
        } else if (j == after.size() || (i < before.size() && common.at(i + 1, j) >= common.at(i, j + 1))) {
            lines.push_back({'-', before[i++]});
        } else {
            lines.push_back({'+', after[j++]});
        }
    }
}

/// The lines of one text that the other does not hold as often.
qsizetype surplus(const Lines &of, const Lines &over)
{
    QHash<QStringView, qsizetype> count;
    for (const auto &line : over)
        ++count[line];
    return std::ranges::count_if(of, [&](QStringView line) { return count[line]-- <= 0; });
}

QString range(qsizetype start, qsizetype count)
{
    return u"%1,%2"_s.arg(count == 0 ? start : start + 1).arg(count);
}

void appendHunk(QString &text, const std::vector<Line> &lines, qsizetype from, qsizetype to, qsizetype before,
                qsizetype after)
{
    qsizetype removed = 0, added = 0;
    for (auto i = from; i < to; ++i) {
        removed += lines[size_t(i)].sign != '+';
        added += lines[size_t(i)].sign != '-';
    }
    text += u"@@ -%1 +%2 @@\n"_s.arg(range(before, removed), range(after, added));
    for (auto i = from; i < to; ++i)
        text += QChar::fromLatin1(lines[size_t(i)].sign) + lines[size_t(i)].text.toString() + u'\n';
}

QString hunks(const std::vector<Line> &lines)
{
    QString text;
    const auto count = qsizetype(lines.size());
    qsizetype before = 0, after = 0, at = 0; // lines of either text up to `at`
    const auto skipTo = [&](qsizetype to) {
        for (; at < to; ++at) {
            before += lines[size_t(at)].sign != '+';
            after += lines[size_t(at)].sign != '-';
        }
    };
    const auto nextChange = [&](qsizetype from) {
        while (from < count && lines[size_t(from)].sign == ' ')
            ++from;
        return from;
    };
    for (auto change = nextChange(0); change < count; change = nextChange(at)) {
        const auto from = std::max(at, change - context);
        auto end = change;
        for (auto next = change; next < count && next - end <= 2 * context; next = nextChange(end))
            end = next + 1;
        const auto to = std::min(count, end + context);
        skipTo(from);
        appendHunk(text, lines, from, to, before, after);
        skipTo(to);
    }
    return text;
}

} // namespace

QString unifiedDifference(const QString &before, const QString &after)
{
    if (before == after)
        return {};
    const auto old = linesOf(before);
    const auto present = linesOf(after);
    const auto shorter = std::min(old.size(), present.size());
    qsizetype head = 0, tail = 0;
    while (head < shorter && old[head] == present[head])
        ++head;
    while (tail < shorter - head && old[old.size() - 1 - tail] == present[present.size() - 1 - tail])
        ++tail;
    const auto removed = old.sliced(head, old.size() - head - tail);
    const auto added = present.sliced(head, present.size() - head - tail);
    if (removed.isEmpty() && added.isEmpty())
        return u"Only the line ends differ."_s;
    if ((removed.size() + 1) * (added.size() + 1) > mostCells)
        return u"The two texts differ too much to be shown side by side: %1 lines are gone, %2 are new."_s
            .arg(surplus(removed, added))
            .arg(surplus(added, removed));
    std::vector<Line> lines;
    for (const auto &line : old.first(head))
        lines.push_back({' ', line});
    appendChanged(lines, removed, added);
    for (const auto &line : old.last(tail))
        lines.push_back({' ', line});
    return u"--- before\n+++ after\n"_s + hunks(lines);
}

} // namespace seawall::models
