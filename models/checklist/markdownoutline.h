// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklist.h"
#include "models/checklist/markdownlines.h"

namespace seawall::models {

/// A heading or list item as it stands in a Markdown file.
struct OutlineNode {
    enum class Kind { Heading, Task, Numbered, Bullet };
    Kind kind = Kind::Heading;
    int parent = -1;
    int level = 0;        ///< of a heading
    int line = -1;        ///< from 0
    qsizetype boxAt = -1; ///< offset of the character between the brackets; -1: no box
    bool isTicked = false;
    QString title;            ///< plain text
    QStringList codeSpans;    ///< what stands between backticks in it
    bool isTitleWhole = true; ///< false: it holds a link, picture or HTML that plain text does not show
};

struct OutlineBlock {
    int owner = -1;
    int behind = -1; ///< of fenced code below a heading itself: the item before it there
    CodeBlock code;  ///< its line from 1
    bool isClosed = true;
};

/// What is to be read in a comment `<!-- seawall: … -->`.
struct OutlineComment {
    int owner = -1; ///< the item it stands in, else the last one before it; -1: none
    int line = 0;   ///< from 0
    QString text;   ///< between 'seawall:' and the end
};

/// The structure of a Markdown file, and to whom each of its lines belongs.
struct MarkdownOutline {
    enum class Use : quint8 { Unseen, Prose, Title, Code, Comment };
    std::vector<OutlineNode> nodes; ///< a parent before its children
    std::vector<OutlineBlock> blocks;
    std::vector<OutlineComment> comments;
    std::vector<int> ownerOfLine; ///< -1: none, or as the line above
    std::vector<Use> useOfLine;
};

/// Reads with md4c, as GitHub does. `lines` has to outlive the call only.
MarkdownOutline readOutline(const MarkdownLines &lines);

} // namespace seawall::models
