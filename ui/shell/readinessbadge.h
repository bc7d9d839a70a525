// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/failoverdesk.h"
#include "models/failover/readinesswatch.h"
#include "ui/tone.h"

#include <QAbstractButton>
#include <QPointer>

namespace seawall::ui {

/// The answer to 'could we fail over now?' in two words, and the way to its page. It looks while it can be
/// seen; hidden before the first Snapshot.
class ReadinessBadge final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ReadinessBadge(QWidget *parent = nullptr);

    /// `desk`: its run under way is told in place of the answer.
    void setWatch(models::ReadinessWatch *watch,
                  models::FailoverDesk *desk = nullptr); ///< not owned; nullptr: none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();
    void say(Tone tone, const QString &word, const QString &sentence);

    QPointer<models::ReadinessWatch> m_watch;
    QPointer<models::FailoverDesk> m_desk;
    Tone m_tone = Tone::Unknown;
};

} // namespace seawall::ui
