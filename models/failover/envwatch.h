// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"
#include "models/filewatch.h"
#include "models/inbox.h"

#include <thread>

namespace seawall::models {

/// Which server the profile's .env names as the primary, as the file is now: read again, on a worker, when it
/// changes and when it is asked to. Lives on the GUI thread; its destructor waits for the worker.
class EnvWatch : public QObject
{
    Q_OBJECT

public:
    explicit EnvWatch(const ClusterProfile &profile, QObject *parent = nullptr);

    /// 'host:port' as last read; what the profile was opened with until then, and while it cannot be read.
    const QString &primary() const { return m_primary; }
    void refresh();

Q_SIGNALS:
    void changed();

private:
    QString m_file, m_primary;
    bool m_isReading = false, m_isAgain = false;
    std::unique_ptr<FileWatch> m_watch;
    Inbox m_inbox;
    std::jthread m_worker; ///< last: it ends before what it posts to
};

} // namespace seawall::models
