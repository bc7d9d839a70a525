// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/outlinereader.h"

namespace seawall::models {

void OutlineReader::html(QByteArrayView part)
{
    const auto begin = m_lines.offset(part.data());
    const bool isBehindTitle = m_titled >= 0;
    if (begin < 0)
        return;
    static constexpr QByteArrayView opening("<!--"), closing("-->"), word("seawall:");
    const auto rest = m_lines.text().sliced(begin);
    const bool opens = rest.startsWith(opening) && rest.sliced(opening.size()).trimmed().startsWith(word);
    const auto end = opens ? rest.indexOf(closing) : -1;
    if (end < 0) {
        if (isBehindTitle)
            node(m_titled).isTitleWhole = false;
        return;
    }
    const auto text = rest.first(end).sliced(opening.size()).trimmed().sliced(word.size());
    const int first = m_lines.lineAt(begin), last = m_lines.lineAt(begin + end);
    m_outline.comments.push_back(
        {m_items.empty() ? m_lastItem : m_items.back().node, first, QString::fromUtf8(text).simplified()});
    for (int line = first; line <= last; ++line) {
        const auto whole = m_lines.line(line).trimmed();
        const bool isAlone =
            (line > first || whole.startsWith(opening)) && (line < last || whole.endsWith(closing));
        if (isAlone && m_outline.useOfLine.at(static_cast<size_t>(line)) == Use::Unseen)
            m_outline.useOfLine.at(static_cast<size_t>(line)) = Use::Comment;
    }
}

void OutlineReader::enterCode(const MD_BLOCK_CODE_DETAIL &detail)
{
    m_isInCode = true;
    m_fence = detail.fence_char;
    m_codeLine = -1;
    OutlineBlock block{.owner = owner()};
    if (m_fence != 0 && m_items.empty() && m_quotes == 0)
        block.behind = m_lastItem;
    if (detail.lang.text != nullptr)
        block.code.language =
            QString::fromUtf8(detail.lang.text, static_cast<qsizetype>(detail.lang.size)).toLower();
    m_outline.blocks.push_back(std::move(block));
}

void OutlineReader::codeText(QByteArrayView part)
{
    auto &code = m_outline.blocks.back().code;
    if (const auto offset = m_lines.offset(part.data()); offset >= 0 && !part.isEmpty()) {
        m_line = m_lines.lineAt(offset);
        if (m_codeLine < 0) // each line before ended with its own line feed
            m_codeLine = m_line - static_cast<int>(code.text.count(u'\n'));
        m_outline.useOfLine.at(static_cast<size_t>(m_line)) = Use::Code;
        m_outline.ownerOfLine.at(static_cast<size_t>(m_line)) = owner();
    }
    code.text += QString::fromUtf8(part);
}

void OutlineReader::leaveCode()
{
    m_isInCode = false;
    auto &block = m_outline.blocks.back();
    if (m_codeLine < 0) {
        m_outline.blocks.pop_back();
        return;
    }
    block.code.line = m_codeLine + 1;
    if (m_fence == 0)
        return;
    const int after = m_codeLine + static_cast<int>(block.code.text.count(u'\n'));
    auto fence = after < m_lines.count() ? m_lines.line(after).trimmed() : QByteArrayView();
    while (fence.startsWith('>'))
        fence = fence.sliced(1).trimmed();
    block.isClosed = fence.size() >= 3 && fence.count(m_fence) == fence.size();
}

} // namespace seawall::models
