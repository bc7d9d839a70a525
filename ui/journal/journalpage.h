// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journalmodel.h"
#include "ui/page.h"

class QPlainTextEdit;
class QSplitter;
class QStackedWidget;

namespace seawall::ui {

class DataTable;
class ElidedLabel;
class StatePanel;

/// What was done through the console: each Operation with its outcome, interrupted ones marked; the details
/// of the chosen one; whether the chain of entries is whole.
class JournalPage final : public Page
{
    Q_OBJECT

public:
    explicit JournalPage(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildBar();
    void showEntries(const std::vector<models::JournalEntry> &entries);
    void showDetails();
    void showVerification(qint64 rows, qint64 firstBrokenRow);
    void showFailure(const QString &sentence);

    models::JournalModel m_journal;
    QStackedWidget *m_stack;
    StatePanel *m_state;
    QSplitter *m_splitter;
    DataTable *m_view;
    QPlainTextEdit *m_details;
    ElidedLabel *m_summary = nullptr;
    QString m_cluster; // with which the entries were compared
};

} // namespace seawall::ui
