// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sessions/sessionoperation.h"

#include "db/connection.h"
#include "db/sqlcatalog.h"
#include "models/sessions/sessionguards.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = Outcome::State;

namespace {

constexpr auto connectTime = std::chrono::seconds(10);
constexpr auto statementTime = std::chrono::seconds(5);
constexpr auto pollTime = std::chrono::milliseconds(50);

/// False where the token fired meanwhile.
bool waited(std::chrono::milliseconds span, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, span, [] { return false; });
    return !stop.stop_requested();
}

Outcome failed(const QString &what, const db::Error &error)
{
    if (error.kind == db::ErrorKind::Cancelled)
        return {State::Cancelled, u"%1: stopped on request."_s.arg(what), {}, error};
    return {State::Failed, u"%1: %2"_s.arg(what, error.message), {}, error};
}

/// The right is named where it is the one thing that is missing.
db::Error explained(db::Error error)
{
    if (error.kind == db::ErrorKind::PermissionDenied)
        error.hint = u"GRANT pg_signal_backend TO the console's user. Sessions of superusers can be ended by "
                     "superusers only."_s;
    return error;
}

QString withParameters(const QString &sql, const QStringList &parameters)
{
    auto text = sql;
    for (int i = 0; i < parameters.size(); ++i)
        text += u"\n-- $%1 = %2"_s.arg(i + 1).arg(db::redacted(parameters[i]));
    return text;
}

} // namespace

SessionOperation::SessionOperation(Action action, db::Endpoint endpoint, db::Session session,
                                   OperationTarget target, int waiting, std::chrono::milliseconds patience)
    : m_action(action), m_endpoint(std::move(endpoint)), m_session(std::move(session)),
      m_target(std::move(target)), m_waiting(waiting), m_patience(patience)
{}

QString SessionOperation::kind() const
{
    return m_action == Action::Cancel ? u"session.cancel"_s : u"session.terminate"_s;
}

QStringList SessionOperation::identity() const
{
    return {QString::number(m_session.pid), QString::number(m_session.backendStartUs.value_or(0))};
}

Preview SessionOperation::preview() const
{
    const bool terminate = m_action == Action::Terminate;
    Preview preview;
    preview.target = m_target;
    preview.title =
        (terminate ? u"Terminate session %1 on %2?"_s : u"Cancel the statement of session %1 on %2?"_s)
            .arg(m_session.pid)
            .arg(m_target.node);
    preview.verb = (terminate ? u"Terminate session %1"_s : u"Cancel statement of %1"_s).arg(m_session.pid);
    // Any supported version will do: the statement is the same for all.
    const auto sql = db::catalogQuery(terminate ? u"session_terminate"_s : u"session_cancel"_s, 130000).sql;
    preview.actions = {withParameters(sql, terminate ? identity() : identity() << m_session.query)};
    preview.consequence = u"This hits %1. "_s.arg(describeSession(m_session)) +
                          (terminate ? u"Its transaction is rolled back and its connection closed; the "
                                       u"application has to connect again. "
                                       "There is no way back."_s
                                     : u"Its statement ends with an error, which the application sees; the "
                                       u"session stays connected, and "
                                       "its transaction can only be rolled back. There is no way back."_s);
    preview.guards = sessionGuards(m_session, terminate, m_waiting);
    preview.destructive = terminate;
    if (terminate && m_target.production)
        preview.typedConfirmation = m_target.node;
    preview.needsReason = m_target.production || std::ranges::any_of(preview.guards, [](const Guard &guard) {
                              return guard.state == Guard::State::Blocking;
                          });
    return preview;
}

Outcome SessionOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    if (!m_session.backendStartUs)
        return {
            State::Failed,
            u"Nothing was done: without its start time, session %1 cannot be told from a later one."_s.arg(
                m_session.pid),
            {},
            {}};
    progress({-1, u"Connecting to %1"_s.arg(m_target.node)});
    db::SessionOptions options;
    options.applicationName = u"seawall operation"_s;
    options.readOnly = false;
    auto connection = db::Connection::open(m_endpoint, options, db::Deadline::in(connectTime), stop);
    if (!connection)
        return failed(u"Nothing was done, %1 cannot be reached"_s.arg(m_target.node), connection.error());
    return signal(*connection, progress, stop);
}

