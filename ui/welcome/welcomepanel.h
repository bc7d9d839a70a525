// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operation.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace seawall::ui {

/// What a person sees who starts the console without naming a cluster: a sandbox to try it on, a `.env` file,
/// or servers to enter.
class WelcomePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePanel(QWidget *parent = nullptr);

    void showSandbox(const models::Preview &preview); ///< what making one will do
    void showGone(const QString &sentence);           ///< why what was open last is not opened again
    void showMaking(bool isMaking);
    void showProblem(const db::Error &error); ///< why there is no sandbox, and what to do

Q_SIGNALS:
    void sandboxWanted(); ///< confirms what showSandbox() shows
    void fileWanted();
    void serversWanted();

private:
    QWidget *sandboxCard();
    QPushButton *choice(QVBoxLayout *to, const QString &name, const QString &title, const QString &text,
                        const QString &icon);

    QLabel *m_gone;
    QLabel *m_actions;
    QLabel *m_problem;
    QProgressBar *m_progress;
    QPushButton *m_sandbox;
};

} // namespace seawall::ui
