// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"
#include "models/failover/failoverdesk.h"

#include <QFrame>
#include <QPointer>

class QAction;
class QHBoxLayout;
class QLabel;

namespace seawall::models {
class ReadinessWatch;
}

namespace seawall::ui {

class Badge;
class ElidedLabel;
class NodeChips;
class ReadinessBadge;

/// The cluster at the top of the window: its name and verdict, why, whether it could fail over now,
/// and its nodes as chips.
class ClusterHeader final : public QFrame
{
    Q_OBJECT

public:
    explicit ClusterHeader(QWidget *parent = nullptr);

    void showProfile(const models::ClusterProfile *profile); ///< nullptr: none is open
    void showSnapshot(const db::SnapshotPtr &snapshot);      ///< nullptr: none yet
    void setReadiness(models::ReadinessWatch *watch,
                      models::FailoverDesk *desk); ///< not owned; nullptr: none
    void addTool(QAction *action);                 ///< a button at the right end

Q_SIGNALS:
    void nodeActivated(const QString &name);
    void readinessActivated();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showReason();

    ElidedLabel *m_name;
    QLabel *m_production;
    Badge *m_verdict;
    ReadinessBadge *m_readiness;
    ElidedLabel *m_reason;
    NodeChips *m_chips;
    QHBoxLayout *m_tools;
    QColor m_colour;
    QPointer<models::FailoverDesk> m_desk;
    std::optional<db::ClusterVerdict> m_snapshotVerdict;
    QString m_snapshotReason;
};

/// The style of the PRODUCTION mark, wherever it stands.
QString productionStyle(int em);

} // namespace seawall::ui
