// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/flags/comparisonmodel.h"

#include <QWidget>

class QCheckBox;
class QHBoxLayout;
class QLineEdit;
class QStackedWidget;

namespace seawall::ui {

class DataTable;
class ElidedLabel;
class StatePanel;

/// Two environment files side by side: what differs, or everything. Secrets are told only to be same or not.
class ComparePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ComparePanel(const QString &leftFile, QWidget *parent = nullptr);

    void show(const std::vector<models::FlagDifference> &differences);
    using QWidget::show;
    void showFailure(const db::Error &error);
    QString rightFile() const;
    void setRightFile(const QString &file);

Q_SIGNALS:
    void wanted(const QString &left, const QString &right);

private:
    QLineEdit *addFile(QHBoxLayout *line, const QString &name, const QString &title, const QString &file);
    void choose(QLineEdit *field);
    void ask();
    void showRows();
    void showEmpty();

    ComparisonModel m_model;
    std::vector<models::FlagDifference> m_differences;
    QLineEdit *m_left = nullptr, *m_right = nullptr;
    QCheckBox *m_all;
    ElidedLabel *m_summary;
    QStackedWidget *m_stack;
    StatePanel *m_state;
    DataTable *m_view;
};

} // namespace seawall::ui
