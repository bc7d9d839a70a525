// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/markdownlines.h"

#include <QString>

namespace seawall::models {

/// '&amp;', '&#50;' as the character it stands for; one that is not known stays as it is.
QString decodedEntity(QByteArrayView entity);

/// The text as md4c is shown it, of the same length: md4c takes, for each bracket of a paragraph, a time that
/// grows with the paragraph's lines. Where that would be noticed (no prose a person wrote) the brackets are
/// blanked, and links in it are not seen.
QByteArray withoutEndlessParagraphs(const MarkdownLines &lines);

} // namespace seawall::models
