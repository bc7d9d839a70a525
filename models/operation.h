// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/nodefacts.h"
#include "db/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <stop_token>
#include <vector>

namespace seawall::models {

/// A condition that speaks for or against running an Operation now, computed from live figures.
struct Guard {
    enum class State { Ok, Warning, Blocking, Unknown };
    QString title;    ///< 'Replica is streaming'
    QString measured; ///< 'STREAMING, replay lag 0.02 s'
    QString remedy;   ///< what to do where it is not Ok
    State state = State::Unknown;
    bool operator==(const Guard &) const = default;
};

/// Where an Operation acts, and what that node was at the time of planning.
struct OperationTarget {
    QString profile, node, address, databaseRole;
    bool production = false;
    db::Role role = db::Role::Unknown;
    std::optional<quint32> timeline;
    std::optional<db::Lsn> lsn;
    QString systemIdentifier; ///< of its cluster; empty: not known
    /// Whether it is known to be on another cluster than the one of that identifier.
    bool isOnOtherCluster(const QString &identifier) const
    {
        return !systemIdentifier.isEmpty() && !identifier.isEmpty() && systemIdentifier != identifier;
    }
    bool operator==(const OperationTarget &) const = default;
};

/// All that a person sees before confirming. Holds no secret.
struct Preview {
    QString title;       ///< 'Terminate session 4711 on primary?'
    QString verb;        ///< what the confirming button says: 'Terminate session 4711'
    QStringList actions; ///< exactly what will be executed, in order
    QString consequence; ///< one or two sentences: what it means, and the way back
    std::vector<Guard> guards;
    OperationTarget target;
    bool destructive = false;
    QString typedConfirmation; ///< text that has to be typed; empty: a click is enough
    bool needsReason = false;  ///< a reason has to be given (always so with a Blocking guard)
    bool operator==(const Preview &) const = default;
};

struct Progress {
    double fraction = -1; ///< 0 … 1; negative: unknown
    QString text;
};
using ProgressSink = std::function<void(const Progress &)>; ///< called on the worker

struct Outcome {
    enum class State { Succeeded, Failed, Cancelled };
    State state = State::Failed;
    QString summary;     ///< one sentence, shown and journalled
    QJsonObject details; ///< figures worth keeping; no secret
    std::optional<db::Error> error;
    bool operator==(const Outcome &) const = default;
};

/// Something we do to the world outside the console. One life for all: preview → guards → confirm → run →
/// outcome. Made on the GUI thread (or the CLI's), run once on a worker by OperationRunner, which writes the
/// Journal around it.
class Operation
{
public:
    Operation() = default;
    virtual ~Operation() = default;
    Operation(const Operation &) = delete;
    Operation &operator=(const Operation &) = delete;

    virtual QString kind() const = 0;    ///< stable id: 'session.terminate'
    virtual Preview preview() const = 0; ///< cheap, no I/O: decided at construction
    /// Blocks until done or stopped. Errors are part of the Outcome.
    virtual Outcome run(const ProgressSink &progress, std::stop_token stop) = 0;
};

} // namespace seawall::models
