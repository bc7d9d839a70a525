// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"
#include "models/filewatch.h"
#include "models/inbox.h"

#include <thread>

namespace seawall::models {

/// Which servers the profile's .env names, as the file is now: read again, on a worker, when it changes and
/// when it is asked to. What cannot be read leaves what was read before. Lives on the GUI thread; its
/// destructor waits for the worker.
class EnvWatch : public QObject
{
    Q_OBJECT

public:
    explicit EnvWatch(const ClusterProfile &profile, QObject *parent = nullptr);

    /// 'host:port' as last read; what the profile was opened with until then.
    const QString &primary() const { return m_primary; }

    /// Where the file names other servers than the cluster was opened with, which, and what they were:
    /// 'primary db2:5432 (was db1:5432), …'; else empty. Servers that a person added to the profile, or
    /// entered otherwise, were never the file's, and are not told.
    QString otherServers() const;

    /// The profile as the file describes it now (asReadAgain()), with its servers.
    ClusterProfile profileNow() const;

    void refresh();

Q_SIGNALS:
    void changed();

private:
    struct Server {
        QString name, address;
        bool operator==(const Server &) const = default;
    };
    static std::vector<Server> serversOf(ClusterProfile profile);
    void take(const ClusterProfile &read);

    ClusterProfile m_profile;
    std::optional<ClusterProfile> m_read; ///< of the file, the last time
    std::vector<Server> m_opened;         ///< with which the cluster was opened, by the names of the file
    QString m_primary;
    bool m_isReading = false, m_isAgain = false;
    std::unique_ptr<FileWatch> m_watch;
    Inbox m_inbox;
    std::jthread m_worker; ///< last: it ends before what it posts to
};

} // namespace seawall::models
