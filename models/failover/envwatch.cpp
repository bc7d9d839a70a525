// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/envwatch.h"

#include "models/failover/envswap.h"
#include "models/profileagain.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

EnvWatch::EnvWatch(const ClusterProfile &profile, QObject *parent)
    : QObject(parent), m_profile(profile), m_primary(configuredPrimary(profile))
{
    if (m_profile.envFile.isEmpty())
        return;
    m_watch = std::make_unique<FileWatch>(m_profile.envFile);
    connect(m_watch.get(), &FileWatch::changed, this, &EnvWatch::refresh);
    refresh();
}

std::vector<EnvWatch::Server> EnvWatch::serversOf(ClusterProfile profile)
{
    std::vector<Server> servers;
    for (const auto *endpoint : endpointsOf(profile))
        servers.push_back({endpoint->name, endpoint->address()});
    return servers;
}

void EnvWatch::refresh()
{
    m_isAgain = m_isReading;
    if (m_profile.envFile.isEmpty() || m_isReading)
        return;
    m_isReading = true;
    m_worker = std::jthread([this, file = m_profile.envFile] {
        m_inbox.post([this, read = ClusterProfile::fromEnvFile(file)] {
            m_isReading = false;
            if (read)
                take(*read);
            if (m_isAgain)
                refresh();
        });
    });
}

/// A profile with passwords of its own may be older than its file. One that names the same primary is what
/// the file was when it was opened, whatever a person has added to it.
void EnvWatch::take(const ClusterProfile &read)
{
    const auto servers = serversOf(read);
    const auto primary = configuredPrimary(read);
    if (!m_read)
        m_opened = primary == m_primary ? servers : serversOf(m_profile);
    const bool isNews = servers != (m_read ? serversOf(*m_read) : m_opened);
    m_read = read;
    m_primary = primary;
    if (isNews)
        Q_EMIT changed();
}

QString EnvWatch::otherServers() const
{
    if (!m_read)
        return {};
    QStringList told;
    const auto now = serversOf(*m_read);
    for (const auto &server : now) {
        const auto before = std::ranges::find(m_opened, server.name, &Server::name);
        if (before == m_opened.end())
            told << u"%1 %2 (new)"_s.arg(server.name, server.address);
        else if (*before != server)
            told << u"%1 %2 (was %3)"_s.arg(server.name, server.address, before->address);
    }
    for (const auto &server : m_opened)
        if (std::ranges::find(now, server.name, &Server::name) == now.end())
            told << u"%1 no more (was %2)"_s.arg(server.name, server.address);
    return told.join(u", "_s);
}

ClusterProfile EnvWatch::profileNow() const
{
    auto known = m_profile;
    known.ownServers = false; // those of the file are wanted
    return m_read ? asReadAgain(known, *m_read) : known;
}

} // namespace seawall::models
