// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/desktopbus.h"

#include <QStringList>

namespace seawall::ui {

/// Whether the desktop has a keychain service: asked of the bus by name, which opens no keychain.
class KeychainProbe final : public QObject
{
    Q_OBJECT

public:
    /// `bus` is not owned and outlives it.
    explicit KeychainProbe(DesktopBus *bus, QObject *parent = nullptr);

    bool isThere() const { return m_isThere; } ///< false until it was found

Q_SIGNALS:
    void found();

private:
    void ask(QDBusConnection connection);
    void take(const QStringList &services);
    bool m_isThere = false;
};

} // namespace seawall::ui
