// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/inbox.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPointer>

#include <utility>

namespace seawall::models {

void Inbox::post(std::function<void()> task)
{
    const std::lock_guard lock(m_mutex);
    m_tasks.push_back(std::move(task));
    if (m_tasks.size() == 1)
        QCoreApplication::postEvent(this, new QEvent(QEvent::User)); // the event queue owns it
}

void Inbox::customEvent(QEvent *)
{
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_tasks);
    }
    const QPointer<Inbox> alive(this); // a task may end the owner
    for (auto &task : tasks) {
        if (!alive)
            return;
        task();
    }
}

} // namespace seawall::models
