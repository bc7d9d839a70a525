// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace seawall::models {

/// Which node a text speaks of: by its words, by a port, by the name of a container. Knows what the whole
/// file says about ports; 5432 is the primary's and 5433 the replica's where it says nothing.
class TargetHints final
{
public:
    explicit TargetHints(const QString &file = {});

    /// 'primary', 'replica', '*' where it speaks of both, empty where of neither.
    QString targetOf(const QString &text) const;

    /// A target, and the words that led to it.
    struct Found {
        QString target, words;
    };
    Found find(const QString &text) const;

private:
    QHash<QString, QString> m_ports; ///< port → target
};

} // namespace seawall::models
