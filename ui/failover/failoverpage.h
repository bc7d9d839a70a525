// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"
#include "models/failover/readinessmodel.h"
#include "models/failover/settingsmodel.h"
#include "ui/page.h"
#include "ui/tone.h"

class QCheckBox;
class QMenu;
class QScrollArea;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace seawall::ui {

class CheckDetails;
class DataTable;
class FailoverQuestion;
class FailoverRunPanel;
class NoticeBar;
class PartedPanel;
class ReadinessHead;
class StatePanel;
class TopologyView;

/// Could the cluster fail over now, and doing it: topology and readiness on top, below them the chosen check,
/// the settings that differ, the run that goes on, and where nodes have parted what only one of them has.
/// Offered is what fits: a switchover while there is a primary, a failover where there is none, a rejoin
/// where a node does not follow. It looks at the readiness while it is shown.
class FailoverPage final : public Page
{
    Q_OBJECT

public:
    explicit FailoverPage(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot) override;
    void selectNode(const QString &name) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildBar();
    QWidget *buildTop();
    QWidget *buildSettings();
    QWidget *buildTabs();
    void showReadiness();
    void chooseCheck();
    void showChosen();
    void showState();
    void buildActions(QWidget *bar);
    void updateActions();
    static void offer(QAction *action, const QString &against, const QString &meaning);
    void updateChange();
    void updateRejoin();
    QString whyNoRejoin(const QString &node) const;
    void updateServer();
    void chooseNode();
    void meetEmergency(const db::SnapshotPtr &snapshot);
    void updateNotices();
    void updateSwap();
    QString nodeToSwap() const; ///< that the .env does not name as the primary, as it should
    void showParted();
    void onNotice(const QString &key);
    void planSwitchover();
    void planPromote();
    void planRejoin(const QString &node);
    void planAction(db::NodeAction action, const QString &node);
    void connectDesk();

    /// With the sign of each state, 'unknown' too.
    class ShownChecks;

    db::SnapshotPtr m_snapshot;
    ShownChecks *m_checks;
    models::SettingsModel m_settings;
    QStackedWidget *m_stack;
    StatePanel *m_state;
    QSplitter *m_rows;
    QList<int> m_rowsBefore; ///< while nodes have parted: its sizes of before
    QSplitter *m_columns = nullptr;
    ReadinessHead *m_head = nullptr;
    TopologyView *m_topology = nullptr;
    QScrollArea *m_topologyScroll = nullptr;
    DataTable *m_table = nullptr;
    QTabWidget *m_tabs = nullptr;
    CheckDetails *m_details = nullptr;
    DataTable *m_settingsTable = nullptr;
    QCheckBox *m_withExpected = nullptr;
    FailoverRunPanel *m_run = nullptr;
    FailoverQuestion *m_question;
    PartedPanel *m_parted = nullptr;
    NoticeBar *m_notices;
    QMenu *m_nodeMenu = nullptr;
    QAction *m_startDown = nullptr; ///< of a node that is down while another one is chosen
    bool m_isLost = false;          ///< no primary answers
    std::optional<Tone> m_worst;    ///< of the checks; nothing before there are any
    QAction *m_again = nullptr, *m_switchover = nullptr, *m_failover = nullptr, *m_rejoin = nullptr;
};

} // namespace seawall::ui
