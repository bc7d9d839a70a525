// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/markdownoutline.h"

#include "models/checklist/markdowntext.h"

#include <array>
#include <functional>

#include <md4c.h>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longTitle = 200; // where a paragraph goes on behind that, the rest is guidance

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

} // namespace

MarkdownOutline readOutline(const MarkdownLines &lines)
{
    const auto shown = withoutEndlessParagraphs(lines);
    OutlineReader reader(lines, shown);
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
        static_cast<OutlineReader *>(self)->enterBlock(type, detail);
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *, void *self) {
        static_cast<OutlineReader *>(self)->leaveBlock(type);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *self) {
        static_cast<OutlineReader *>(self)->enterSpan(type, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *self) {
        static_cast<OutlineReader *>(self)->leaveSpan(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
        auto *listener = static_cast<OutlineReader *>(self);
        listener->text(type, listener->original(text, static_cast<qsizetype>(size)));
        return 0;
    };
    md_parse(shown.data(), static_cast<MD_SIZE>(shown.size()), &parser, &reader);
    return std::move(reader.m_outline);
}

} // namespace seawall::models
