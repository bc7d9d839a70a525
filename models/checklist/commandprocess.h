// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/result.h"

#include <QStringList>

#include <functional>
#include <stop_token>

namespace seawall::models {

/// Runs a text in bash, in a session and process group of its own, its standard output and error merged in
/// order, its input empty. What still runs of the group at the deadline or the stop is ended: SIGTERM, then
/// SIGKILL. Blocks; needs no event loop.
class CommandProcess final
{
public:
    struct Ended {
        enum class How { Exited, Signalled, OutOfTime, Stopped };
        How how = How::Exited;
        int code = 0; ///< exit code, or the number of the signal
    };
    using LineSink = std::function<void(const QString &)>; ///< a line with its end, or the rest

    CommandProcess(QString script, QString folder, QStringList environment); ///< 'NAME=value' each

    /// Errors: ToolMissing, FileAccess (the folder), Internal.
    db::Result<Ended> run(db::Deadline deadline, const std::stop_token &stop, const LineSink &line) const;

private:
    db::Result<int> start(int output) const;

    QString m_script, m_folder;
    QStringList m_environment;
};

} // namespace seawall::models
