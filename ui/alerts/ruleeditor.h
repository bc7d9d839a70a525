// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/alerts.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;

namespace seawall::ui {

/// The alert rules, one a line: on or off, what, severity, threshold, clear-below and hold time. A change is
/// taken over at once; the defaults come back with one button. The alerts must outlive it.
class RuleEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit RuleEditor(models::Alerts *alerts, QWidget *parent = nullptr);

private:
    struct Line {
        models::AlertRule::Kind kind;
        QCheckBox *enabled;
        QComboBox *severity;
        QDoubleSpinBox *threshold, *clearBelow, *hold; ///< the first two null where they mean nothing
    };
    void rebuild();
    void addLine(const models::AlertRule &rule, int row);
    QDoubleSpinBox *figure(const models::AlertRule &rule, double value, const QString &name);
    void show(const std::vector<models::AlertRule> &rules);
    void take();

    models::Alerts *m_alerts;
    QWidget *m_content = nullptr;
    QGridLayout *m_grid;
    std::vector<Line> m_lines;
    bool m_showing = false;
};

} // namespace seawall::ui
