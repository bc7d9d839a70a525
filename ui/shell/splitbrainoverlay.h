// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace seawall::ui {

/// The alarm over the whole window: two nodes of one cluster accept writes. It can be put aside, and comes
/// back when the set of primaries changes.
class SplitBrainOverlay final : public QWidget
{
    Q_OBJECT

public:
    explicit SplitBrainOverlay(QWidget *window);

    void showSnapshot(const db::SnapshotPtr &snapshot);

Q_SIGNALS:
    void raised(const QString &sentence); ///< once for each new set of primaries
    void detailsRequested();              ///< which writes are on one of them only

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override; ///< stays among the buttons: nothing below is worked unseen
    void keyPressEvent(QKeyEvent *event) override; ///< Enter presses a button, Escape puts the alarm aside
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void cover();

    QStringList m_primaries; ///< whom the alarm now up, or put aside, is about
    QLabel *m_title;
    QLabel *m_reason;
    QLabel *m_nodes;
    QLabel *m_advice;
    QPushButton *m_aside;
};

} // namespace seawall::ui
