// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"
#include "app/console/logging.h"
#include "app/console/quitsignals.h"
#include "app/paths.h"

#include <iostream>

namespace {

constexpr int noDisplayExit = 3; // as 'cannot connect' of seawallctl; scripts/run knows it

/// Empty where none is named.
QString displayName()
{
    for (const auto *variable : {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"})
        if (!qEnvironmentVariableIsEmpty(variable))
            return qEnvironmentVariable(variable);
    return {};
}

std::string noDisplay(const QString &name)
{
    const auto what = name.isEmpty()
                          ? QStringLiteral("there is no display (DISPLAY is not set).")
                          : QStringLiteral("the display '%1' cannot be opened: nothing answers there, "
                                           "or it does not let this user in.")
                                .arg(name);
    return (what +
            QStringLiteral(" Start it on a desktop or through 'ssh -X'; 'seawallctl watch' shows the same "
                           "figures on a terminal."))
        .toStdString();
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace seawall::app;
    const auto options = parseOptions(argc, argv);
    if (!options)
        return options.error();
    const auto display = displayName();
    if (display.isEmpty()) {
        std::cerr << "seawall: " << noDisplay(display) << '\n';
        return noDisplayExit;
    }
    const auto state = stateDirectory(options->dataDirectory);
    if (const auto made = makePrivateDirectory(state); !made)
        std::cerr << "seawall: " << made.error().message.toStdString() << " Nothing is kept.\n";
    startLogging(state);
    int code = 0;
    {
        explainFatal(FatalMeaning{noDisplay(display), noDisplayExit});
        QApplication application(argc, argv);
        explainFatal(std::nullopt);
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
