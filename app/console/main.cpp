// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"
#include "app/console/logging.h"
#include "app/console/quitsignals.h"
#include "app/paths.h"

#include <iostream>

namespace {

/// Qt would abort without a display; a sentence on what to do is of more use.
bool displayIsNamed()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace seawall::app;
    const auto options = parseOptions(argc, argv);
    if (!options)
        return options.error();
    if (!displayIsNamed()) {
        std::cerr << "seawall: there is no display; seawallctl watch shows the same figures on a terminal.\n";
        return 2;
    }
    const auto state = stateDirectory(options->dataDirectory);
    if (const auto made = makePrivateDirectory(state); !made)
        std::cerr << "seawall: " << made.error().message.toStdString() << " Nothing is kept.\n";
    startLogging(state);
    int code = 0;
    {
        QApplication application(argc, argv);
        QApplication::setApplicationName(QStringLiteral("seawall"));
        QApplication::setApplicationDisplayName(QStringLiteral("Seawall"));
        QApplication::setApplicationVersion(QStringLiteral(SEAWALL_VERSION));
        QApplication::setDesktopFileName(QStringLiteral("seawall"));
        const QuitSignals quit;
        Console console(application, *options);
        const auto early = console.start();
        code = early ? *early : QApplication::exec();
    }
    stopLogging();
    return code;
}
