// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal.h"

#include "models/journalfile.h"
#include "models/taskqueue.h"

#include <future>

namespace seawall::models {

using namespace Qt::StringLiterals;

struct Journal::Private {
    ProcessIdentity process = ProcessIdentity::self();
    QString actor = actorName();
    std::unique_ptr<JournalFile> file; // touched by the queue's thread only
    TaskQueue queue;

    ~Private()
    {
        queue.add([this] { file.reset(); });
    }

    /// Runs `task` on the thread that owns the file, and waits for its answer.
    template<typename Task>
    auto ask(Task task) -> decltype(task())
    {
        std::promise<decltype(task())> answer;
        auto future = answer.get_future();
        queue.add([&] { answer.set_value(task()); });
        return future.get();
    }
};

Journal::Journal(std::unique_ptr<Private> p) : d(std::move(p))
{}

Journal::~Journal() = default;

db::Result<std::shared_ptr<Journal>> Journal::open(const QString &path)
{
    auto d = std::make_unique<Private>();
    const auto opened = d->ask([&]() -> db::Result<void> {
        auto file = JournalFile::open(path);
        if (!file)
            return std::unexpected(file.error());
        d->file = std::move(*file);
        return {};
    });
    if (!opened)
        return std::unexpected(opened.error());
    return std::shared_ptr<Journal>(new Journal(std::move(d)));
}

db::Result<qint64> Journal::begin(const Operation &operation, const QString &reason)
{
    const auto payload = startPayload(operation, reason, d->actor, d->process);
    return d->ask([&] { return d->file->append(u"start"_s, 0, payload); });
}

db::Result<void> Journal::finish(qint64 id, const Outcome &outcome)
{
    const auto payload = outcomePayload(outcome);
    const auto row = d->ask([&] { return d->file->append(u"outcome"_s, id, payload); });
    if (!row)
        return std::unexpected(row.error());
    return {};
}

db::Result<std::vector<JournalEntry>> Journal::entries(qint64 fromMs, qint64 toMs, int most) const
{
    return d->ask([&] { return d->file->entries(fromMs, toMs, most); });
}

db::Result<std::vector<JournalRow>> Journal::rows(qint64 after, int most) const
{
    return d->ask([&] { return d->file->rows(after, most); });
}

db::Result<Journal::Verification> Journal::verify() const
{
    return d->ask([&] { return d->file->verify(); });
}

} // namespace seawall::models
