// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/flags/flaghistorymodel.h"

#include <QWidget>

class QPushButton;

namespace seawall::ui {

class DataTable;

/// What was done to the flags, by whom and why, with the way back of each.
class HistoryPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPanel(QWidget *parent = nullptr);

    void show(const std::vector<models::FlagChange> &history,
              const QString &cluster); ///< as FlagHistoryModel::setHistory()
    using QWidget::show;

Q_SIGNALS:
    void revertRequested(const seawall::models::FlagChange &change);

private:
    void showChoice();
    const FlagHistoryRow *chosen() const;

    FlagHistoryModel m_model;
    DataTable *m_view;
    QPushButton *m_revert;
};

} // namespace seawall::ui
