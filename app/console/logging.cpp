// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/logging.h"

#include "db/endpoint.h"

#include <QDir>

#include <iostream>

#include <spdlog/async.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

namespace seawall::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int fatalExit = 2;
std::optional<FatalMeaning> fatal; // of the GUI thread

void forward(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    const auto text = db::redacted(message).toStdString();
    switch (type) {
    case QtDebugMsg:
        spdlog::debug("{}", text);
        return;
    case QtInfoMsg:
        spdlog::info("{}", text);
        return;
    case QtWarningMsg:
        spdlog::warn("{}", text);
        return;
    case QtCriticalMsg:
        spdlog::error("{}", text);
        return;
    case QtFatalMsg:
        break;
    }
    // Qt aborts after a fatal message, on a display it cannot open for one; a sentence serves better than a
    // core.
    std::cerr << "seawall: " << (fatal ? fatal->sentence : text.substr(0, text.find('\n'))) << std::endl;
    spdlog::critical("{}", text);
    spdlog::shutdown();
    std::_Exit(fatal ? fatal->exitCode : fatalExit);
}

} // namespace

void startLogging(const QString &directory)
{
    constexpr std::size_t oneMebibyte = 1U << 20U;
    constexpr std::size_t files = 3;
    qInstallMessageHandler(forward);
    try {
        spdlog::file_event_handlers handlers;
        handlers.after_open = [](const spdlog::filename_t &, std::FILE *file) {
            ::fchmod(::fileno(file), S_IRUSR | S_IWUSR);
        };
        const auto path = QDir(directory).filePath(u"seawall.log"_s).toLocal8Bit().toStdString();
        auto logger = spdlog::create_async_nb<spdlog::sinks::rotating_file_sink_mt>(
            "seawall", path, oneMebibyte, files, false, handlers);
        logger->flush_on(spdlog::level::warn);
        spdlog::set_default_logger(logger);
        spdlog::flush_every(std::chrono::seconds(3));
    } catch (const spdlog::spdlog_ex &error) {
        std::cerr << "seawall: no log file (" << error.what() << "), going on without.\n";
        spdlog::set_default_logger(spdlog::stderr_color_mt("seawall"));
    }
}

void explainFatal(std::optional<FatalMeaning> meaning)
{
    fatal = std::move(meaning);
}

void stopLogging()
{
    qInstallMessageHandler(nullptr);
    spdlog::shutdown();
}

} // namespace seawall::app
