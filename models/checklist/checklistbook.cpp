// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklistbook.h"

#include "models/checklist/checklistshelf.h"
#include "models/checklist/environmentstep.h"
#include "models/checklist/latestsnapshot.h"
#include "models/checklist/livemetrics.h"
#include "models/inbox.h"
#include "models/operationtarget.h"
#include "models/taskqueue.h"

#include <QPointer>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto environmentTime = 20s;

} // namespace

struct ChecklistBook::Private {
    Private(ChecklistBook *book, const ClusterProfile &cluster, const QString &folder)
        : q(book), profile(cluster), directory(folder),
          shelf(std::make_unique<ChecklistShelf>(cluster, folder))
    {}

    /// Does `work` on the worker, and shows what came of it. `always`: also where `work` says false.
    void work(std::function<db::Result<bool>(ChecklistShelf &)> task)
    {
        worker.add([this, task = std::move(task), box = inbox] {
            const auto done = task(*shelf);
            auto failure = done ? std::nullopt : std::optional(done.error());
            ChecklistViewPtr seen;
            if (done && *done) {
                auto read = shelf->view();
                if (read)
                    seen = *read;
                else
                    failure = read.error();
            }
            box->post([this, failure, seen, store = shelf->store()] {
                openStore = store;
                if (seen) {
                    view = seen;
                    metrics.setView(view);
                    Q_EMIT q->viewChanged(view);
                }
                if (failure)
                    Q_EMIT q->failed(*failure);
            });
        });
    }

    void change(std::function<db::Result<void>(ChecklistShelf &)> task)
    {
        work([task = std::move(task)](ChecklistShelf &own) -> db::Result<bool> {
            if (const auto done = task(own); !done)
                return std::unexpected(done.error());
            return true;
        });
    }

    ChecklistBook *q;
    ClusterProfile profile;
    QString directory;
    std::unique_ptr<ChecklistShelf> shelf; ///< only touched on the worker
    std::shared_ptr<RunStore> openStore;
    std::shared_ptr<LatestSnapshot> latest = std::make_shared<LatestSnapshot>();
    std::vector<OperationTarget> now;
    LiveMetrics metrics;
    ChecklistViewPtr view;
    std::shared_ptr<Inbox> inbox =
        std::make_shared<Inbox>(); ///< shared with Operations that outlive the page
    TaskQueue worker;              // joined before what it posts to goes
    TaskQueue asker;               // of the servers; joined before the worker that it hands over to
    std::stop_source stopAsking;
};

ChecklistBook::ChecklistBook(ClusterProfile profile, QString directory, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, profile, directory))
{}

ChecklistBook::~ChecklistBook()
{
    d->stopAsking.request_stop();
}

const ChecklistViewPtr &ChecklistBook::view() const
{
    return d->view;
}

void ChecklistBook::open(const QString &path)
{
    d->change([path](ChecklistShelf &shelf) { return shelf.open(path); });
}

void ChecklistBook::close()
{
    d->view.reset();
    d->metrics.setView(nullptr);
    d->worker.add([shelf = d->shelf.get()] { shelf->close(); });
    listRuns();
}

void ChecklistBook::refresh()
{
    d->work([](ChecklistShelf &shelf) -> db::Result<bool> {
        const bool isOther = shelf.fileIsOther();
        const auto written = shelf.storeIsOther();
        return written ? db::Result<bool>(isOther || *written) : written;
    });
}

void ChecklistBook::listRuns()
{
    d->worker.add([this, shelf = d->shelf.get(), inbox = d->inbox] {
        inbox->post([this, runs = shelf->runs()] {
            if (runs)
                Q_EMIT runsListed(*runs);
            else
                Q_EMIT failed(runs.error());
        });
    });
}

