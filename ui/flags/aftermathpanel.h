// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flagbook.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace seawall::ui {

class ElidedLabel;
class ToneIcon;

/// What came of the last change of a flag: whether it was picked up, how to make it so, the way back; and
/// the dead man's switches that are armed on it, with the time left.
class AftermathPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit AftermathPanel(QWidget *parent = nullptr);

    void show(const models::Flag &flag, const models::FlagBook &book, qint64 nowMs);
    using QWidget::show;
    void copyRestart();
    bool hasRestart() const;

Q_SIGNALS:
    void revertRequested(const seawall::models::FlagChange &change);
    void disarmRequested(const QString &switchId);

private:
    struct Line {
        models::DeadManSwitch each;
        ElidedLabel *text;
    };
    void showProof(const std::optional<models::FlagProofState> &proof, const models::Flag &flag,
                   qint64 nowMs);
    void showSwitches(const std::vector<models::DeadManSwitch> &armed, qint64 nowMs);
    void showEnded(const models::DeadManSwitch *ended);
    void addLine(const models::DeadManSwitch &each);

    std::optional<models::FlagChange> m_change;
    std::vector<Line> m_lines;
    ToneIcon *m_icon;
    QLabel *m_sentence;
    QProgressBar *m_progress;
    QWidget *m_restartRow = nullptr;
    QLineEdit *m_restart = nullptr;
    QPushButton *m_revert;
    QWidget *m_switches = nullptr;
    QLabel *m_ended;
};

} // namespace seawall::ui
