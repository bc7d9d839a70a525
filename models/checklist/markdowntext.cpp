// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/markdowntext.h"

#include <array>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;

QString decodedEntity(QByteArrayView entity)
{
    using Named = std::pair<QLatin1StringView, char16_t>;
    static constexpr std::array<Named, 6> named{Named{"&amp;"_L1, u'&'}, {"&lt;"_L1, u'<'},
                                                {"&gt;"_L1, u'>'},       {"&quot;"_L1, u'"'},
                                                {"&nbsp;"_L1, 0xa0},     {"&apos;"_L1, u'\''}};
    auto text = QString::fromUtf8(entity);
    for (const auto &[name, character] : named) {
        if (text == name)
            return QChar(character);
    }
    if (!text.startsWith("&#"_L1))
        return text;
    const bool isHexadecimal = text.size() > 2 && text.at(2).toLower() == u'x';
    bool isNumber = false;
    const auto digits = QStringView(text).sliced(isHexadecimal ? 3 : 2).chopped(1);
    const char32_t code = digits.toUInt(&isNumber, isHexadecimal ? 16 : 10);
    return isNumber && code > 0 && code <= 0x10ffff ? QString::fromUcs4(&code, 1) : text;
}

QByteArray withoutEndlessParagraphs(const MarkdownLines &lines)
{
    constexpr qint64 most = 500'000'000;
    auto text = lines.text().toByteArray();
    qint64 brackets = 0;
    int first = 0;
    const auto blank = [&text, &lines](int from, int to) {
        for (int line = from; line < to; ++line) {
            const auto part = lines.line(line);
            const auto begin = lines.offset(part.data());
            for (qsizetype at = begin; begin >= 0 && at < begin + part.size(); ++at)
                text[at] = text.at(at) == '[' ? ' ' : text.at(at);
        }
    };
    for (int line = 0; line < lines.count(); ++line) {
        const auto part = lines.line(line).trimmed();
        const bool begins = part.isEmpty() || part.startsWith("- ") || part.startsWith("* ") ||
                            part.startsWith("+ ") || part.startsWith('#') || part.startsWith("1. ");
        if (begins) {
            if (brackets * (line - first) > most)
                blank(first, line);
            first = line + 1;
            brackets = 0;
        } else {
            brackets += part.count('[');
        }
    }
    if (brackets * (lines.count() - first) > most)
        blank(first, lines.count());
    return text;
}

} // namespace seawall::models
