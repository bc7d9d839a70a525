// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace seawall::models {

/// The head and the tail of an output that may be endless: at most 1 MiB together, and in between how much
/// was left out.
class KeptOutput final
{
public:
    static constexpr qsizetype most = 1024 * 1024;

    void add(const QString &text);
    QString text() const;

private:
    QByteArray m_head, m_tail; ///< UTF-8
    qint64 m_left = 0;         ///< bytes left out so far
};

} // namespace seawall::models
