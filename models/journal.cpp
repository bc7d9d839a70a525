// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal.h"

#include "models/filequeue.h"
#include "models/journalfile.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

struct Journal::Private : FileQueue<JournalFile> {
    ProcessIdentity process = ProcessIdentity::self();
    QString actor = actorName();
};

Journal::Journal(std::unique_ptr<Private> p) : d(std::move(p))
{}

Journal::~Journal() = default;

db::Result<std::shared_ptr<Journal>> Journal::open(const QString &path)
{
    auto d = std::make_unique<Private>();
    const auto opened = d->open(path);
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
