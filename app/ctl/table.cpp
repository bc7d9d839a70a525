// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/table.h"

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;

QString rendered(const Line &line, const Output &output, int width)
{
    qsizetype length = 0;
    for (const auto &span : line)
        length += span.text.size();
    const bool isCut = width > 0 && length > width;
    qsizetype room = isCut ? width - 1 : length;
    QString text;
    for (const auto &span : line) {
        const auto part = span.text.first(std::min(room, span.text.size()));
        text += output.coloured(part, span.colour);
        room -= part.size();
    }
    return isCut ? text + u'…' : text;
}

void Table::addColumn(const QString &title, Align align)
{
    m_columns.push_back({title, align, title.size()});
}

void Table::addRow(Line cells)
{
    for (size_t i = 0; i < m_columns.size(); ++i)
        m_columns[i].width = std::max(m_columns[i].width, cells[i].text.size());
    m_rows.push_back(std::move(cells));
}

std::vector<Line> Table::lines() const
{
    const auto aligned = [this](const Line &cells) {
        Line line;
        for (size_t i = 0; i < m_columns.size(); ++i) {
            const auto &[title, align, width] = m_columns[i];
            const bool isLast = i + 1 == m_columns.size();
            auto text = cells[i].text;
            if (align == Align::Right)
                text = text.rightJustified(width);
            else if (!isLast)
                text = text.leftJustified(width);
            line.push_back({text, cells[i].colour});
            if (!isLast)
                line.push_back({u"  "_s});
        }
        return line;
    };
    Line titles;
    for (const auto &column : m_columns)
        titles.push_back({column.title, Colour::Dim});
    std::vector<Line> lines{aligned(titles)};
    for (const auto &row : m_rows)
        lines.push_back(aligned(row));
    return lines;
}

} // namespace seawall::app
