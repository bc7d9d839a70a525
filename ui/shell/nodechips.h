// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

#include <QWidget>

class QToolButton;

namespace seawall::ui {

class NodeChip;

/// The nodes in the header, in one row. Those that do not fit are in the menu of a '+N' button at its end.
class NodeChips final : public QWidget
{
    Q_OBJECT

public:
    explicit NodeChips(QWidget *parent = nullptr);

    void showNodes(const std::vector<db::NodeSnapshot> &nodes);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void nodeActivated(const QString &name);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();
    void showWorst();
    void fillMenu();

    std::vector<NodeChip *> m_chips;
    std::vector<db::NodeSnapshot> m_nodes;
    QToolButton *m_more;
    std::size_t m_shown = 0;
};

} // namespace seawall::ui
