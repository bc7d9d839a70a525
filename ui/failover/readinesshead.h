// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/failoverdesk.h"
#include "models/failover/readinesswatch.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace seawall::ui {

class Badge;
class ElidedLabel;

/// The answer at the top of the page: could the candidate take over, what would be lost, as of when; and the
/// choice of the candidate.
class ReadinessHead final : public QWidget
{
    Q_OBJECT

public:
    ReadinessHead(models::ReadinessWatch *watch, models::FailoverDesk *desk, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot);
    void refresh(qint64 nowMs);
    QWidget *sentence() const; ///< what the badge means; the page gives it a place

private:
    void showCandidates(const db::Snapshot &snapshot);
    void showVerdict(qint64 nowMs);

    models::ReadinessWatch *m_watch;
    models::FailoverDesk *m_desk;
    Badge *m_badge;
    ElidedLabel *m_sentence;
    QLabel *m_loss;
    QLabel *m_taken;
    QComboBox *m_candidate;
};

} // namespace seawall::ui
