// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodefiles.h"

#include <functional>

namespace seawall::db {

/// The data directory of a stopped container: its image is run once more beside it, with its volumes and in
/// its network, for one command.
class DockerFiles final : public NodeFiles
{
public:
    explicit DockerFiles(QString container) : m_container(std::move(container)) {}

    QString dataDirectory() const override { return QStringLiteral("\"$PGDATA\""); }
    QString keepCommand() const override
    {
        return QStringLiteral("copy \"$PGDATA\" of %1 away and empty it, with its volumes").arg(m_container);
    }
    Result<ControlData> controlData(Deadline deadline, const std::stop_token &stop = {}) override;
    Result<void> setStandby(bool standby) override;
    Result<bool> isStandby() const override;
    Result<void> addSettings(const QStringList &lines) override;
    QString rewindCommand(const Endpoint &source) const override;
    Result<QString> rewind(const Endpoint &source, Deadline deadline,
                           const std::stop_token &stop = {}) override;
    Result<quint32> walTimeline(Deadline deadline, const std::stop_token &stop) override;
    Result<QString> walRecords(quint32 timeline, Lsn start, Deadline deadline,
                               const std::stop_token &stop = {}) override;

private:
    Result<QString> inside(const QString &script, Deadline deadline, const std::stop_token &stop,
                           const Secret &password = {}) const;

    QString m_container;
};

/// Runs docker with these arguments; what it said. Errors: ToolMissing, Timeout, Cancelled, Internal.
Result<QString> runDocker(const QStringList &arguments, Deadline deadline, const std::stop_token &stop,
                          const Secret &password = {});

} // namespace seawall::db
