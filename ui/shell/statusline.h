// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"

#include <QFrame>
#include <QPointer>

namespace seawall::ui {

class ElidedLabel;
class NoticeBar;
class ToneIcon;

/// The line at the bottom: how fresh the figures are, how often and at what cost they are taken, and how much
/// the recorder holds. Says so when no Snapshot has come for three ticks. Notices take the place of its
/// figures, so that none moves the page.
class StatusLine final : public QFrame
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent = nullptr);

    void setWorkspace(models::Workspace *workspace);
    void refresh(qint64 nowMs);                       ///< at each Snapshot, and each second
    void showLoad(bool runs, const QString &failure); ///< `runs`: the console's own; why one fails
    NoticeBar *notices() const { return m_notices; }

    /// Seconds since the last Snapshot where that is longer than three ticks (2 s at least), else nothing.
    static std::optional<double> staleFor(const db::SnapshotPtr &snapshot, qint64 nowMs);

private:
    ElidedLabel *add(QLayout *layout, const QString &name, const QString &tip);
    static QString loadTip();

    QPointer<models::Workspace> m_workspace;
    ToneIcon *m_icon;
    NoticeBar *m_notices;
    ElidedLabel *m_fresh, *m_load, *m_tick, *m_cost, *m_recorder, *m_oldest;
};

} // namespace seawall::ui
