// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <algorithm>
#include <optional>

namespace seawall::ui {

namespace fuzzy {

inline bool startsWord(const QString &text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

/// Whether `pattern` is made of beginnings of the text's words, in their order: 'renow' of 'Reconnect now'.
inline bool isOfBeginnings(QStringView pattern, const QString &text, qsizetype from = 0)
{
    for (qsizetype at = from; at < text.size(); ++at) {
        if (!startsWord(text, at))
            continue;
        qsizetype length = 0;
        while (length < pattern.size() && at + length < text.size() &&
               pattern[length].toLower() == text[at + length].toLower()) {
            ++length;
            if (length == pattern.size() || isOfBeginnings(pattern.sliced(length), text, at + length))
                return true;
        }
    }
    return false;
}

} // namespace fuzzy

/// How well `pattern` fits `text`, case aside: as whole words, as the beginning of a word, within a word, as
/// beginnings of several words, in this order; earlier is better. No value: it does not fit. Letters far
/// apart fit nothing. An empty pattern fits everything.
inline std::optional<int> fuzzyScore(const QString &pattern, const QString &text)
{
    const auto wanted = pattern.simplified();
    if (wanted.isEmpty())
        return 0;
    std::optional<int> best;
    for (auto at = text.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(wanted, at + 1, Qt::CaseInsensitive)) {
        const auto end = at + wanted.size();
        const bool ends = end == text.size() || !text[end].isLetterOrNumber();
        const int kind = !fuzzy::startsWord(text, at) ? 2000 : ends ? 4000 : 3000;
        best = std::max(best.value_or(0), kind - static_cast<int>(std::min<qsizetype>(at, 999)));
    }
    auto letters = wanted;
    if (!best && fuzzy::isOfBeginnings(letters.remove(u' '), text))
        best = 1000 - static_cast<int>(std::min<qsizetype>(text.size(), 999));
    return best;
}

} // namespace seawall::ui
