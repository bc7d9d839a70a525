// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal.h"

#include <QElapsedTimer>
#include <QFrame>

class QProgressBar;
class QPushButton;
class QToolButton;

namespace seawall::ui {

class ElidedLabel;
class ToneIcon;

/// One Operation of the OperationBar, running or done.
class OperationRow final : public QFrame
{
    Q_OBJECT

public:
    OperationRow(int run, const models::Preview &preview, QWidget *parent);

    void showProgress(const models::Progress &progress);
    void showOutcome(const models::Outcome &outcome);
    void tick(); ///< once a second: the elapsed time
    bool isDone() const { return m_done; }
    /// Of a success: where another process has done something of the kind since, what came of that.
    void showLater(const std::vector<models::JournalEntry> &newestFirst);
    void dim();               ///< it was seen: its words stay, without weight
    void offerMore(int more); ///< outcomes that are not seen beside it; 0: no button; -1: all are seen

Q_SIGNALS:
    void stopRequested();
    void closed(); ///< the person has seen the outcome
    void faded();  ///< it was a success, and time has passed
    void moreWanted();

private:
    ToneIcon *m_icon;
    ElidedLabel *m_title;
    ElidedLabel *m_text;
    QProgressBar *m_progress;
    ElidedLabel *m_elapsed;
    QPushButton *m_stop;
    QToolButton *m_more;
    QToolButton *m_close;
    QElapsedTimer m_clock, m_sinceDone;
    QString m_outcome; ///< of a success
    qint64 m_endedMs = 0;
    bool m_done = false, m_leaves = false;
};

} // namespace seawall::ui
