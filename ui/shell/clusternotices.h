// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"

namespace seawall::ui {

class MainWindow;
class NoticeBar;

/// The notices that follow from a Snapshot: rights that are missing, a password that was refused, replicas
/// that were discovered.
void showClusterNotices(const db::Snapshot &snapshot, NoticeBar &notices);

/// What the button of such a notice does: copy the GRANTs, or open the connection dialog.
void actOnClusterNotice(const QString &key, const db::Snapshot &snapshot, MainWindow &window);

/// That the .env names other servers than the cluster was opened with, and a button that opens it again.
inline const QString environmentNotice = QStringLiteral("environment");
void showEnvironmentNotice(models::Workspace &workspace, NoticeBar &notices);

} // namespace seawall::ui
