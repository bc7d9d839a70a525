// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/deadmanswitch.h"

#include <QWidget>

class QCheckBox;
class QDateTimeEdit;
class QDoubleSpinBox;
class QHBoxLayout;
class QSpinBox;

namespace seawall::ui {

/// On what terms the next change is to be taken back by itself: a dead man's switch, or a time.
class TermsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit TermsPanel(QWidget *parent = nullptr);

    models::SwitchTerms terms(qint64 nowMs) const; ///< empty: it stays until somebody changes it
    void choose(const models::SwitchTerms &terms, qint64 nowMs);

Q_SIGNALS:
    void changed();

private:
    QCheckBox *box(const QString &name, const QString &text, const QString &tip);
    QHBoxLayout *watchLine();
    QHBoxLayout *timeLine();

    QCheckBox *m_onLag = nullptr, *m_onPool = nullptr, *m_onTime = nullptr;
    QDoubleSpinBox *m_lag = nullptr;
    QSpinBox *m_pool = nullptr, *m_minutes = nullptr;
    QDateTimeEdit *m_time = nullptr;
};

} // namespace seawall::ui
