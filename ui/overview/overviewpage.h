// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page.h"

#include <array>

class QSplitter;

namespace seawall::models {
class AlertsModel;
}

namespace seawall::ui {

class CriterionCard;
class EventList;
class NodeDetails;
class TopologyView;

/// The cluster at a glance: success criteria, topology, the node chosen in it, alerts and events.
class OverviewPage final : public Page
{
    Q_OBJECT

public:
    OverviewPage(models::Workspace *workspace, QWidget *parent);

    void setSnapshot(const db::SnapshotPtr &snapshot) override;
    void selectNode(const QString &name) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

private:
    QWidget *buildCluster();
    QWidget *buildLists();
    void openNodeMenu(const QString &name, const QPoint &at);
    void showTrend(CriterionCard &card, qint64 nowMs);
    void showAlerts();
    void chooseWorst();
    void showDetails();

    db::SnapshotPtr m_snapshot;
    bool m_chosenByPerson = false; ///< otherwise the choice follows the worst node
    bool m_choosing = false;
    std::array<CriterionCard *, 4> m_criteria{};
    TopologyView *m_topology = nullptr;
    NodeDetails *m_details = nullptr;
    models::AlertsModel *m_alerts = nullptr;
    QSplitter *m_columns = nullptr;
    QSplitter *m_lists = nullptr;
    EventList *m_alertList = nullptr;
};

} // namespace seawall::ui
