// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/failoverdesk.h"
#include "ui/tone.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace seawall::ui {

class DataTable;
class ElidedLabel;
class ToneIcon;

/// A change of primary while it goes on and after: its steps, the way back of the one that runs, the live
/// lag, how it ended and what to do next; and one that was cut off, with the ways that are open.
class FailoverRunPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit FailoverRunPanel(models::FailoverDesk *desk, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot);

Q_SIGNALS:
    void stopRequested();
    void recoveryRequested(bool forward);

private:
    QWidget *buildHead();
    void refresh();
    void showHead();
    void showBelow();
    void tell(Tone tone, const QString &title);

    models::FailoverDesk *m_desk;
    db::SnapshotPtr m_snapshot;
    int m_shownStep = -1; ///< was scrolled to
    ToneIcon *m_icon = nullptr;
    ElidedLabel *m_title = nullptr;
    ElidedLabel *m_lag = nullptr;
    QPushButton *m_stop = nullptr, *m_back = nullptr, *m_forward = nullptr;
    DataTable *m_steps;
    QLabel *m_below;
};

} // namespace seawall::ui
