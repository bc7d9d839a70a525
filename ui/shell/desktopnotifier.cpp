// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktopnotifier.h"

#include "ui/shell/desktopbus.h"
#include "ui/tone.h"

#include <QDBusMessage>

namespace seawall::ui {

using namespace Qt::StringLiterals;

DesktopNotifier::DesktopNotifier(DesktopBus *bus, QObject *parent) : QObject(parent)
{
    connect(bus, &DesktopBus::ready, this,
            [this](const QDBusConnection &connection) { m_connection = connection; });
}

void DesktopNotifier::notifyAlert(const QString &cluster, const models::Alert &alert)
{
    notify(tr("Seawall: %1").arg(cluster), alert.sentence, alert.rule.severity);
}

void DesktopNotifier::notify(const QString &title, const QString &text, models::Severity severity)
{
    if (!m_connection)
        return;
    constexpr uchar normal = 1;
    constexpr uchar critical = 2;
    const auto urgency = severity == models::Severity::Critical ? critical : normal;
    auto call = QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s,
                                               u"/org/freedesktop/Notifications"_s,
                                               u"org.freedesktop.Notifications"_s, u"Notify"_s);
    call << u"Seawall"_s << 0U << toneIconName(toneOf(severity)) << title << text.toHtmlEscaped()
         << QStringList() << QVariantMap{{u"urgency"_s, QVariant::fromValue(urgency)}} << -1;
    m_connection->send(call); // no reply is wanted, and a missing service is no error
}

} // namespace seawall::ui
