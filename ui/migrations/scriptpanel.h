// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/migrationbook.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QToolButton;

namespace seawall::ui {

class ElidedLabel;
class SqlView;

/// The script of the chosen migration, up or down, with its findings at their line and in a list below.
class ScriptPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ScriptPanel(QWidget *parent = nullptr);

    /// Asks for the script through scriptWanted(); where there is none it says why.
    void choose(const std::optional<db::Migration> &migration, const QString &whyNone);
    void ask();                                       ///< for the same script anew
    void show(const models::MigrationScript &script); ///< the answer; one that is out of date is left out
    using QWidget::show;

Q_SIGNALS:
    void scriptWanted(const seawall::db::Migration &migration, seawall::db::Direction direction);

private:
    void showFindings(const models::MigrationScript &script);

    std::optional<db::Migration> m_migration;
    QToolButton *m_up;
    QToolButton *m_down;
    ElidedLabel *m_path;
    SqlView *m_sql;
    QListWidget *m_findings;
};

} // namespace seawall::ui
