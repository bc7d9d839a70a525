// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/operationrunner.h"

#include "models/inbox.h"
#include "models/printedcommand.h"
#include "models/taskqueue.h"

#include <exception>
#include <map>
#include <mutex>
#include <thread>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

/// The Journal, opened when a worker first needs it. A failure is not kept: the next one tries again.
class LazyJournal final
{
public:
    explicit LazyJournal(QString path) : m_path(std::move(path)) {}

    db::Result<std::shared_ptr<Journal>> get()
    {
        const std::lock_guard lock(m_mutex);
        if (!m_journal) {
            auto opened = Journal::open(m_path);
            if (!opened)
                return opened;
            m_journal = *opened;
        }
        return m_journal;
    }

private:
    std::mutex m_mutex;
    QString m_path;
    std::shared_ptr<Journal> m_journal;
};

Outcome notRun(const QString &why, const std::optional<db::Error> &error = {})
{
    return {Outcome::State::Failed, u"Nothing was done: %1"_s.arg(why), {}, error};
}

Outcome broken(const QString &what)
{
    const db::Error error{
        db::ErrorKind::Internal, what, u"Check the state of the node before you go on."_s, {}, {}, 0};
    return {Outcome::State::Failed,
            u"The operation broke off because of a fault in Seawall: %1"_s.arg(what),
            {},
            error};
}

template<typename Task>
Outcome guarded(Task task)
{
    try {
        return task();
    } catch (const std::exception &exception) {
        return broken(QString::fromLocal8Bit(exception.what()));
    } catch (...) {
        return broken(u"an unknown exception"_s);
    }
}

} // namespace

struct OperationRunner::Private {
    /// Carries progress to the GUI thread; what is overtaken before it arrives is dropped.
    struct Pending {
        std::mutex mutex;
        std::optional<Progress> latest;
    };

    Private(OperationRunner *runner, const QString &journalFile, const QString &env)
        : q(runner), envFile(env), journal(journalFile)
    {}
    void work(int run, std::unique_ptr<Operation> operation, const QString &reason, std::stop_token stop);
    Outcome execute(int run, Operation &operation, const QString &reason, std::stop_token stop);
    ProgressSink progressSink(int run);
    void askJournal(std::function<void(Journal &)> question);
    void tellJournalFailed(const db::Error &error);

    OperationRunner *q;
    QString envFile;
    LazyJournal journal;
    int lastRun = 0;
    Inbox inbox;
    TaskQueue reader;
    std::map<int, std::jthread> workers; // last: stopped and joined before what they use goes
};

OperationRunner::OperationRunner(const QString &journalFile, const QString &envFile, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, journalFile, envFile))
{}

OperationRunner::~OperationRunner()
{
    for (auto &worker : d->workers)
        worker.second.request_stop(); // all at once, so that their ends do not add up
}

int OperationRunner::start(std::unique_ptr<Operation> operation, const QString &reason)
{
    const int run = ++d->lastRun;
    d->workers.emplace(
        run, std::jthread([this, run, reason, moved = std::move(operation)](std::stop_token stop) mutable {
            d->work(run, std::move(moved), reason, std::move(stop));
        }));
    return run;
}

void OperationRunner::cancel(int run)
{
    if (const auto worker = d->workers.find(run); worker != d->workers.end())
        worker->second.request_stop();
}

bool OperationRunner::isIdle() const
{
    return d->workers.empty();
}

void OperationRunner::readJournal()
{
    d->askJournal([this](Journal &journal) {
        auto entries = journal.entries();
        if (!entries)
            return d->tellJournalFailed(entries.error());
        d->inbox.post([this, found = std::move(*entries)] { Q_EMIT journalRead(found); });
    });
}

void OperationRunner::settle(qint64 entry, const Outcome &outcome)
{
    d->askJournal([entry, outcome](Journal &journal) {
        static_cast<void>(journal.finish(entry, outcome)); // another process may have been faster
    });
}

void OperationRunner::verifyJournal()
{
    d->askJournal([this](Journal &journal) {
        const auto result = journal.verify();
        if (!result)
            return d->tellJournalFailed(result.error());
        d->inbox.post([this, rows = result->rows, broken = result->firstBrokenRow.value_or(0)] {
            Q_EMIT journalVerified(rows, broken);
        });
    });
}

void OperationRunner::Private::work(int run, std::unique_ptr<Operation> operation, const QString &reason,
                                    std::stop_token stop)
{
    auto outcome = guarded([&] { return execute(run, *operation, reason, std::move(stop)); });
    operation.reset(); // connections close here and not on the GUI thread
    inbox.post([this, run, outcome = std::move(outcome)] {
        workers.erase(run); // joins: the thread ends behind this post
        Q_EMIT q->finished(run, outcome);
    });
}

Outcome OperationRunner::Private::execute(int run, Operation &operation, const QString &reason,
                                          std::stop_token stop)
{
    const auto preview = operation.preview();
    if (preview.needsReason && reason.trimmed().isEmpty())
        return notRun(u"a reason is needed for the Journal."_s);
    if (stop.stop_requested())
        return {Outcome::State::Cancelled, u"Cancelled before it began; nothing was done."_s, {}, {}};
    const auto opened = journal.get();
    if (!opened)
        return notRun(opened.error().message, opened.error());
    const auto entry = (*opened)->begin(operation, reason);
    if (!entry)
        return notRun(entry.error().message, entry.error());
    inbox.post([this, run, preview] { Q_EMIT q->started(run, preview); });

    auto outcome =
        guarded([&] { return withEnv(operation.run(progressSink(run), std::move(stop)), envFile); });
    if (const auto kept = (*opened)->finish(*entry, outcome); !kept) {
        outcome.summary += u" The Journal could not record this outcome: %1"_s.arg(kept.error().message);
        tellJournalFailed(kept.error());
    }
    return outcome;
}

ProgressSink OperationRunner::Private::progressSink(int run)
{
    return [this, run, pending = std::make_shared<Pending>()](const Progress &progress) {
        const std::lock_guard lock(pending->mutex);
        if (std::exchange(pending->latest, progress))
            return;
        inbox.post([this, run, pending] {
            std::unique_lock reading(pending->mutex);
            const auto latest = *std::exchange(pending->latest, std::nullopt);
            reading.unlock();
            Q_EMIT q->progressed(run, latest);
        });
    };
}

void OperationRunner::Private::askJournal(std::function<void(Journal &)> question)
{
    reader.add([this, question = std::move(question)] {
        const auto opened = journal.get();
        if (!opened)
            return tellJournalFailed(opened.error());
        question(**opened);
    });
}

void OperationRunner::Private::tellJournalFailed(const db::Error &error)
{
    inbox.post([this, sentence = error.message] { Q_EMIT q->journalFailed(sentence); });
}

} // namespace seawall::models
