// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktopbus.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

/// Without an address libdbus would start a bus of its own; we want the desktop's or none.
bool busIsNamed()
{
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const auto runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + u"/bus"_s);
}

} // namespace

void DesktopBus::connectInBackground()
{
    if (!busIsNamed())
        return;
    QThreadPool::globalInstance()->start([self = QPointer(this)] {
        const auto connection = QDBusConnection::sessionBus();
        if (!connection.isConnected())
            return;
        // The queued call runs on the GUI thread, where the pointer may be looked at.
        QMetaObject::invokeMethod(
            qApp,
            [self, connection] {
                if (self)
                    Q_EMIT self->ready(connection);
            },
            Qt::QueuedConnection);
    });
}

} // namespace seawall::ui