Outcome SessionOperation::signal(db::Connection &connection, const ProgressSink &progress,
                                 const std::stop_token &stop)
{
    const bool terminate = m_action == Action::Terminate;
    const auto id = terminate ? u"session_terminate"_s : u"session_cancel"_s;
    const auto parameters = terminate ? identity() : identity() << m_session.query;
    const auto rows = connection.execute(db::catalogQuery(id, connection.serverVersion()).sql, parameters,
                                         db::Deadline::in(statementTime), stop);
    if (!rows) {
        const bool refused = rows.error().kind == db::ErrorKind::PermissionDenied;
        return failed(refused ? u"The server did not allow it"_s
                              : u"It is not known whether the signal was sent"_s,
                      explained(rows.error()));
    }
    if (rows->count() == 0 || !rows->boolean(0, 0).value_or(false))
        return notHit(connection, stop);
    return waitForEffect(connection, rows->integer(0, rows->column("query_start_us")), progress, stop);
}

/// The signal found nobody: the session is gone, or runs something else by now.
Outcome SessionOperation::notHit(db::Connection &connection, const std::stop_token &stop)
{
    const auto state =
        connection.execute(db::catalogQuery(u"session_state"_s, connection.serverVersion()).sql, identity(),
                           db::Deadline::in(statementTime), stop);
    const bool stillThere = state && state->count() > 0;
    const auto what =
        stillThere ? u"Session %1 no longer runs that statement (it is %2); nothing was cancelled."_s.arg(
                         QString::number(m_session.pid), state->text(0, 0))
                   : u"Session %1 is no longer there; nothing was done."_s.arg(m_session.pid);
    return {State::Failed, what, {{u"signalled"_s, false}}, {}};
}

bool SessionOperation::hasEnded(const db::Rows &state, std::optional<qint64> queryStartUs) const
{
    if (state.count() == 0)
        return true;
    return m_action == Action::Cancel && (state.text(0, 0) != u"active" ||
                                          state.integer(0, state.column("query_start_us")) != queryStartUs);
}

Outcome SessionOperation::waitForEffect(db::Connection &connection, std::optional<qint64> queryStartUs,
                                        const ProgressSink &progress, const std::stop_token &stop)
{
    progress({-1, u"Signal sent, waiting for session %1"_s.arg(m_session.pid)});
    const auto sql = db::catalogQuery(u"session_state"_s, connection.serverVersion()).sql;
    const QJsonObject details{{u"signalled"_s, true}};
    for (const auto deadline = db::Deadline::in(m_patience); !deadline.passed();) {
        const auto state = connection.execute(sql, identity(), db::Deadline::in(statementTime), stop);
        if (stop.stop_requested())
            break;
        if (!state) {
            auto outcome = failed(u"The signal was sent; its effect could not be seen"_s, state.error());
            outcome.details = details;
            return outcome;
        }
        if (hasEnded(*state, queryStartUs))
            return done(state->count() == 0);
        if (!waited(pollTime, stop))
            break;
    }
    if (stop.stop_requested())
        return {State::Cancelled,
                u"The signal was sent; whether it took effect was not waited for."_s,
                details,
                {}};
    return {State::Failed,
            u"The signal was sent, but after %1 s session %2 has not heeded it yet; it does so when it can "
            u"next be "
            "interrupted."_s.arg(QString::number(double(m_patience.count()) / 1000),
                                 QString::number(m_session.pid)),
            details,
            {}};
}

Outcome SessionOperation::done(bool sessionGone) const
{
    const auto summary = m_action == Action::Terminate ? u"Session %1 on %2 has ended."_s
                         : sessionGone                 ? u"Session %1 on %2 has ended altogether."_s
                                       : u"The statement of session %1 on %2 was cancelled."_s;
    return {State::Succeeded,
            summary.arg(m_session.pid).arg(m_target.node),
            {{u"signalled"_s, true}, {u"session"_s, db::redacted(describeSession(m_session))}},
            {}};
}

} // namespace seawall::models
