// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace seawall::app {

/// Sends spdlog's and Qt's messages to DIRECTORY/seawall.log (0600; 4 files of 1 MiB, written by a thread of
/// its own). Where that file cannot be made, to standard error.
void startLogging(const QString &directory);
void stopLogging();

} // namespace seawall::app
