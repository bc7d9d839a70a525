// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>

namespace seawall::ui {

/// For painting only: a line is not broken within 'db1:5432'. The joiner has no width, but would be copied
/// along.
inline QString unbroken(QString text)
{
    static const QRegularExpression beforePort(QStringLiteral("(?<=\\S):(?=\\d)"));
    return text.replace(beforePort, QStringLiteral(":\u2060"));
}

} // namespace seawall::ui
