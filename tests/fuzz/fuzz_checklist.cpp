// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes: they are read as a checklist or refused, and what is said of places is so.
#include "models/checklist/checklist.h"

#include <set>

using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

void require(bool holds, const char *what)
{
    if (!holds)
        qFatal("does not hold: %s", what);
}

void checkNode(const Checklist &checklist, int index)
{
    const auto &node = checklist.nodes.at(static_cast<size_t>(index));
    require(node.parent < index, "a parent stands before its children");
    require(node.line >= 1, "a node has a line");
    require(node.isCheckbox() == (node.boxOffset >= 0), "a step has a box");
    require(!node.identity.isEmpty(), "a node has an identity");
    if (!node.isCheckbox())
        return;
    const auto box = checklist.text.mid(node.boxOffset - 1, 3);
    require(box.size() == 3 && box.front() == u'[' && box.back() == u']', "a box stands at its offset");
    require(node.tickedInFile == (box.at(1).toLower() == u'x'), "a tick is a tick");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size);
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto checklist = parseChecklist(bytes, u"fuzz.md"_s);
    if (!checklist) {
        require(!checklist.error().message.isEmpty(), "a refusal says why");
        return 0;
    }
    std::set<QString> identities;
    for (size_t at = 0; at < checklist->nodes.size(); ++at) {
        checkNode(*checklist, static_cast<int>(at));
        require(identities.insert(checklist->nodes.at(at).identity).second, "identities differ");
    }
    return 0;
}
