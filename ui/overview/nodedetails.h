// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

#include <QFrame>

class QGridLayout;
class QLabel;

namespace seawall::ui {

class Badge;
class ElidedLabel;

/// What is known of the node chosen in the topology: its verdict, why, the query that shows it, its lag in
/// all three figures, and what to run where a right is missing.
class NodeDetails final : public QFrame
{
    Q_OBJECT

public:
    explicit NodeDetails(QWidget *parent = nullptr);

    void showNode(const db::NodeSnapshot *node, qint64 nowMs); ///< nullptr: none is chosen

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setFigure(int index, const QString &caption, const QString &value, const QString &tip = {});

    ElidedLabel *m_name;
    Badge *m_verdict;
    QLabel *m_reason;
    QLabel *m_evidence;
    std::vector<std::pair<QLabel *, ElidedLabel *>> m_figures;
    QGridLayout *m_grid;
};

} // namespace seawall::ui
