// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connection/keychainprobe.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

KeychainProbe::KeychainProbe(DesktopBus *bus, QObject *parent) : QObject(parent)
{
    connect(bus, &DesktopBus::ready, this, &KeychainProbe::ask);
}

void KeychainProbe::ask(QDBusConnection connection)
{
    for (const auto &method : {u"ListNames"_s, u"ListActivatableNames"_s}) {
        const auto call = QDBusMessage::createMethodCall(
            u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s, u"org.freedesktop.DBus"_s, method);
        auto *watcher = new QDBusPendingCallWatcher(connection.asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
            const QDBusPendingReply<QStringList> reply = *watcher;
            if (!reply.isError())
                take(reply.value());
            watcher->deleteLater();
        });
    }
}

void KeychainProbe::take(const QStringList &services)
{
    const bool isNamed = std::ranges::any_of(services, [](const QString &service) {
        return service == "org.freedesktop.secrets"_L1 || service.startsWith("org.kde.kwalletd"_L1);
    });
    if (!isNamed || m_isThere)
        return;
    m_isThere = true;
    Q_EMIT found();
}

} // namespace seawall::ui
