// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sandbox/sandboxhost.h"

#include "db/sandboxload.h"
#include "models/operationtarget.h"
#include "models/sandbox/sandboxoperation.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <utility>

#include <spdlog/spdlog.h>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr int replicas = 1;
constexpr double transactionsPerSecond = 20;

db::Result<void> keepLoaded(const QString &directory, const std::stop_token &stop)
{
    const auto sandbox = db::Sandbox::open(directory);
    if (!sandbox)
        return std::unexpected(sandbox.error());
    db::SandboxLoad load(*sandbox, {transactionsPerSecond, std::nullopt, true});
    if (const auto ran = load.run(stop); !ran)
        return std::unexpected(ran.error());
    return {};
}

/// Why the load on that sandbox fails; empty: it does not, or there is none.
QString failureOf(const QString &directory)
{
    constexpr qint64 freshSeconds = 10;
    QFile file(db::SandboxLoad::failureFile(directory));
    const auto written = QFileInfo(file).lastModified();
    const bool isFresh = written.isValid() && written.secsTo(QDateTime::currentDateTime()) < freshSeconds;
    return isFresh && file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

SandboxHost::SandboxHost(const QString &directory, const QString &journalFile, QObject *parent)
    : QObject(parent), m_directory(directory), m_made(std::make_shared<ClusterProfile>()),
      m_runner(journalFile)
{
    connect(&m_runner, &OperationRunner::finished, this, &SandboxHost::onFinished);
}

SandboxHost::~SandboxHost() = default; // the load, then the runner, each waited for

Preview SandboxHost::preview() const
{
    return SandboxOperation(m_directory, replicas, m_made).preview();
}

void SandboxHost::make()
{
    if (!isMaking())
        m_run = m_runner.start(std::make_unique<SandboxOperation>(m_directory, replicas, m_made), {});
}

void SandboxHost::onFinished(int run, const Outcome &outcome)
{
    if (run != m_run)
        return;
    m_run = 0;
    if (outcome.state == Outcome::State::Succeeded)
        Q_EMIT made(*m_made);
    else
        Q_EMIT failed(
            outcome.error.value_or(db::Error{db::ErrorKind::Internal, outcome.summary, {}, {}, {}, 0}));
}

void SandboxHost::prepare(db::NodeAction action, const ClusterProfile &profile, const OperationTarget &target)
{
    const auto endpoint = endpointOf(profile, target.node);
    if (!endpoint)
        return;
    const auto found = profile.controls.find(target.node);
    const auto settings = found == profile.controls.end() ? db::ControlSettings() : found->second;
    m_queue.add([this, action, target, settings, endpoint = *endpoint] {
        auto control = db::makeNodeControl(settings, endpoint);
        m_inbox.post(
            [this, action, target, control = std::make_shared<decltype(control)>(std::move(control))] {
                if (*control)
                    Q_EMIT prepared(std::move(**control), action, target);
                else
                    Q_EMIT failed(control->error());
            });
    });
}

void SandboxHost::startLoad(const QString &directory)
{
    if (m_load.joinable())
        return;
    m_load = std::jthread([this, directory](const std::stop_token &stop) {
        const auto ran = keepLoaded(directory, stop);
        if (ran)
            return;
        spdlog::warn("the load on the sandbox ended: {}", ran.error().message.toStdString());
        m_inbox.post([this, why = ran.error()] { Q_EMIT loadEnded(why); });
    });
}

void SandboxHost::watchLoad(const QString &directory)
{
    m_watch.reset();
    m_watched = directory;
    m_failure.clear();
    if (directory.isEmpty())
        return;
    m_watch = std::make_unique<FileWatch>(db::SandboxLoad::failureFile(directory));
    connect(m_watch.get(), &FileWatch::changed, this, &SandboxHost::readFailure);
    readFailure();
}

void SandboxHost::readFailure()
{
    m_queue.add([this, directory = m_watched] {
        m_inbox.post([this, directory, why = failureOf(directory)] {
            if (directory == m_watched && std::exchange(m_failure, why) != why)
                Q_EMIT loadFailing(why);
        });
    });
}

void SandboxHost::stopLoad()
{
    m_load = {};
}

} // namespace seawall::models
