// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/stepspec.h"

#include <QDialog>

#include <map>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QStackedWidget;

namespace seawall::ui {

/// Changes how a step is done: its kind, where it runs, and what has to come out. Used with open().
class SpecDialog final : public QDialog
{
    Q_OBJECT

public:
    SpecDialog(const models::StepSpec &spec, const QStringList &nodes, QWidget *parent = nullptr);

Q_SIGNALS:
    void changed(const seawall::models::StepSpec &spec);

private:
    using Kind = models::StepSpec::Kind;
    void buildKinds();
    QFormLayout *addForm(Kind kind);
    QLineEdit *addLine(QFormLayout *form, const QString &name, const QString &caption, const QString &text);
    void buildSql();
    void buildMetric();
    void buildExpectation(QFormLayout *form);
    models::StepSpec spec() const;
    void showKind();

    models::StepSpec m_spec;
    QComboBox *m_kind;
    QComboBox *m_target;
    QComboBox *m_expectation;
    QLineEdit *m_expected;
    QDoubleSpinBox *m_limit;
    QStackedWidget *m_stack;
    std::map<Kind, int> m_forms;
    QPlainTextEdit *m_sql = nullptr;
    QPlainTextEdit *m_command = nullptr;
    QLineEdit *m_url = nullptr, *m_status = nullptr, *m_within = nullptr, *m_path = nullptr,
              *m_contains = nullptr, *m_rollbackTo = nullptr, *m_flag = nullptr, *m_flagValue = nullptr,
              *m_drill = nullptr;
    QComboBox *m_applyAll = nullptr, *m_figure = nullptr, *m_comparison = nullptr;
    QDoubleSpinBox *m_metricLimit = nullptr, *m_hold = nullptr;
};

} // namespace seawall::ui
