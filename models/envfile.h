// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace seawall::models {

/// A `.env` file as it stands: every byte kept, so that changing a value changes nothing else.
/// Understands `KEY=value`, `export KEY=…`, single and double quotes (escapes in double ones), inline
/// comments behind white space and `#`, CRLF, a byte order mark. The last definition of a key wins. A value,
/// not a store: no I/O but load().
class EnvFile final
{
public:
    struct Entry {
        QString key, value;
        int line = 0;     ///< 1-based
        qsizetype at = 0; ///< where the value stands in content(), quotes included, and how long it is: bytes
        qsizetype length = 0;
        bool isUtf8 = true; ///< its line; what is not UTF-8 is read, and written, as Latin-1
    };

    /// Errors: FileAccess; InvalidInput naming file and line (never the value) where a line is neither blank,
    /// comment nor KEY=value.
    static db::Result<EnvFile> load(const QString &path);
    static db::Result<EnvFile> parse(const QByteArray &content, const QString &nameForErrors);

    std::optional<QString> value(const QString &key) const;
    const Entry *entry(const QString &key) const; ///< the one that counts; nullptr where there is none
    const std::vector<Entry> &entries() const { return m_entries; }
    const QStringList &warnings() const { return m_warnings; } ///< duplicate keys, file readable by others …
    const QByteArray &content() const { return m_content; }

    /// The content with another value for `key`: in the quotes it has, where they can hold it; at the end
    /// where the key is not there yet. Reading it back gives that value, and every other byte is as it was.
    /// Errors: InvalidInput where the key is none, or the value cannot be written.
    db::Result<QByteArray> with(const QString &key, const QString &value) const;

private:
    QByteArray m_content;
    std::vector<Entry> m_entries;
    QStringList m_warnings;
};

} // namespace seawall::models
