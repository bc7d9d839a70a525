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
/// outcome, until it is closed. A success goes by itself after a while; its place stays, so that nothing
/// moves under the pointer.
class OperationBar final : public QFrame
{
    Q_OBJECT

public:
    explicit OperationBar(QWidget *parent = nullptr);

    void setRunner(models::OperationRunner *runner); ///< not owned; nullptr: none
    void giveUpPlace();                              ///< what stands above has changed anyway

private:
    void onStarted(int run, const models::Preview &preview);
    void onFinished(int run, const models::Outcome &outcome);
    void remove(int run);
    void tick();

    QPointer<models::OperationRunner> m_runner;
    std::map<int, OperationRow *> m_rows;
    QVBoxLayout *m_layout;
    bool m_keepsPlace = false; ///< a success went by itself
};

} // namespace seawall::ui
