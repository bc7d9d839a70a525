// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/outlinereader.h"

#include "models/checklist/markdowntext.h"

#include <functional>

namespace seawall::models {

namespace {

constexpr qsizetype longTitle = 200; // where a paragraph goes on behind that, the rest is guidance

} // namespace

void OutlineReader::enterBlock(MD_BLOCKTYPE type, void *detail)
{
    if (type != MD_BLOCK_P)
        endTitle();
    switch (type) {
    case MD_BLOCK_H:
        if (m_items.empty() && m_quotes == 0)
            enterHeading(static_cast<int>(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level));
        break;
    case MD_BLOCK_QUOTE:
        ++m_quotes;
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        m_numbered.push_back(type == MD_BLOCK_OL);
        break;
    case MD_BLOCK_LI:
        enterItem(*static_cast<const MD_BLOCK_LI_DETAIL *>(detail));
        break;
    case MD_BLOCK_CODE:
        enterCode(*static_cast<const MD_BLOCK_CODE_DETAIL *>(detail));
        break;
    default:
        break;
    }
    const bool isTitle = type == MD_BLOCK_P || type == MD_BLOCK_H || type == MD_BLOCK_LI;
    if (!isTitle && type != MD_BLOCK_HTML && !m_items.empty())
        m_items.back().hasTitle = true;
}

void OutlineReader::leaveBlock(MD_BLOCKTYPE type)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        --m_quotes;
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        m_numbered.pop_back();
        break;
    case MD_BLOCK_LI:
        endTitle();
        m_items.pop_back();
        break;
    case MD_BLOCK_CODE:
        leaveCode();
        break;
    default:
        endTitle();
    }
}

void OutlineReader::enterHeading(int level)
{
    m_heading = static_cast<int>(m_outline.nodes.size());
    m_lastItem = -1;
    OutlineNode heading{.kind = Kind::Heading, .level = level};
    for (int above = level - 1; above > 0 && heading.parent < 0; --above)
        heading.parent = m_headings.at(static_cast<size_t>(above));
    std::fill(m_headings.begin() + level, m_headings.end(), -1);
    m_headings.at(static_cast<size_t>(level)) = m_heading;
    m_outline.nodes.push_back(std::move(heading));
    m_titled = m_heading;
    m_isStrongOnly = false;
}

void OutlineReader::enterItem(const MD_BLOCK_LI_DETAIL &detail)
{
    OutlineNode item{.kind = m_numbered.back() ? Kind::Numbered : Kind::Bullet, .parent = owner()};
    if (detail.is_task != 0) {
        item.kind = Kind::Task;
        item.boxAt = detail.task_mark_offset;
        item.isTicked = detail.task_mark != ' ';
        m_line = m_lines.lineAt(item.boxAt);
        item.line = m_line;
        const auto line = static_cast<size_t>(m_line);
        m_outline.useOfLine.at(line) = Use::Title;
        m_outline.ownerOfLine.at(line) = static_cast<int>(m_outline.nodes.size());
    }
    m_lastItem = static_cast<int>(m_outline.nodes.size());
    m_items.push_back({m_lastItem, false});
    m_outline.nodes.push_back(std::move(item));
}

void OutlineReader::beginTitleOfItem()
{
    if (m_titled >= 0 || m_items.empty() || m_items.back().hasTitle)
        return;
    m_titled = m_items.back().node;
    m_items.back().hasTitle = true;
    m_isStrongOnly = true;
}

void OutlineReader::endTitle()
{
    if (m_titled < 0)
        return;
    node(m_titled).title = node(m_titled).title.simplified();
    m_titled = -1;
}

void OutlineReader::enterSpan(MD_SPANTYPE type, void *detail)
{
    if (type == MD_SPAN_STRONG)
        ++m_strong;
    beginTitleOfItem();
    if (m_titled < 0)
        return;
    if (type == MD_SPAN_CODE)
        node(m_titled).codeSpans << QString();
    if (type == MD_SPAN_IMG)
        node(m_titled).isTitleWhole = false;
    if (type == MD_SPAN_A) {
        const auto &href = static_cast<const MD_SPAN_A_DETAIL *>(detail)->href;
        // An address that stands there as itself is text; it points at what follows.
        const auto offset = m_lines.offset(original(href.text, 0).data());
        const bool isItself = offset > 0 && m_lines.text().at(offset - 1) != '(';
        node(m_titled).isTitleWhole = node(m_titled).isTitleWhole && isItself;
    }
}

void OutlineReader::leaveSpan(MD_SPANTYPE type)
{
    if (type == MD_SPAN_STRONG)
        --m_strong;
}

/// What stands there in the text itself; what md4c made up stays as it is.
QByteArrayView OutlineReader::original(const char *text, qsizetype size) const
{
    const std::less<> isBefore;
    if (isBefore(text, m_shown.begin()) || !isBefore(text, m_shown.end()))
        return {text, size};
    return m_lines.text().sliced(text - m_shown.begin(), size);
}

void OutlineReader::text(MD_TEXTTYPE type, QByteArrayView part)
{
    if (m_isInCode) {
        codeText(part);
        return;
    }
    beginTitleOfItem();
    if (type == MD_TEXT_HTML)
        html(part);
    if (m_titled >= 0)
        titleText(type, part);
    else
        mark(part, Use::Prose);
}

void OutlineReader::titleText(MD_TEXTTYPE type, QByteArrayView part)
{
    auto &titled = node(m_titled);
    if (type == MD_TEXT_BR ||
        (type == MD_TEXT_SOFTBR && (m_isStrongOnly || titled.title.size() > longTitle))) {
        endTitle();
        return;
    }
    mark(part, Use::Title);
    if (type != MD_TEXT_HTML && m_strong == 0 && !part.trimmed().isEmpty())
        m_isStrongOnly = false;
    if (type == MD_TEXT_CODE && !titled.codeSpans.isEmpty())
        titled.codeSpans.back() += QString::fromUtf8(part);
    if (type == MD_TEXT_SOFTBR)
        titled.title += u' ';
    else if (type == MD_TEXT_ENTITY)
        titled.title += decodedEntity(part);
    else if (type != MD_TEXT_HTML)
        titled.title += QString::fromUtf8(part);
}

void OutlineReader::mark(QByteArrayView part, Use use)
{
    const auto offset = m_lines.offset(part.data());
    if (offset < 0)
        return;
    m_line = m_lines.lineAt(offset);
    const auto line = static_cast<size_t>(m_line);
    if (use == Use::Title && node(m_titled).line < 0)
        node(m_titled).line = m_line;
    if (m_outline.useOfLine.at(line) != Use::Unseen)
        return;
    m_outline.useOfLine.at(line) = use;
    m_outline.ownerOfLine.at(line) = owner();
}

} // namespace seawall::models
