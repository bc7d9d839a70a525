// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"
#include "models/checklist/stepspec.h"

namespace seawall::models {

/// A fenced or indented block of code.
struct CodeBlock {
    QString language; ///< lower case; empty: not said
    QString text;
    int line = 0; ///< of its first line of text, 1-based
    bool operator==(const CodeBlock &) const = default;
};

/// A heading, or a list item: a phase, a task, a step.
struct ChecklistNode {
    enum class Type { Heading, Step, Item };
    Type type = Type::Step;    ///< Step: with a checkbox; Item: of a numbered plan, say, without one
    int parent = -1;           ///< index in Checklist::nodes; -1: top
    std::vector<int> children; ///< in the order of the file
    int level = 0;             ///< of the heading 1 … 6; of a list item its depth, from 1
    QString
        identity;  ///< stable when other parts of the file change: a hash of the titles above it and its own
    QString title; ///< plain text: no markup, no box
    QString duration;          ///< 'Days 1-2' of a phase's title
    bool tickedInFile = false; ///< of a Step
    int line = 0;              ///< 1-based
    qsizetype boxOffset = -1;  ///< of the character between the brackets in Checklist::text; -1: no box
    QString guidance;          ///< prose, tables and quotes below it, as Markdown
    std::vector<CodeBlock> blocks;
    StepSpec spec;
    bool isCheckbox() const { return type == Type::Step; }
    bool operator==(const ChecklistNode &) const = default;
};

/// A Markdown checklist as it stands in its file. A value; nothing in it runs by being read.
struct Checklist {
    QString path, title;
    QString text;             ///< the whole file, repaired; line ends as they are
    QByteArray checksum;      ///< SHA-256 of the file's bytes, hexadecimal
    bool wasRepaired = false; ///< UTF-8 that had been read as Windows-1252
    QStringList notes; ///< what a reader should know: repaired, an unclosed fence, no checkbox at all …
    std::vector<ChecklistNode> nodes; ///< in the order of the file; a parent stands before its children

    std::vector<int> steps() const;             ///< every checkbox, in order
    int indexOf(const QString &identity) const; ///< -1 for none
    /// A step without steps below it is done itself; one with such is done when they are.
    bool isLeaf(int node) const;
};

/// A title for a narrow place: without pictograms, check marks and the punctuation around them.
QString shortTitle(const QString &title);

/// Errors: FileAccess; InvalidInput where it is binary or larger than 64 MiB. Linear in the size of the file;
/// blocks, so belongs on a worker. Thread-safe.
db::Result<Checklist> readChecklist(const QString &path);
db::Result<Checklist> parseChecklist(const QByteArray &bytes, const QString &path);

} // namespace seawall::models
