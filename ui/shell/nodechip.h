// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tone.h"

#include <QAbstractButton>

namespace seawall::ui {

/// A node in the header: icon of its tone, name and role, and below them verdict and lag.
class NodeChip final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit NodeChip(QWidget *parent = nullptr);

    void showNode(const db::NodeSnapshot &node);
    QString verdictText() const { return m_verdict; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_role, m_verdict;
    Tone m_tone = Tone::Unknown;
};

/// The word on a node, with the lag of a replica, 'STREAMING · 12 ms': what the second line of a chip says.
QString nodeVerdictText(const db::NodeSnapshot &node);
QString nodeLagText(const db::NodeSnapshot &node); ///< '12 ms', '> 1 h', '≈ 3 s'; 'unknown'
QString nodeTooltip(const db::NodeSnapshot &node);

} // namespace seawall::ui
