// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/markdownoutline.h"

#include "models/checklist/markdowntext.h"
#include "models/checklist/outlinereader.h"

namespace seawall::models {

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
