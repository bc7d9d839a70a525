// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

namespace seawall::models {

/// Brings results of workers to the thread it lives on (the GUI's): post() from any thread, and the task runs
/// there, in order, from the event loop. What a task does before post() happens before it runs. Its owner
/// joins all workers that post before it goes; tasks still waiting are dropped then.
class Inbox final : public QObject
{
public:
    explicit Inbox(QObject *parent = nullptr) : QObject(parent) {}
    void post(std::function<void()> task);

protected:
    void customEvent(QEvent *event) override;

private:
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_tasks;
};

} // namespace seawall::models
