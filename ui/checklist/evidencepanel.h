// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/runstore.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTimer;
class QTreeWidget;

namespace seawall::ui {

class ElidedLabel;
class StateSign;

/// What shows that a step was done: its evidence, newest first, with the output of the chosen one; while it
/// runs, the output as it comes, the time, and a way to stop it.
class EvidencePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit EvidencePanel(QWidget *parent = nullptr);

    /// `all`: of all steps. While the step runs, what it gives is shown rather than what is kept.
    void setEvidence(const QString &step, const std::vector<models::Evidence> &all, bool isRunning);
    void begin(const QString &title); ///< a run of this step begins
    void addOutput(const QString &text);
    void setProgress(const QString &text);
    void end();
    bool isRunning() const { return m_running; }
    void offerFolder(bool offered); ///< a button beside the summary, where files were looked for

Q_SIGNALS:
    void stopRequested();
    void folderWanted();

private:
    QWidget *buildHead();
    QWidget *buildSummary();
    void fitList();
    void showChosen();
    void showTime();

    std::vector<models::Evidence> m_evidence; ///< of the step, newest first
    QString m_step, m_progress;
    QString m_live; ///< what the run has given so far
    bool m_running = false;
    QElapsedTimer m_clock;
    QTimer *m_timer;
    ElidedLabel *m_title = nullptr;
    QPushButton *m_stop = nullptr;
    QTreeWidget *m_list;
    QLabel *m_summary = nullptr; ///< of the chosen evidence, whole
    QPushButton *m_folder = nullptr;
    QPlainTextEdit *m_output;
};

} // namespace seawall::ui
