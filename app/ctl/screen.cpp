// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/screen.h"

#include <csignal>

#include <unistd.h>

namespace seawall::app {

namespace {

constexpr auto enterSequence = "\033[?1049h\033[?25l\033[2J";
constexpr auto leaveSequence = "\033[?25h\033[?1049l";
constexpr auto beginFrame = "\033[?2026h\033[H"; // terminals that know it show the frame at once
constexpr auto endOfLine = "\033[K";
constexpr auto endFrame = "\033[J\033[?2026l";

} // namespace

Screen::Screen(Output &output) : m_output(output)
{
    m_hasTermios = tcgetattr(STDIN_FILENO, &m_before) == 0;
    enter();
}

Screen::~Screen()
{
    leave();
}

void Screen::draw(const std::vector<Line> &lines)
{
    QByteArray frame = beginFrame;
    const int width = m_output.width();
    const auto rows = std::min(lines.size(), static_cast<size_t>(m_output.height()));
    for (size_t i = 0; i < rows; ++i) {
        if (i > 0)
            frame += "\r\n";
        frame += rendered(lines[i], m_output, width).toUtf8() + endOfLine;
    }
    m_output.raw(frame + endFrame);
}

void Screen::suspend()
{
    leave();
    raise(SIGSTOP);
    enter();
}

void Screen::enter()
{
    if (m_hasTermios) {
        auto quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON);
        tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
    }
    m_output.raw(enterSequence);
}

void Screen::leave()
{
    m_output.raw(leaveSequence);
    if (m_hasTermios)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); // what was typed meanwhile was meant for nobody
}

} // namespace seawall::app
