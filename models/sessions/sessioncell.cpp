// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sessions/sessioncell.h"

#include "models/format.h"
#include "models/sessions/sessionsmodel.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr double longIdleInTransaction = 60; // seconds; it holds locks and holds back vacuum all the while
constexpr double longRunning = 300;

bool idlesInTransaction(const db::Session &session)
{
    return session.state.startsWith(u"idle in transaction");
}

QString blockersText(const db::Session &session)
{
    QStringList blockers;
    for (const int pid : session.blockedBy)
        blockers.append(pid == 0 ? SessionsModel::tr("prepared transaction") : QString::number(pid));
    return blockers.join(u", ");
}

QString waitText(const db::Session &session)
{
    return session.waitEventType.isEmpty() ? QString()
                                           : u"%1: %2"_s.arg(session.waitEventType, session.waitEvent);
}

std::optional<double> ageOf(const db::Session &session)
{
    if (session.state == u"active")
        return session.queryAge;
    return idlesInTransaction(session) ? session.stateAge : std::nullopt;
}

} // namespace

Cell sessionCell(const db::Session &session, int column)
{
    switch (column) {
    case SessionsModel::PidColumn:
        return Cell::figure(QString::number(session.pid), std::optional(session.pid));
    case SessionsModel::UserColumn:
        return Cell::words(session.user);
    case SessionsModel::ApplicationColumn:
        return Cell::words(session.application.isEmpty() ? session.backendType : session.application,
                           session.backendType);
    case SessionsModel::DatabaseColumn:
        return Cell::words(session.database);
    case SessionsModel::ClientColumn:
        return Cell::words(session.clientAddress);
    case SessionsModel::StateColumn:
        return Cell::words(session.state);
    case SessionsModel::AgeColumn: {
        const auto age = ageOf(session);
        return age ? Cell::figure(format::seconds(age), age) : Cell();
    }
    case SessionsModel::TransactionColumn:
        return session.transactionAge
                   ? Cell::figure(format::seconds(session.transactionAge), session.transactionAge)
                   : Cell();
    case SessionsModel::WaitColumn:
        return Cell::words(waitText(session));
    case SessionsModel::BlockedByColumn:
        return Cell::words(blockersText(session));
    case SessionsModel::QueryColumn:
        return Cell::words(format::oneLine(session.query), session.query);
    default:
        return {};
    }
}

std::optional<Severity> sessionSeverity(const db::Session &session, bool blocksOthers)
{
    if (blocksOthers)
        return Severity::Critical;
    if (!session.blockedBy.empty())
        return Severity::Warning;
    if (idlesInTransaction(session) && session.stateAge.value_or(0) >= longIdleInTransaction)
        return Severity::Warning;
    const bool client = session.backendType == u"client backend";
    if (client && session.state == u"active" && session.queryAge.value_or(0) >= longRunning)
        return Severity::Warning;
    return std::nullopt;
}

} // namespace seawall::models
