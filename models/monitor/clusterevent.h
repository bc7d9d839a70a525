// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace seawall::models {

enum class Severity { Info, Warning, Critical };
QString toString(Severity severity);        ///< 'info', 'warning', 'critical'
Severity severityFrom(const QString &text); ///< Info for an unknown word

/// Something that happened to the cluster, derived from two Snapshots that follow each other, or taken from
/// the Journal. Shown in the list of events and as a mark on the charts' time axis.
struct ClusterEvent {
    enum class Kind {
        RoleChange,
        VerdictChange,
        Outage,
        Reconnect,
        TimelineChange,
        Alert,
        Operation,
        NameChange,
        ClusterChange
    };
    qint64 timeMs = 0;
    Kind kind = Kind::VerdictChange;
    Severity severity = Severity::Info;
    QString node;     ///< empty: the cluster
    QString sentence; ///< 'replica1 became primary on timeline 2'
    bool operator==(const ClusterEvent &) const = default;
};
QString toString(ClusterEvent::Kind kind); ///< 'role change', 'outage', …

/// Whether two consoles tell the same: each derives it from Snapshots of its own, some seconds apart and with
/// other figures.
bool isSameEvent(const ClusterEvent &one, const ClusterEvent &other);

/// As a line of the event log holds it; nothing where the object is not an event we know.
QJsonObject toJson(const ClusterEvent &event);
std::optional<ClusterEvent> eventFromJson(const QJsonObject &object);

} // namespace seawall::models
