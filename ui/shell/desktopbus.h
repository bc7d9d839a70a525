// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>

namespace seawall::ui {

/// The desktop's session bus. Connecting can wait for a slow or dead bus, so it happens on a worker; where
/// there is no bus, ready() is simply never emitted.
class DesktopBus final : public QObject
{
    Q_OBJECT

public:
    explicit DesktopBus(QObject *parent = nullptr) : QObject(parent) {}

    void connectInBackground();

Q_SIGNALS:
    void ready(QDBusConnection connection);
};

} // namespace seawall::ui
