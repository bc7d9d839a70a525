// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklistbook.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace seawall::ui {

/// No checklist is open: the runs that can be gone on with, the checklists that come with the console, and
/// any other file.
class StartPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit StartPanel(QWidget *parent = nullptr);

    void setRuns(const std::vector<models::KnownRun> &runs);
    void setProblem(const QString &sentence); ///< why the last one could not be opened; empty: none

Q_SIGNALS:
    void chosen(const QString &path);
    void openWanted();

private:
    void addEntry(QVBoxLayout *to, const QString &title, const QString &about, const QString &path);

    QLabel *m_problem;
    QWidget *m_runs;
};

} // namespace seawall::ui
