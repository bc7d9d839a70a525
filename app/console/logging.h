// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string>

namespace seawall::app {

/// Sends spdlog's and Qt's messages to DIRECTORY/seawall.log (0600; 4 files of 1 MiB, written by a thread of
/// its own). Where that file cannot be made, to standard error.
void startLogging(const QString &directory);
void stopLogging();

/// What it means to a person if Qt gives up now, said instead of Qt's own words (those are in the log).
/// Called on the GUI thread.
struct FatalMeaning {
    std::string sentence;
    int exitCode = 2;
};
void explainFatal(std::optional<FatalMeaning> meaning);

} // namespace seawall::app
