// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sessions/sessionguards.h"

#include "db/endpoint.h"
#include "models/format.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = Guard::State;

namespace {

Guard identityGuard(const db::Session &session)
{
    const auto title = u"It hits this session and no other"_s;
    if (!session.backendStartUs)
        return {
            title, u"the start time of pid %1 is not known"_s.arg(session.pid),
            u"Ask for the right to see it: GRANT pg_monitor. Until then a pid that is used again could be hit."_s,
            State::Blocking};
    return {title,
            u"pid %1, connected since %2"_s.arg(QString::number(session.pid),
                                                format::dateTime(*session.backendStartUs / 1000)),
            {},
            State::Ok};
}

Guard statementGuard(const db::Session &session)
{
    const auto title = u"It runs a statement"_s;
    if (session.state == u"active")
        return {title, u"active for %1"_s.arg(format::seconds(session.queryAge)), {}, State::Ok};
    return {title, session.state.isEmpty() ? format::unknown() : session.state,
            u"There is nothing to cancel. To release its locks, terminate the session."_s, State::Warning};
}

/// Sessions that are more than a client: what it means when they end.
std::optional<Guard> kindGuard(const db::Session &session)
{
    const auto title = u"It is an ordinary client session"_s;
    if (session.backendType == u"walsender")
        return Guard{
            title, u"walsender of '%1'"_s.arg(session.application),
            u"A replica or a backup reads from it: a replica reconnects by itself, a backup fails."_s,
            State::Warning};
    if (session.backendType == u"autovacuum worker") {
        const bool urgent = session.query.contains(u"to prevent wraparound");
        return Guard{
            title, urgent ? u"autovacuum against transaction id wraparound"_s : u"autovacuum"_s,
            urgent ? u"It starts again at once. Let it finish: it keeps the database from refusing writes."_s
                   : u"It starts again later. If it does so often, tune it rather than stop it."_s,
            State::Warning};
    }
    if (session.application.startsWith(u"seawall"))
        return Guard{title, u"a session of Seawall itself"_s,
                     u"The console reconnects; its figures have a gap meanwhile."_s, State::Warning};
    if (session.backendType != u"client backend")
        return Guard{title, session.backendType.isEmpty() ? format::unknown() : session.backendType,
                     u"It belongs to the server or an extension: know what it does before you go on."_s,
                     State::Warning};
    return Guard{title, session.backendType, {}, State::Ok};
}

} // namespace

std::vector<Guard> sessionGuards(const db::Session &session, bool terminate, int waiting)
{
    std::vector<Guard> guards{identityGuard(session)};
    if (!terminate)
        guards.push_back(statementGuard(session));
    if (auto guard = kindGuard(session))
        guards.push_back(*guard);
    if (waiting > 0)
        guards.push_back({u"Others wait for it"_s, u"%1 waiting"_s.arg(waiting), {}, State::Ok});
    if (!session.blockedBy.empty())
        guards.push_back({u"It is the cause of the wait"_s, u"it waits for another session itself"_s,
                          u"Look at its blocker first."_s, State::Warning});
    return guards;
}

QString describeSession(const db::Session &session)
{
    auto who = session.user.isEmpty() ? session.backendType : session.user;
    if (!session.database.isEmpty())
        who += u" in %1"_s.arg(session.database);
    QStringList from;
    if (!session.application.isEmpty())
        from.append(session.application);
    from.append(session.clientAddress.isEmpty() ? u"local"_s : u"from %1"_s.arg(session.clientAddress));
    const auto age = session.state == u"active" ? session.queryAge : session.stateAge;
    const auto query = format::oneLine(db::redacted(session.query), 200);
    return u"%1 (%2), %3 for %4: %5"_s.arg(who, from.join(u' '),
                                           session.state.isEmpty() ? u"connected"_s : session.state,
                                           format::seconds(age), query.isEmpty() ? u"no statement"_s : query);
}

} // namespace seawall::models
