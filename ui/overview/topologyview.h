// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/overview/topologylayout.h"

#include <QWidget>

namespace seawall::ui {

/// The cluster as a drawing: a card a node, an arrow for each flow of WAL with its lag on it. A click or the
/// arrow keys choose a node; a right click or the menu key asks for its menu. Grows beyond its room with many
/// nodes: put it into a scroll area.
class TopologyView final : public QWidget
{
    Q_OBJECT

public:
    explicit TopologyView(QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot);
    void selectNode(const QString &name);
    QString selectedNode() const { return m_selected; }
    QRectF cardOf(const QString &name) const; ///< empty where there is no such node

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void nodeSelected(const QString &name);
    void menuRequested(const QString &name,
                       const QPoint &at); ///< the node is selected by then; `at` on the screen

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    static constexpr int mostFullRows = 4; ///< with more rows the cards have one line each

    bool compact() const { return m_shape.rows > mostFullRows; }
    TopologyMetrics metrics(double room) const;
    void arrange();
    int nodeAt(QPointF position) const;
    void step(int by);

    db::SnapshotPtr m_snapshot;
    TopologyShape m_shape;
    TopologyLayout m_layout;
    QString m_selected;
};

/// The drawing in words, for screen readers and tests.
QString describeTopology(const db::Snapshot &snapshot);

} // namespace seawall::ui
