// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operationrunner.h"

#include <QFrame>
#include <QPointer>

#include <map>

class QVBoxLayout;

namespace seawall::ui {

class OperationRow;

/// The Operations that run now, above the status line: title, progress, elapsed time and Stop; then the
/// outcome, until it is closed. The newest outcome stands for all of them, which a button shows, and is
/// closed with them: one that a newer has passed does not come up by itself. A success is dimmed after a
/// while, and goes with the next outcome or, alone, with the next page: so nothing moves under the pointer.
/// Where another process has done something of the kind since, the Journal tells, and so does the line.
class OperationBar final : public QFrame
{
    Q_OBJECT

public:
    explicit OperationBar(QWidget *parent = nullptr);

    void setRunner(models::OperationRunner *runner); ///< not owned; nullptr: none
    void giveUpPlace(); ///< of what is dimmed and alone: what stands above has changed anyway

private:
    void onStarted(int run, const models::Preview &preview);
    void onFinished(int run, const models::Outcome &outcome);
    void remove(int run);
    void fade(int run);
    void close(int run);
    void arrange();
    void tick();

    QPointer<models::OperationRunner> m_runner;
    std::map<int, OperationRow *> m_rows;
    QVBoxLayout *m_layout;
    std::vector<int> m_outcomes; ///< runs that have ended, the newest last
    bool m_isDimmed = false;     ///< the newest of them
    bool m_showsAll = false;
};

} // namespace seawall::ui
