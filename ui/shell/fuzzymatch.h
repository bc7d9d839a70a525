// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace seawall::ui {

/// How well `pattern` fits `text`: its letters in order, case aside; more for runs and starts of words. No
/// value: it does not fit. An empty pattern fits everything.
inline std::optional<int> fuzzyScore(const QString &pattern, const QString &text)
{
    int score = 0;
    qsizetype at = 0;
    qsizetype previous = -2;
    for (const QChar letter : pattern) {
        if (letter.isSpace())
            continue;
        const auto found = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (found < 0)
            return std::nullopt;
        const bool startsWord = found == 0 || !text[found - 1].isLetterOrNumber();
        score += found == previous + 1 ? 6 : 0;
        score += startsWord ? 8 : 0;
        score -= static_cast<int>(std::min<qsizetype>(found - at, 5));
        previous = found;
        at = found + 1;
    }
    if (!pattern.isEmpty() && text.contains(pattern, Qt::CaseInsensitive))
        score += 20;
    return score;
}

} // namespace seawall::ui
