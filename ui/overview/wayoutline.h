// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"

#include <QWidget>

class QLabel;

namespace seawall::ui {

class ToneIcon;

/// Where no node that answers takes writes: what to do, as the page Failover says it, and the way there; or
/// how far a change that is under way has come. Hidden else. It follows the workspace by itself.
class WayOutLine final : public QWidget
{
    Q_OBJECT

public:
    explicit WayOutLine(models::Workspace *workspace, QWidget *parent = nullptr);

Q_SIGNALS:
    void openRequested();

private:
    void refresh();

    models::Workspace *m_workspace;
    ToneIcon *m_sign;
    QLabel *m_text;
};

} // namespace seawall::ui
