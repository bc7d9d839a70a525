// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/envfile.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <map>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::ErrorKind;
using db::Result;

namespace {

constexpr qint64 largestFile = 1024 * 1024; // what is larger is no environment file

/// What is wrong with a line, to be put behind 'FILE, line N'. Never holds the value.
struct Mistake {
    QString what, hint;
};

QChar unescaped(QChar character)
{
    switch (character.unicode()) {
    case 'n':
        return u'\n';
    case 'r':
        return u'\r';
    case 't':
        return u'\t';
    default:
        return character; // \" \\ \$ and \`, as a shell has them
    }
}

/// A value, and where it stands in the text it was read from.
struct Written {
    QString value;
    qsizetype at = 0, length = 0;
};

/// What follows a closing quote may only be a comment.
bool isNothing(QStringView rest)
{
    const auto trimmed = rest.trimmed();
    return trimmed.isEmpty() || trimmed.startsWith(u'#');
}

std::expected<Written, Mistake> quotedValue(QStringView text)
{
    const QChar quote = text.front();
    QString value;
    for (qsizetype at = 1; at < text.size(); ++at) {
        const QChar character = text.at(at);
        if (character == quote) {
            if (isNothing(text.sliced(at + 1)))
                return Written{value, 0, at + 1};
            return std::unexpected(Mistake{u"something follows the closing quote"_s,
                                           u"Put quotes around the whole value, or around none of it."_s});
        }
        if (character == u'\\' && quote == u'"' && at + 1 < text.size())
            value += unescaped(text.at(++at));
        else
            value += character;
    }
    return std::unexpected(Mistake{u"a quote is not closed"_s, u"Close it on the same line."_s});
}

Written plainValue(QStringView text)
{
    for (qsizetype at = 1; at < text.size(); ++at) {
        if (text.at(at) == u'#' && text.at(at - 1).isSpace()) {
            text = text.first(at);
            break;
        }
    }
    const auto value = text.trimmed();
    const auto at = value.isEmpty() ? 0 : value.data() - text.data();
    return {value.toString(), at, value.size()};
}

/// The value behind the '='; a comment needs white space before its '#'.
std::expected<Written, Mistake> valueOf(QStringView text)
{
    const auto trimmed = text.trimmed();
    if (!trimmed.startsWith(u'"') && !trimmed.startsWith(u'\''))
        return plainValue(text);
    auto quoted = quotedValue(trimmed);
    if (quoted)
        quoted->at = trimmed.data() - text.data();
    return quoted;
}

std::unexpected<db::Error> mistakeIn(const QString &name, int line, const Mistake &mistake)
{
    return db::fail(ErrorKind::InvalidInput, u"%1, line %2: %3."_s.arg(name).arg(line).arg(mistake.what),
                    mistake.hint);
}

/// A line as text. What is not UTF-8 reads as Latin-1, so that its bytes can be told apart all the same.
struct Line {
    explicit Line(QByteArrayView bytes) : text(QString::fromUtf8(bytes))
    {
        isUtf8 = text.toUtf8() == bytes;
        if (!isUtf8)
            text = QString::fromLatin1(bytes);
    }
    qsizetype bytesOf(QStringView part) const { return isUtf8 ? part.toUtf8().size() : part.size(); }

    QString text;
    bool isUtf8 = true;
};

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");

const QRegularExpression &definition()
{
    static const QRegularExpression pattern(u"^\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)$"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

} // namespace

Result<EnvFile> EnvFile::load(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return db::fail(ErrorKind::FileAccess, u"There is no file %1."_s.arg(path),
                        u"Check the path; a sandbox writes one: seawallctl sandbox up."_s);
    QFile file(path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return db::fail(ErrorKind::FileAccess, u"%1 cannot be read."_s.arg(path),
                        u"Give an environment file that you may read."_s, file.errorString());
    if (info.size() > largestFile)
        return db::fail(ErrorKind::InvalidInput, u"%1 is too large for an environment file."_s.arg(path),
                        u"Give a file with lines such as POSTGRES_HOST=localhost."_s);
    auto result = parse(file.readAll(), path);
    const bool holdsPassword = result && std::ranges::any_of(result->m_entries, [](const Entry &entry) {
                                   return entry.key.endsWith("PASSWORD"_L1) && !entry.value.isEmpty();
                               });
    if (holdsPassword && (info.permissions() & (QFile::ReadGroup | QFile::ReadOther)))
        result->m_warnings
            << u"%1 holds a password and can be read by other users; chmod 600 makes it yours."_s.arg(path);
    return result;
}

Result<EnvFile> EnvFile::parse(const QByteArray &content, const QString &nameForErrors)
{
    EnvFile file;
    file.m_content = content;
    std::map<QString, int> firstLines;
    const QByteArrayView all(content);
    qsizetype start = all.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
    for (int number = 1; start <= all.size(); ++number) {
        const auto end = all.indexOf('\n', start);
        auto bytes = all.sliced(start, (end < 0 ? all.size() : end) - start);
        const auto lineStart = std::exchange(start, end < 0 ? all.size() + 1 : end + 1);
        if (bytes.endsWith('\r'))
            bytes.chop(1);
        const Line line(bytes);
        if (isNothing(line.text))
            continue;
        const auto match = definition().match(line.text);
        if (!match.hasMatch())
            return mistakeIn(nameForErrors, number,
                             {u"this is neither KEY=value nor a comment"_s,
                              u"Write lines such as POSTGRES_HOST=localhost; comments begin with #."_s});
        const auto written = valueOf(match.capturedView(2));
        if (!written)
            return mistakeIn(nameForErrors, number, written.error());
        const auto key = match.captured(1);
        if (const auto [known, isNew] = firstLines.try_emplace(key, number); !isNew)
            file.m_warnings << u"%1: %2 stands on line %3 and again on line %4; the last one counts."_s.arg(
                nameForErrors, key, QString::number(known->second), QString::number(number));
        const auto begin = match.capturedStart(2) + written->at;
        file.m_entries.push_back(
            {key, written->value, number, lineStart + line.bytesOf(QStringView(line.text).first(begin)),
             line.bytesOf(QStringView(line.text).sliced(begin, written->length)), line.isUtf8});
    }
    return file;
}

std::optional<QString> EnvFile::value(const QString &key) const
{
    const auto *const found = entry(key);
    return found ? std::optional(found->value) : std::nullopt;
}

const EnvFile::Entry *EnvFile::entry(const QString &key) const
{
    const auto found = std::ranges::find(m_entries.rbegin(), m_entries.rend(), key, &Entry::key);
    return found == m_entries.rend() ? nullptr : &*found;
}

} // namespace seawall::models
