// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/texttable.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype widest = 60; // a longer cell is shown whole, but does not widen its column

QString shown(const QString &cell)
{
    if (cell.isNull())
        return u"NULL"_s;
    auto text = cell;
    return text.replace(u'\n', u'↵').replace(u'\t', u' ').remove(u'\r');
}

QString joined(const QStringList &cells, const std::vector<qsizetype> &widths)
{
    QString line;
    for (qsizetype i = 0; i < cells.size(); ++i)
        line += (i > 0 ? u" | "_s : u" "_s) + shown(cells[i]).leftJustified(widths[size_t(i)]);
    while (line.endsWith(u' '))
        line.chop(1);
    return line + u'\n';
}

QString countLine(const ResultTable &table, size_t printed)
{
    const auto all = table.count == 1 ? u"(1 row)"_s : u"(%1 rows)"_s.arg(table.count);
    if (static_cast<qint64>(printed) == table.count)
        return all + u'\n';
    return u"(%1 rows, of which the first %2 are shown)\n"_s.arg(table.count).arg(printed);
}

} // namespace

QString toText(const ResultTable &table, qsizetype most)
{
    std::vector<qsizetype> widths;
    for (qsizetype column = 0; column < table.columns.size(); ++column) {
        auto width = table.columns[column].size();
        for (const auto &row : table.rows)
            width = std::max(width, std::min(shown(row[column]).size(), widest));
        widths.push_back(width);
    }
    auto text = joined(table.columns, widths);
    QStringList rules;
    for (const auto width : widths)
        rules << QString(width + 2, u'-');
    text += rules.join(u'+') + u'\n';
    qsizetype bytes = text.toUtf8().size();
    size_t printed = 0;
    for (const auto &row : table.rows) {
        const auto line = joined(row, widths);
        bytes += line.toUtf8().size();
        if (bytes > most)
            break;
        text += line;
        ++printed;
    }
    return text + countLine(table, printed);
}

} // namespace seawall::models
