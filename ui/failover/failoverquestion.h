// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/failoverparts.h"

#include <QElapsedTimer>
#include <QPointer>

namespace seawall::ui {

class ConfirmDialog;

/// What the page asks about a change: has it prepared, shows it, and starts what is confirmed. While it is
/// asked it is prepared anew at each Snapshot, after a rest as long as that takes, and the guards are those
/// of then: one that asks the same things is what is started, one that would do otherwise bars.
class FailoverQuestion final : public QObject
{
    Q_OBJECT

public:
    FailoverQuestion(models::Workspace *workspace, QWidget *page);

    using Plan = std::function<void()>; ///< calls one of the desk's plan…()
    void ask(const Plan &plan);         ///< prepared once
    void askLive(const Plan &plan);     ///< prepared anew as long as it is asked
    void follow();                      ///< a Snapshot has come
    bool isOpen() const;

Q_SIGNALS:
    void begun(); ///< confirmed, and it has steps to be seen
    void failed(const seawall::db::Error &error);

private:
    void onPrepared();
    void onFailed(const db::Error &error);
    void open();
    void renew(models::PreparedFailover made);
    void rest();

    models::Workspace *m_workspace;
    models::FailoverDesk *m_desk;
    QWidget *m_page;
    Plan m_plan; ///< empty: asked once
    models::PreparedFailover m_asked;
    QPointer<ConfirmDialog> m_dialog;
    QElapsedTimer m_planned;
    qint64 m_restMs = 0;
};

} // namespace seawall::ui
