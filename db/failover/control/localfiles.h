// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodefiles.h"
#include "db/sandbox/account.h"

namespace seawall::db {

/// A data directory on this machine. Works as its owner, and as root, who becomes its owner for it.
class LocalFiles final : public NodeFiles
{
public:
    /// `binaries`: the folder of pg_controldata and pg_rewind of its version.
    LocalFiles(QString dataDirectory, QString binaries, ServiceAccount account);

    QString dataDirectory() const override { return m_dataDirectory; }
    QString keepCommand() const override { return QStringLiteral("mv %1 %1.old").arg(m_dataDirectory); }
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
    QStringList rewindArguments(const Endpoint &source) const;
    QString standbySignal() const;

    QString m_dataDirectory, m_binaries;
    ServiceAccount m_account;
};

/// Who owns a data directory. Errors: FileAccess where it is not there or cannot be entered.
Result<ServiceAccount> ownerOf(const QString &dataDirectory);

} // namespace seawall::db
