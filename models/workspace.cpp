// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace.h"

#include "models/workspace_p.h"

#include <QDir>

#include <utility>

namespace seawall::models {

Workspace::Workspace(ClusterProfile profile, const Paths &paths, QObject *parent) : QObject(parent)
{
    if (!paths.directory.isEmpty() && QDir().mkpath(paths.directory))
        QFile::setPermissions(paths.directory,
                              QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    d = std::make_unique<Private>(this, std::move(profile), paths.directory);
    d->monitor = std::make_unique<db::ClusterMonitor>(
        d->profile.monitor, [this](db::SnapshotPtr snapshot) { d->feed.put(snapshot); });
    d->recordAlerts();
    d->recordOperations();
    d->flags = std::make_unique<FlagBook>(this);
    connect(&d->history, &History::failed, this, &Workspace::problem);
    connect(&d->alerts, &Alerts::failed, this, &Workspace::problem);
    connect(&d->events, &EventLog::failed, this, &Workspace::problem);
    connect(&d->operations, &OperationRunner::journalFailed, this, &Workspace::problem);
}

Workspace::~Workspace()
{
    d->monitor->stop();
}

void Workspace::start()
{
    d->monitor->start();
    d->flags->refresh();
    d->mirrorJournal();
}

void Workspace::stop()
{
    d->monitor->stop();
}

void Workspace::put(db::SnapshotPtr snapshot)
{
    d->feed.put(std::move(snapshot));
}

const ClusterProfile &Workspace::profile() const
{
    return d->profile;
}

QString Workspace::directory() const
{
    return d->directory;
}

db::SnapshotPtr Workspace::snapshot() const
{
    return d->latest;
}

QString Workspace::systemIdentifier() const
{
    return d->cluster;
}

History *Workspace::history() const
{
    return &d->history;
}

Alerts *Workspace::alerts() const
{
    return &d->alerts;
}

EventLog *Workspace::events() const
{
    return &d->events;
}

OperationRunner *Workspace::operations() const
{
    return &d->operations;
}

FlagBook *Workspace::flags() const
{
    return d->flags.get();
}

void Workspace::setSessionDetail(bool wanted)
{
    d->monitor->setSessionDetail(wanted);
}

void Workspace::reconnectNow()
{
    d->monitor->reconnectNow();
}

void Workspace::Private::deliver(const SnapshotFeed::Batch &batch)
{
    for (const auto &each : batch) {
        latest = judgedBy(cutOff, each);
        history.add(latest);
        events.add(latest);
        alerts.add(latest);
    }
    recordCluster(latest->systemIdentifier);
    recordLostPrimary();
    Q_EMIT q->snapshotChanged(latest);
}

} // namespace seawall::models

#include "moc_workspace.cpp"
