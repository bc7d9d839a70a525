// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/markdownlines.h"

#include <algorithm>
#include <functional>

namespace seawall::models {

MarkdownLines::MarkdownLines(QByteArrayView text) : m_text(text), m_begins{0}
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char character = text.at(at);
        if (character == '\n' || (character == '\r' && (at + 1 == text.size() || text.at(at + 1) != '\n')))
            m_begins.push_back(at + 1);
    }
}

int MarkdownLines::lineAt(qsizetype offset) const
{
    return static_cast<int>(std::ranges::upper_bound(m_begins, offset) - m_begins.begin()) - 1;
}

QByteArrayView MarkdownLines::line(int line) const
{
    const auto index = static_cast<size_t>(line);
    const qsizetype begin = m_begins.at(index);
    qsizetype end = index + 1 < m_begins.size() ? m_begins.at(index + 1) : m_text.size();
    while (end > begin && (m_text.at(end - 1) == '\n' || m_text.at(end - 1) == '\r'))
        --end;
    return m_text.sliced(begin, end - begin);
}

qsizetype MarkdownLines::offset(const char *at) const
{
    if (m_text.isEmpty() || std::less<>()(at, m_text.begin()) || !std::less<>()(at, m_text.end()))
        return -1;
    return at - m_text.begin();
}

qsizetype Utf16Cursor::at(qsizetype byteOffset)
{
    for (; m_byte < byteOffset; ++m_byte) {
        const auto byte = static_cast<unsigned char>(m_text.at(m_byte));
        if ((byte & 0xc0U) != 0x80)
            m_unit += byte >= 0xf0 ? 2 : 1;
    }
    return m_unit;
}

} // namespace seawall::models
