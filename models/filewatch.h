// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace seawall::models {

/// Says that a file may have changed, however it was done: written in place, replaced by another file (as
/// editors do), removed and made again, or on a file system that tells nobody. Lives on the GUI thread; says
/// it once for changes that come close together.
class FileWatch : public QObject
{
    Q_OBJECT

public:
    explicit FileWatch(const QString &path, QObject *parent = nullptr);

Q_SIGNALS:
    void changed(); ///< perhaps: also every few seconds, for those that tell nobody

private:
    void watchAgain();

    QString m_path;
    QFileSystemWatcher m_watcher;
    QTimer m_settle, m_poll;
};

} // namespace seawall::models
