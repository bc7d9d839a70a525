// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/markdownoutline.h"

#include <array>

#include <md4c.h>

namespace seawall::models {

/// Listens to md4c, which tells structure but no places: they follow from its pointers into the text.
class OutlineReader final
{
public:
    OutlineReader(const MarkdownLines &lines, QByteArrayView shown) : m_lines(lines), m_shown(shown)
    {
        m_outline.ownerOfLine.assign(static_cast<size_t>(lines.count()), -1);
        m_outline.useOfLine.assign(static_cast<size_t>(lines.count()), Use::Unseen);
    }

    void enterBlock(MD_BLOCKTYPE type, void *detail);
    void leaveBlock(MD_BLOCKTYPE type);
    void enterSpan(MD_SPANTYPE type, void *detail);
    void leaveSpan(MD_SPANTYPE type);
    void text(MD_TEXTTYPE type, QByteArrayView part);
    QByteArrayView original(const char *text, qsizetype size) const;

    MarkdownOutline m_outline;

private:
    using Use = MarkdownOutline::Use;
    using Kind = OutlineNode::Kind;
    /// An open list item.
    struct Item {
        int node = -1;
        bool hasTitle = false; ///< its first paragraph is behind us
    };

    int owner() const { return !m_items.empty() ? m_items.back().node : m_heading; }
    OutlineNode &node(int index) { return m_outline.nodes.at(static_cast<size_t>(index)); }
    void enterHeading(int level);
    void enterItem(const MD_BLOCK_LI_DETAIL &detail);
    void enterCode(const MD_BLOCK_CODE_DETAIL &detail);
    void leaveCode();
    void endTitle();
    void beginTitleOfItem();
    void titleText(MD_TEXTTYPE type, QByteArrayView part);
    void codeText(QByteArrayView part);
    void html(QByteArrayView part);
    void mark(QByteArrayView part, Use use);

    const MarkdownLines &m_lines;
    QByteArrayView m_shown; ///< what md4c sees
    std::vector<Item> m_items;
    std::vector<bool> m_numbered; ///< of the open lists
    std::array<int, 7> m_headings{-1, -1, -1, -1, -1, -1, -1};
    int m_heading = -1, m_lastItem = -1;
    int m_line = 0; ///< of the latest text
    int m_quotes = 0;
    int m_titled = -1; ///< the node whose title is being read
    bool m_isStrongOnly = true;
    int m_strong = 0;
    bool m_isInCode = false, m_isFenced = false;
    char m_fence = 0;
    int m_codeLine = -1; ///< of its first line
};

} // namespace seawall::models
