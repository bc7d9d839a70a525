// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/envfile.h"

#include <QRegularExpression>

#include <algorithm>
#include <ranges>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::ErrorKind;
using db::Result;

namespace {

/// Whether every reader of such files takes it as it stands, without quotes.
bool isPlain(const QString &value)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:@%+,=-]*$"_s);
    return plain.match(value).hasMatch();
}

bool hasControl(const QString &value)
{
    return std::ranges::any_of(value, [](QChar each) { return each.unicode() < 0x20 && each != u'\t'; });
}

QString doubleQuoted(const QString &value)
{
    QString text(u'"');
    for (const auto each : value) {
        if (each == u'\n')
            text += u"\\n"_s;
        else if (each == u'\r')
            text += u"\\r"_s;
        else if (u"\\\"$`"_s.contains(each))
            text += QString(u'\\') + each;
        else
            text += each;
    }
    return text + u'"';
}

/// `value` in the quotes `current` has, or in the least that hold it.
QString written(const QString &value, QByteArrayView current)
{
    if (current.startsWith('"'))
        return doubleQuoted(value);
    const bool fitsSingle = !value.contains(u'\'') && !hasControl(value);
    if (current.startsWith('\'') || !isPlain(value))
        return fitsSingle ? u'\'' + value + u'\'' : doubleQuoted(value);
    return value;
}

bool isKey(const QString &key)
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    return name.match(key).hasMatch();
}

/// The file's own line end: that of its first line.
QByteArray lineEnd(const QByteArray &content)
{
    const auto end = content.indexOf('\n');
    return end > 0 && content[end - 1] == '\r' ? "\r\n" : "\n";
}

QByteArray appended(const QByteArray &content, const QByteArray &line)
{
    const auto end = lineEnd(content);
    const bool isOpen = !content.isEmpty() && !content.endsWith('\n') && content != "\xEF\xBB\xBF";
    return content + (isOpen ? end : QByteArray()) + line + end;
}

} // namespace

Result<QByteArray> EnvFile::with(const QString &key, const QString &value) const
{
    if (!isKey(key))
        return db::fail(ErrorKind::InvalidInput, u"'%1' is no name for a key."_s.arg(key),
                        u"Use letters, digits and '_', and no digit at the start."_s);
    const auto *const known = entry(key);
    auto next = m_content;
    if (known) {
        const auto current = QByteArrayView(m_content).sliced(known->at, known->length);
        const auto text = written(value, current);
        next.replace(known->at, known->length, known->isUtf8 ? text.toUtf8() : text.toLatin1());
    } else {
        next = appended(m_content, (key + u'=' + written(value, {})).toUtf8());
    }
    // What is written has to be read as it is meant, and nothing else in another way.
    const auto read = parse(next, key);
    const bool isSound =
        read && read->value(key) == value && read->m_entries.size() == m_entries.size() + (known ? 0 : 1) &&
        std::ranges::equal(m_entries, read->m_entries | std::views::take(m_entries.size()),
                           [&](const Entry &was, const Entry &is) {
                               return was.key == is.key &&
                                      (was.value == is.value || was.line == (known ? known->line : 0));
                           });
    if (!isSound)
        return db::fail(ErrorKind::InvalidInput,
                        u"The value of %1 cannot be written to such a file."_s.arg(key),
                        u"Use a value of printable characters on one line."_s);
    return next;
}

} // namespace seawall::models