void ChecklistBook::setSnapshot(const db::SnapshotPtr &snapshot)
{
    d->latest->set(snapshot);
    auto now = targetsOn(d->profile, *snapshot);
    for (auto &target : now)
        target.lsn.reset(); // moves all the time
    const bool isOther = d->metrics.watch(*snapshot);
    if (now == d->now && !isOther)
        return;
    d->now = now;
    d->work([now, against = d->metrics.against()](ChecklistShelf &shelf) -> db::Result<bool> {
        shelf.setNow(now, against);
        return shelf.run() != 0;
    });
}

void ChecklistBook::add(const Evidence &evidence, const QString &attach)
{
    d->change([evidence, attach](ChecklistShelf &shelf) { return shelf.add(evidence, attach); });
}

void ChecklistBook::setSpec(const QString &step, const StepSpec &spec)
{
    d->change(
        [step, spec](ChecklistShelf &shelf) { return shelf.store()->setSpec(shelf.run(), step, spec); });
}

void ChecklistBook::signOff(const SignOff &signOff)
{
    d->change([signOff](ChecklistShelf &shelf) { return shelf.store()->signOff(shelf.run(), signOff); });
}

void ChecklistBook::setFolder(const QString &folder)
{
    d->change([folder](ChecklistShelf &shelf) { return shelf.setFolder(folder); });
}

void ChecklistBook::carryOver()
{
    d->change([](ChecklistShelf &shelf) { return shelf.carryOver(); });
}

void ChecklistBook::startAfresh()
{
    d->change([](ChecklistShelf &shelf) { return shelf.startAfresh(); });
}

StepContext ChecklistBook::context() const
{
    StepContext context;
    context.profile = d->profile;
    context.snapshot = d->latest->get();
    context.folder = d->view ? d->view->run.folder : QString();
    context.migrations = d->profile.migrations;
    context.directory = d->directory;
    context.live = [latest = d->latest] { return latest->get(); };
    context.output = [inbox = std::weak_ptr(d->inbox),
                      self = QPointer(const_cast<ChecklistBook *>(this))](const QString &text) {
        if (const auto living = inbox.lock())
            living->post([self, text] {
                if (self)
                    Q_EMIT self->outputArrived(text);
            });
    };
    return context;
}

StepRecorder ChecklistBook::recorder() const
{
    StepRecorder recorder;
    recorder.store = d->openStore;
    recorder.run = d->view ? d->view->run.id : 0;
    recorder.changed = [inbox = std::weak_ptr(d->inbox), self = QPointer(const_cast<ChecklistBook *>(this))] {
        if (const auto living = inbox.lock())
            living->post([self] {
                if (self)
                    self->d->work([](ChecklistShelf &) -> db::Result<bool> { return true; });
            });
    };
    return recorder;
}

void ChecklistBook::keepEnvironment(const QString &step)
{
    const auto *all = d->view ? &d->view->run.checklist : nullptr;
    const int node = all ? all->indexOf(step) : -1;
    if (node < 0)
        return;
    d->asker.add([own = d.get(), node = all->nodes[size_t(node)], folder = d->view->run.folder,
                  run = d->view->run.id, stop = d->stopAsking.get_token()] {
        const auto snapshot =
            takeEnvironmentSnapshot(own->profile, composeFilesIn(folder), environmentTime, stop);
        if (stop.stop_requested())
            return;
        own->change([node, snapshot, run](ChecklistShelf &shelf) -> db::Result<void> {
            if (shelf.run() != run)
                return {}; // another checklist was opened meanwhile
            return shelf.addEnvironment(node, snapshot);
        });
    });
}

void ChecklistBook::report(const QString &path, ReportFormat format, const std::vector<ReportSeries> &series)
{
    d->worker.add([this, path, format, series, shelf = d->shelf.get(), inbox = d->inbox] {
        auto input = shelf->reportInput();
        db::Result<void> written;
        if (input) {
            input->series = series;
            written = writeReport(*input, format, path);
        } else {
            written = std::unexpected(input.error());
        }
        inbox->post([this, path, written] {
            if (written)
                Q_EMIT reported(path);
            else
                Q_EMIT failed(written.error());
        });
    });
}

} // namespace seawall::models
