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

/// A `.env` file as it stands: every line kept, so that a later writer changes nothing but a value.
/// Understands `KEY=value`, `export KEY=…`, single and double quotes (escapes in double ones), inline
/// comments behind white space and `#`, CRLF, a byte order mark. The last definition of a key wins. A value,
/// not a store: no I/O but load().
class EnvFile final
{
public:
    struct Entry {
        QString key, value;
        int line = 0; ///< 1-based
    };

    /// Errors: FileAccess; InvalidInput naming file and line (never the value) where a line is neither blank,
    /// comment nor KEY=value.
    static db::Result<EnvFile> load(const QString &path);
    static db::Result<EnvFile> parse(const QByteArray &content, const QString &nameForErrors);

    std::optional<QString> value(const QString &key) const;
    const std::vector<Entry> &entries() const { return m_entries; }
    const QStringList &warnings() const { return m_warnings; } ///< duplicate keys, file readable by others …

private:
    std::vector<Entry> m_entries;
    QStringList m_warnings;
};

} // namespace seawall::models
