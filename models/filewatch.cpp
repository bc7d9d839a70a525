// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/filewatch.h"

#include <QFileInfo>

namespace seawall::models {

using namespace std::chrono_literals;

namespace {

constexpr auto settleTime = 100ms; // an editor does several things at once
constexpr auto pollTime = 3s;

} // namespace

FileWatch::FileWatch(const QString &path, QObject *parent) : QObject(parent), m_path(path)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    m_poll.setInterval(pollTime);
    const auto touched = [this] {
        if (!m_settle.isActive())
            m_settle.start();
    };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, touched);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, touched);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        watchAgain();
        Q_EMIT changed();
    });
    connect(&m_poll, &QTimer::timeout, this, &FileWatch::changed);
    m_poll.start();
    watchAgain();
}

/// A file that was replaced is another one, and is no longer watched.
void FileWatch::watchAgain()
{
    const QFileInfo info(m_path);
    QStringList wanted{info.absolutePath()};
    if (info.exists())
        wanted << info.absoluteFilePath() << info.canonicalFilePath();
    wanted.removeDuplicates();
    const auto watched = m_watcher.files() + m_watcher.directories();
    for (const auto &path : wanted) {
        if (!watched.contains(path))
            m_watcher.addPath(path);
    }
}

} // namespace seawall::models
