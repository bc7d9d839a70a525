// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/envwatch.h"

#include "models/failover/envswap.h"

namespace seawall::models {

EnvWatch::EnvWatch(const ClusterProfile &profile, QObject *parent)
    : QObject(parent), m_file(profile.envFile), m_primary(configuredPrimary(profile))
{
    if (m_file.isEmpty())
        return;
    m_watch = std::make_unique<FileWatch>(m_file);
    connect(m_watch.get(), &FileWatch::changed, this, &EnvWatch::refresh);
    refresh();
}

void EnvWatch::refresh()
{
    m_isAgain = m_isReading;
    if (m_file.isEmpty() || m_isReading)
        return;
    m_isReading = true;
    m_worker = std::jthread([this, file = m_file] {
        m_inbox.post([this, named = primaryNamedIn(file)] {
            m_isReading = false;
            if (named && *named != m_primary) {
                m_primary = *named;
                Q_EMIT changed();
            }
            if (m_isAgain)
                refresh();
        });
    });
}

} // namespace seawall::models
