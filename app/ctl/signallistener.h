// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <functional>
#include <initializer_list>
#include <thread>

namespace seawall::app {

/// Takes signals as calls on a thread of its own while it lives. They are blocked from the constructor of
/// SignalBlock on, which has to be made before any other thread, so that all leave them to the listener.
class SignalBlock final
{
public:
    SignalBlock(std::initializer_list<int> signalNumbers);
    ~SignalBlock();
    SignalBlock(const SignalBlock &) = delete;
    SignalBlock &operator=(const SignalBlock &) = delete;

    const sigset_t &set() const { return m_set; }

private:
    sigset_t m_set;
    sigset_t m_before;
};

class SignalListener final
{
public:
    /// `block` has to outlive the listener.
    SignalListener(const SignalBlock &block, std::function<void(int)> arrived);
    ~SignalListener();
    SignalListener(const SignalListener &) = delete;
    SignalListener &operator=(const SignalListener &) = delete;

private:
    int m_wake; ///< a signal of the set, sent to the thread to end its wait
    std::jthread m_thread;
};

} // namespace seawall::app
