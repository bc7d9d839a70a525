// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklist.h"

#include "models/checklist/checklistassembly.h"
#include "models/checklist/codeuse.h"
#include "models/checklist/stepinference.h"
#include "models/checklist/textrepair.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::ErrorKind;

namespace {

constexpr qint64 largestFile = 64LL * 1024 * 1024;

QString titleOf(const std::vector<ChecklistNode> &nodes, const QString &path)
{
    const auto first = std::ranges::find_if(nodes, [](const ChecklistNode &node) {
        return node.type == ChecklistNode::Type::Heading && !node.title.isEmpty();
    });
    return first == nodes.end() ? QFileInfo(path).fileName() : shortTitle(first->title);
}

/// In Markdown a fence belongs to a list item only where it is indented as far as the item's text.
void noteBlocksBeside(Checklist &checklist, const std::vector<OutlineBlock> &blocks,
                      const std::vector<int> &indexOf)
{
    for (const auto &block : blocks) {
        const int index = block.behind < 0 ? -1 : indexOf.at(static_cast<size_t>(block.behind));
        const auto use = useOf(block.code);
        if (index < 0 || !block.isClosed || (use != BlockUse::Sql && use != BlockUse::Shell))
            continue;
        const auto &step = checklist.nodes.at(static_cast<size_t>(index));
        if (step.type != ChecklistNode::Type::Heading)
            checklist.notes << u"Line %1: the block of %2 is not run: it is not indented as far as the text "
                               "of the step '%3' (line %4)."_s.arg(
                                   QString::number(block.code.line - 1),
                                   use == BlockUse::Sql ? u"SQL"_s : u"shell commands"_s,
                                   shortTitle(step.title), QString::number(step.line));
    }
}

void noteStructure(Checklist &checklist, const std::vector<OutlineBlock> &blocks)
{
    for (const auto &block : blocks) {
        if (!block.isClosed)
            checklist.notes << u"The code block that begins in line %1 is never closed; all that follows in "
                               u"the same place is taken for code."_s.arg(block.code.line - 1);
    }
    if (checklist.text.trimmed().isEmpty())
        checklist.notes << u"The file is empty."_s;
    else if (std::ranges::none_of(checklist.nodes, &ChecklistNode::isCheckbox))
        checklist.notes
            << u"There is no checkbox ('- [ ]') in the file: it can be read, but there is nothing "
               u"to tick."_s;
}

} // namespace

std::vector<int> Checklist::steps() const
{
    std::vector<int> found;
    for (size_t at = 0; at < nodes.size(); ++at) {
        if (nodes.at(at).isCheckbox())
            found.push_back(static_cast<int>(at));
    }
    return found;
}

int Checklist::indexOf(const QString &identity) const
{
    const auto found = std::ranges::find(nodes, identity, &ChecklistNode::identity);
    return found == nodes.end() ? -1 : static_cast<int>(found - nodes.begin());
}

bool Checklist::isLeaf(int node) const
{
    return std::ranges::none_of(nodes.at(static_cast<size_t>(node)).children, [this](int child) {
        return nodes.at(static_cast<size_t>(child)).isCheckbox() || !isLeaf(child);
    });
}

QString shortTitle(const QString &title)
{
    QString shorter;
    for (const char32_t code : title.toUcs4()) {
        const auto category = QChar::category(code);
        const bool isPictogram = (category == QChar::Symbol_Other && code > 0xff) || code == 0x200d ||
                                 code == 0xfe0f || (code >= 0x1f3fb && code <= 0x1f3ff);
        if (!isPictogram)
            shorter += QString::fromUcs4(&code, 1);
    }
    shorter = shorter.simplified();
    return shorter.isEmpty() ? title : shorter;
}

db::Result<Checklist> readChecklist(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile() && !info.isDir()) // reading a pipe may never end
        return db::fail(ErrorKind::FileAccess, u"'%1' is a pipe or a device, not a file."_s.arg(path),
                        u"Choose a checklist written in Markdown."_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return db::fail(ErrorKind::FileAccess,
                        u"The checklist '%1' cannot be read: %2."_s.arg(path, file.errorString()),
                        u"See that it is there and that you may read it."_s);
    const auto bytes = file.read(largestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return db::fail(ErrorKind::FileAccess,
                        u"The checklist '%1' cannot be read: %2."_s.arg(path, file.errorString()),
                        u"See that it is a file that you may read."_s);
    return parseChecklist(bytes, path);
}

db::Result<Checklist> parseChecklist(const QByteArray &bytes, const QString &path)
{
    if (bytes.size() > largestFile)
        return db::fail(ErrorKind::InvalidInput, u"'%1' is larger than 64 MiB."_s.arg(path),
                        u"No checklist is that long; choose another file."_s);
    auto decoded = decodeText(bytes, path);
    if (!decoded)
        return std::unexpected(decoded.error());

    Checklist checklist;
    checklist.path = path;
    checklist.text = std::move(decoded->text);
    checklist.checksum = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    checklist.wasRepaired = decoded->wasRepaired;
    checklist.notes = std::move(decoded->notes);

    const auto utf8 = checklist.text.toUtf8();
    const MarkdownLines lines(utf8);
    auto outline = readOutline(lines);
    const auto blocks = outline.blocks;
    auto comments = outline.comments;
    auto assembled = assembleNodes(lines, std::move(outline));
    checklist.nodes = std::move(assembled.nodes);
    checklist.title = titleOf(checklist.nodes, path);
    noteStructure(checklist, blocks);
    noteBlocksBeside(checklist, blocks, assembled.indexOf);
    for (auto &comment : comments)
        comment.owner = comment.owner < 0 ? -1 : assembled.indexOf.at(static_cast<size_t>(comment.owner));
    inferSpecs(checklist, assembled.codeSpans, comments);
    return checklist;
}

} // namespace seawall::models
