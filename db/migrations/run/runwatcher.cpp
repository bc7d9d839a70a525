// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/runwatcher.h"

#include "db/sqlcatalog.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 longMs = 500, shortMs = 20;

qint64 nowMs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

} // namespace

RunWatcher::RunWatcher(const Endpoint &primary, RunEvents &events)
    : m_primary(primary), m_events(events), m_longMs(longMs),
      m_thread([this](const std::stop_token &stop) { watch(stop); })
{}

RunWatcher::Watch RunWatcher::during(int step, int pid, std::chrono::milliseconds lockTimeout)
{
    m_longMs = lockTimeout > 0ms ? std::clamp(qint64{lockTimeout.count()} / 2, shortMs, longMs) : longMs;
    if (m_step.exchange(step) != step) {
        const std::lock_guard lock(m_mutex);
        m_lastBlockers.clear();
    }
    m_pid = pid;
    m_sinceMs = nowMs();
    return Watch(*this);
}

void RunWatcher::watch(const std::stop_token &stop)
{
    qint64 lookedMs = 0;
    while (pauseFor(std::chrono::milliseconds(m_longMs / 2), stop)) {
        const auto since = m_sinceMs.load();
        if (since == 0 || nowMs() - since < m_longMs || nowMs() - lookedMs < m_longMs)
            continue;
        lookedMs = nowMs();
        look(m_step, QString::number(m_pid), since, stop);
    }
}

void RunWatcher::look(int step, const QString &pid, qint64 since, const std::stop_token &stop)
{
    if (!m_connection || m_connection->isBroken()) {
        auto opened = Connection::open(m_primary, {.applicationName = u"seawall migrations watch"_s},
                                       Deadline::in(3s), stop);
        if (!opened)
            return; // the run itself tells what is wrong
        m_connection.emplace(std::move(*opened));
    }
    const auto ask = [&](const QString &id) {
        return m_connection->execute(catalogQuery(id, m_connection->serverVersion()).sql, {pid},
                                     Deadline::in(3s), stop);
    };
    const auto blockers = ask(u"migration_blockers"_s);
    if (blockers && blockers->count() > 0 && m_sinceMs == since)
        tellBlockers(step, *blockers);
    const auto progress = ask(u"migration_progress"_s);
    if (progress && progress->count() > 0 && m_sinceMs == since)
        m_events.tell(step, {.kind = RunEvent::Kind::Progress,
                             .fraction = progress->real(0, 1).value_or(-1),
                             .text = progress->text(0, 0),
                             .blockers = {}});
}

QString RunWatcher::lastBlockers() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastBlockers;
}

void RunWatcher::tellBlockers(int step, const Rows &rows)
{
    RunEvent event{.kind = RunEvent::Kind::Blocked, .text = {}, .blockers = {}};
    QStringList names;
    for (int row = 0; row < rows.count(); ++row) {
        const auto text = [&](const char *name) { return rows.text(row, rows.column(name)); };
        Blocker blocker;
        blocker.pid = text("pid").toInt();
        blocker.user = text("usename");
        blocker.application = text("application_name");
        blocker.state = blocker.pid == 0 ? u"prepared transaction"_s : text("state");
        blocker.query = redacted(text("query"));
        blocker.ageSeconds = rows.real(row, rows.column("age")).value_or(0);
        names << (blocker.pid == 0 ? u"a prepared transaction"_s
                                   : u"session %1 of %2"_s.arg(blocker.pid).arg(blocker.user));
        if (!blocker.application.isEmpty())
            names.back() += u" (%1)"_s.arg(blocker.application);
        event.blockers.push_back(blocker);
    }
    event.text = u"Waits for %1"_s.arg(names.join(u", "_s));
    {
        const std::lock_guard lock(m_mutex);
        m_lastBlockers = names.join(u", "_s);
    }
    m_events.tell(step, std::move(event));
}

} // namespace seawall::db
