// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/signallistener.h"

#include <stop_token>

namespace seawall::app {

/// Turns Ctrl+C, SIGTERM and SIGHUP into a stop token while it lives. Make it before any other thread, so
/// that all leave these signals to it.
class Interrupt final
{
public:
    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    SignalBlock m_block{SIGINT, SIGTERM, SIGHUP};
    SignalListener m_listener{m_block, [this](int) { m_source.request_stop(); }};
};

} // namespace seawall::app
