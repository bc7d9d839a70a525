// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/json.h"
#include "db/result.h"

#include <QString>

namespace seawall::app {

enum class ExitCode { Fine = 0, NotFine = 1, Usage = 2, CannotConnect = 3 };

/// What a failure means for the exit code: bad input is Usage, an unreachable server CannotConnect.
ExitCode exitCodeFor(const db::Error &error);

enum class Colour { Plain, Good, Warning, Bad, Dim };

/// Standard output and error of a command. Colours only on a terminal, and never with NO_COLOR.
class Output final
{
public:
    Output();

    bool isTerminal() const { return m_terminal; }
    int width() const;  ///< of the terminal in columns; 80 where there is none
    int height() const; ///< of the terminal in rows; 24 where there is none

    /// The .env that was named on the command line: commands in what is told name it too.
    void setEnvironment(const QString &envFile) { m_envFile = envFile; }

    void line(const QString &text = {});
    void json(const Json &value, int indent = 2); ///< indent -1: on one line
    void raw(const QByteArray &bytes);

    /// Whoever read the output is gone; there is no point in going on.
    bool isBroken() const { return m_broken; }

    /// The text in that colour where colours are used.
    QString coloured(const QString &text, Colour colour) const;

    /// Tells the failure on standard error: what happened, what to do, details. Returns its exit code.
    ExitCode failed(const db::Error &error);

private:
    bool m_terminal = false;
    bool m_colours = false;
    bool m_broken = false;
    QString m_envFile;
};

} // namespace seawall::app
