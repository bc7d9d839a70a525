// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/textrepair.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::ErrorKind;

namespace {

/// Windows-1252 from 0x80 to 0x9f. The five that it leaves undefined are what most programs make of them.
constexpr std::array<char16_t, 32> highControls{
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

/// What may stand right behind the last letter of a word that is as it was meant.
constexpr std::u16string_view closing = u"\u2019\u201d\u201c\u2018\u00bb\u203a\u00ab\u2039\u2026\u2013\u2014"
                                        u"\u2122\u00ae\u00b0\u00b2\u00b3\u00b9\u00a0\u00b7\u2022\u2030";

/// The byte that Windows-1252 has for it, of those above 0x7f.
std::optional<char> highByte(QChar character)
{
    const char16_t code = character.unicode();
    if (code < 0x80)
        return std::nullopt;
    if (code >= 0xa0 && code <= 0xff)
        return static_cast<char>(code);
    if (code > 0x2122)
        return std::nullopt;
    const auto found = std::ranges::find(highControls, code);
    if (found == highControls.end())
        return std::nullopt;
    return static_cast<char>(0x80 + (found - highControls.begin()));
}

struct Run {
    qsizetype begin = 0, end = 0;
    std::optional<QString> decoded;
    bool isSure = false; ///< nobody means such a run as it stands
};

/// With a byte order mark, where there is one. Nothing where it is no UTF-8.
std::optional<QString> decodedUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return text;
}

/// Whether a letter is followed by closing punctuation alone, as at the end of a quotation.
bool couldBeMeant(QStringView run)
{
    return run.front().isLetter() && std::ranges::all_of(run.sliced(1), [](QChar character) {
               return closing.find(character.unicode()) != std::u16string_view::npos;
           });
}

std::vector<Run> runsOf(const QString &text)
{
    std::vector<Run> runs;
    for (qsizetype at = 0; at < text.size(); ++at) {
        QByteArray bytes;
        const qsizetype begin = at;
        for (; at < text.size(); ++at) {
            const auto byte = highByte(text.at(at));
            if (!byte)
                break;
            bytes += *byte;
        }
        if (bytes.isEmpty())
            continue;
        Run run{begin, at, bytes.size() > 1 ? decodedUtf8(bytes) : std::nullopt, false};
        run.isSure = run.decoded && !couldBeMeant(QStringView(text).sliced(begin, at - begin));
        runs.push_back(std::move(run));
    }
    return runs;
}

/// What was spoilt twice is repaired twice.
QString repairedOnce(const QString &text)
{
    const auto runs = runsOf(text);
    if (std::ranges::none_of(runs, &Run::isSure))
        return text;
    const bool hasRightLetters = std::ranges::any_of(runs, [&text](const Run &run) {
        return !run.decoded && std::any_of(text.cbegin() + run.begin, text.cbegin() + run.end,
                                           [](QChar character) { return character.isLetter(); });
    });
    QString repaired;
    repaired.reserve(text.size());
    qsizetype copied = 0;
    for (const auto &run : runs) {
        if (!run.decoded || (!run.isSure && hasRightLetters))
            continue;
        repaired += QStringView(text).sliced(copied, run.begin - copied);
        repaired += *run.decoded;
        copied = run.end;
    }
    return repaired += QStringView(text).sliced(copied);
}

bool isBinary(const QByteArray &bytes)
{
    qsizetype controls = 0;
    for (const char character : bytes) {
        if (character == '\0')
            return true;
        const auto code = static_cast<unsigned char>(character);
        controls += code < 0x20 && code != '\t' && code != '\n' && code != '\r' && code != '\f';
    }
    return controls > 4 && controls > bytes.size() / 100;
}

QString fromWindows1252(const QByteArray &bytes)
{
    QString text;
    text.reserve(bytes.size());
    for (const char character : bytes) {
        const auto code = static_cast<unsigned char>(character);
        text += code >= 0x80 && code < 0xa0 ? QChar(highControls.at(code - 0x80)) : QChar(code);
    }
    return text;
}

std::optional<QString> fromUtf16(const QByteArray &bytes)
{
    if (!bytes.startsWith("\xff\xfe") && !bytes.startsWith("\xfe\xff"))
        return std::nullopt;
    QStringDecoder decoder(QStringDecoder::Utf16);
    QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(u'\0'))
        return std::nullopt;
    return text;
}

} // namespace

QString repairedText(const QString &text)
{
    QString repaired = text;
    for (int times = 0; times < 3; ++times) {
        auto again = repairedOnce(repaired);
        if (again == repaired)
            break;
        repaired = std::move(again);
    }
    return repaired;
}

db::Result<DecodedText> decodeText(const QByteArray &bytes, const QString &name)
{
    DecodedText decoded;
    if (auto wide = fromUtf16(bytes)) {
        decoded.text = std::move(*wide);
        decoded.notes << u"The file is written in UTF-16."_s;
    } else if (isBinary(bytes)) {
        return db::fail(ErrorKind::InvalidInput, u"'%1' is not a text file."_s.arg(name),
                        u"Choose a checklist written in Markdown."_s);
    } else if (auto narrow = decodedUtf8(bytes)) {
        decoded.text = std::move(*narrow);
    } else {
        decoded.text = fromWindows1252(bytes);
        decoded.notes << u"The file is not UTF-8; it was read as Windows-1252."_s;
    }
    auto repaired = repairedText(decoded.text);
    if (repaired != decoded.text) {
        decoded.wasRepaired = true;
        decoded.text = std::move(repaired);
        decoded.notes << u"Characters that had been spoilt (UTF-8 read as Windows-1252) were put right; the "
                         u"file itself is left as it is."_s;
    }
    if (decoded.text.startsWith(QChar(0xfeff)))
        decoded.text.remove(0, 1);
    return decoded;
}

} // namespace seawall::models
