// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace seawall::models {

/// The lines of a UTF-8 text; '\n', '\r\n' and '\r' end one, as in Markdown. Holds no copy of the text.
class MarkdownLines final
{
public:
    explicit MarkdownLines(QByteArrayView text);

    int count() const { return static_cast<int>(m_begins.size()); }
    int lineAt(qsizetype offset) const;     ///< from 0
    QByteArrayView line(int line) const;    ///< without what ends it
    qsizetype offset(const char *at) const; ///< -1 where that is not within the text
    QByteArrayView text() const { return m_text; }

private:
    QByteArrayView m_text;
    std::vector<qsizetype> m_begins;
};

/// Offsets in UTF-8 as offsets in UTF-16, asked for in growing order.
class Utf16Cursor final
{
public:
    explicit Utf16Cursor(QByteArrayView text) : m_text(text) {}
    qsizetype at(qsizetype byteOffset);

private:
    QByteArrayView m_text;
    qsizetype m_byte = 0, m_unit = 0;
};

} // namespace seawall::models
