// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/alerts.h"

#include <QDBusConnection>
#include <QObject>

#include <optional>

namespace seawall::ui {

class DesktopBus;

/// Tells raised alerts through org.freedesktop.Notifications, without waiting for an answer; silent where the
/// desktop has no such service.
class DesktopNotifier final : public QObject
{
    Q_OBJECT

public:
    explicit DesktopNotifier(DesktopBus *bus, QObject *parent = nullptr);

    void notify(const QString &title, const QString &text, models::Severity severity);
    void notifyAlert(const QString &cluster, const models::Alert &alert);

private:
    std::optional<QDBusConnection> m_connection;
};

} // namespace seawall::ui
