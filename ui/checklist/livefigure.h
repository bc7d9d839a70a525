// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/checklist/stepspec.h"

#include <QWidget>

class QLabel;

namespace seawall::ui {

class ToneIcon;

/// A figure of a metric step as it is now, and whether it keeps its limit.
class LiveFigure final : public QWidget
{
    Q_OBJECT

public:
    LiveFigure(const models::MetricRule &rule, QString target, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot);

private:
    models::MetricRule m_rule;
    QString m_target;
    ToneIcon *m_icon;
    QLabel *m_text;
};

} // namespace seawall::ui
