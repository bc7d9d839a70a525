// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/monitor/metric.h"

#include <QObject>

#include <memory>

namespace seawall::models {

/// What the console remembers of every figure: the last hours in memory, older ones in the flight recorder on
/// disk (SQLite: 1 s for 24 h, 10 s for 30 days, 5 min for 2 years, each with min/avg/max). Lives on the GUI
/// thread and never waits there: writing and reading the file happen on two threads of its own.
class History : public QObject
{
    Q_OBJECT

public:
    /// `file` empty: memory only. Opening happens on the writer thread; failed() tells when it did not work.
    explicit History(const QString &file, QObject *parent = nullptr, qint64 fileLimitBytes = qint64(1) << 30);
    ~History() override; ///< commits what waits

    void add(const db::SnapshotPtr &snapshot);

    /// Bands that cover [fromMs, toMs), oldest first, from what is at hand now: at most `columns`, and one
    /// more at each edge (the first is the one under way at fromMs, so that a line can start at the edge). A
    /// band starts at its first sample and lasts until the next band; a gap is a band that is not known. The
    /// columns lie on multiples of their width, so a picture does not shimmer while its window moves. Where
    /// part of the range is only on disk it is read in the background, and changed() follows; the answer then
    /// holds it. Cost follows `columns`, not points.
    Bands bands(const SeriesKey &key, qint64 fromMs, qint64 toMs, int columns) const;

    std::vector<SeriesKey> series() const; ///< all known, from memory and file
    qint64 oldestMs() const;               ///< of all that is known; 0: nothing yet
    qint64 fileBytes() const;              ///< size of the recorder's file, WAL included
    qint64 fileLimitBytes() const;
    QString failure() const; ///< the sentence of failed(), as long as it is true; else empty
    size_t memoryBytes() const;

Q_SIGNALS:
    void changed();                       ///< bands() may now answer more for the past
    void failed(const QString &sentence); ///< the recorder cannot write; figures go on in memory
    void recovered();                     ///< it writes again
    void notice(const QString &sentence); ///< worth telling, but it goes on: an unreadable file was set aside

private Q_SLOTS:
    void takeNews(); ///< queued by the recorder's threads

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
