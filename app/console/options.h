// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/settings.h"
#include "ui/theme.h"

#include <QSize>

#include <expected>
#include <optional>

namespace seawall::app {

/// What the console takes on its command line.
struct ConsoleOptions {
    ConnectionArguments connection;
    QString page;
    QString screenshot;      ///< file to write a picture of the window to, and exit
    double afterSeconds = 3; ///< how long to wait before the picture
    std::optional<ui::Theme::Mode> theme;
    QString dataDirectory;
    QSize size;

    bool namesCluster() const { return !connection.envFile.isEmpty() || !connection.primary.isEmpty(); }
};

/// Reads the arguments. Where the program ends here (help, version, wrong usage) the exit code; what there
/// was to say has been printed.
std::expected<ConsoleOptions, int> parseOptions(int argc, char **argv);

} // namespace seawall::app
