// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"
#include "db/monitor/snapshot.h"

#include <QFrame>

#include <set>

class QLabel;
class QPushButton;

namespace seawall::ui {

class ToneIcon;
struct TourStep;

/// A tour of three minutes through the console: what one sees, on a sandbox a replica that is stopped and
/// started again, and where to go on. It watches the Snapshots to see that a step has had its effect; one may
/// go on without.
class TourBar final : public QFrame
{
    Q_OBJECT

public:
    explicit TourBar(QWidget *parent = nullptr);
    ~TourBar() override;

    void start(bool onSandbox); ///< shows it, at the first step
    void showSnapshot(const db::SnapshotPtr &snapshot);

Q_SIGNALS:
    void pageWanted(const QString &id);
    void nodeActionWanted(seawall::db::NodeAction action, const QString &node);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildControls();
    void showStep();
    void noteDone();
    bool isPassedOver() const;
    void keepHeight();
    void go(int by);
    void act();

    std::vector<TourStep> m_steps;
    size_t m_current = 0;
    std::set<size_t> m_done; ///< deeds whose effect was seen, each after those before it
    db::SnapshotPtr m_snapshot;
    ToneIcon *m_sign;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_back;
    QPushButton *m_next;
};

} // namespace seawall::ui
