// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/output.h"

#include "models/printedcommand.h"

#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace seawall::app {

using namespace Qt::StringLiterals;

namespace {

const char *sequenceFor(Colour colour)
{
    switch (colour) {
    case Colour::Good:
        return "\033[32m";
    case Colour::Warning:
        return "\033[33m";
    case Colour::Bad:
        return "\033[31m";
    case Colour::Dim:
        return "\033[2m";
    case Colour::Plain:
        break;
    }
    return "";
}

} // namespace

ExitCode exitCodeFor(const db::Error &error)
{
    using enum db::ErrorKind;
    switch (error.kind) {
    case InvalidInput:
        return ExitCode::Usage;
    case HostUnknown:
    case Refused:
    case Timeout:
    case AuthRefused:
    case DatabaseMissing:
    case TlsRefused:
    case NotPostgres:
    case TooManyConnections:
    case ServerNotReady:
    case ConnectionLost:
    case NoNode:
        return ExitCode::CannotConnect;
    case FileAccess:
    case Cancelled:
    case PermissionDenied:
    case QueryFailed:
    case PoolExhausted:
    case ToolMissing:
    case Internal:
        break;
    }
    return ExitCode::NotFine;
}

Output::Output() : m_terminal(isatty(STDOUT_FILENO) == 1)
{
    m_colours = m_terminal && qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb";
}

int Output::width() const
{
    winsize size{};
    return m_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

int Output::height() const
{
    winsize size{};
    return m_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

void Output::line(const QString &text)
{
    raw(models::withEnv(text, m_envFile).toUtf8() + '\n');
}

void Output::json(const Json &value, int indent)
{
    raw(QByteArray::fromStdString(value.dump(indent)) + '\n');
}

void Output::raw(const QByteArray &bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0)
        m_broken = true;
}

QString Output::coloured(const QString &text, Colour colour) const
{
    if (!m_colours || colour == Colour::Plain)
        return text;
    return QLatin1StringView(sequenceFor(colour)) + text + u"\033[0m"_s;
}

ExitCode Output::failed(const db::Error &failure)
{
    const auto error = models::withEnv(failure, m_envFile);
    QString text = u"seawallctl: "_s + error.message + u'\n';
    if (!error.hint.isEmpty())
        text += u"  "_s + error.hint + u'\n';
    if (!error.detail.isEmpty())
        text += error.detail.trimmed() + u'\n';
    std::fputs(text.toUtf8().constData(), stderr);
    return exitCodeFor(error);
}

} // namespace seawall::app
