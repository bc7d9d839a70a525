// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/output.h"

#include <vector>

namespace seawall::app {

/// A piece of text in one colour, and a line made of such pieces.
struct Span {
    QString text;
    Colour colour = Colour::Plain;
};
using Line = std::vector<Span>;

/// The line for that output, cut with '…' where it is longer than `width` columns; 0: as long as it is.
QString rendered(const Line &line, const Output &output, int width = 0);

/// Text in aligned columns.
class Table final
{
public:
    enum class Align { Left, Right };
    void addColumn(const QString &title, Align align = Align::Left);
    void addRow(Line cells); ///< one cell a column
    std::vector<Line> lines() const;

private:
    struct Column {
        QString title;
        Align align = Align::Left;
        qsizetype width = 0;
    };
    std::vector<Column> m_columns;
    std::vector<Line> m_rows;
};

} // namespace seawall::app
