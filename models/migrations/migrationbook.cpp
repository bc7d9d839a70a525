// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationbook.h"

#include "db/migrations/lint.h"
#include "models/inbox.h"
#include "models/taskqueue.h"

#include <QDateTime>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto askingTime = 20s;

/// What a rehearsal is of: the same file has the same.
QByteArray scriptKey(const db::MigrationStep &step)
{
    const auto *file = step.file();
    return (step.direction == db::Direction::Down ? "down " : "up ") + (file ? file->checksum : QByteArray());
}

/// What a plan is of: what comes before it counts as well.
QByteArray planKey(const db::MigrationStep &step)
{
    const auto *file = step.file();
    return scriptKey(step) + (file ? file->path.toUtf8() : QByteArray());
}

MigrationScript understood(const db::Migration &migration, db::Direction direction)
{
    MigrationScript read;
    read.version = migration.version;
    read.direction = direction;
    if (direction == db::Direction::Down && !migration.down) {
        read.error = db::Error{db::ErrorKind::InvalidInput,
                               u"This migration has no down script: it cannot be rolled back."_s,
                               {},
                               {},
                               {},
                               0};
        return read;
    }
    const auto &file = direction == db::Direction::Up ? migration.up : *migration.down;
    read.path = file.path;
    auto text = db::readText(file);
    if (!text) {
        read.error = text.error();
        return read;
    }
    read.text = *text;
    auto script = db::readScript(file.path, *text, file.firstLine);
    if (!script) {
        read.error = script.error();
        return read;
    }
    db::LintContext context;
    context.isDown = direction == db::Direction::Down;
    context.hasDown = migration.down.has_value();
    read.findings = db::lint(*script, context);
    read.script = std::move(*script);
    return read;
}

} // namespace

struct MigrationBook::Private {
    explicit Private(ClusterProfile cluster) : profile(std::move(cluster)) {}

    /// The folder that is meant: the one set, else the one the profile tells.
    db::Result<MigrationSite> site() const
    {
        auto found = migrationFolder(profile, wanted);
        if (!found)
            return std::unexpected(found.error());
        return MigrationSite{profile, std::move(*found)};
    }

    ClusterProfile profile;
    QString wanted; ///< by the person; only read on the worker through a copy
    std::optional<MigrationOverview> overview;
    std::map<QByteArray, PastRehearsal> rehearsed;          ///< by script
    std::map<QByteArray, std::vector<db::Finding>> planned; ///< of the last plan
    bool isRefreshing = false, refreshAgain = false;
    std::stop_source stop;
    std::shared_ptr<Inbox> inbox = std::make_shared<Inbox>(); ///< shared with runs that may outlive the page
    TaskQueue worker;                                         // last: joined before what it posts to goes
};

MigrationBook::MigrationBook(ClusterProfile profile, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(profile)))
{}

MigrationBook::~MigrationBook()
{
    d->stop.request_stop();
}

QString MigrationBook::folder() const
{
    return d->overview ? d->overview->folder.directory : d->wanted;
}

QString MigrationBook::chosenFolder() const
{
    return d->wanted;
}

void MigrationBook::setFolder(const QString &folder)
{
    if (folder == d->wanted)
        return;
    d->wanted = folder;
    refresh();
}

const std::optional<MigrationOverview> &MigrationBook::overview() const
{
    return d->overview;
}

void MigrationBook::refresh()
{
    if (d->isRefreshing) {
        d->refreshAgain = true;
        return;
    }
    d->isRefreshing = true;
    d->worker.add([this, site = d->site(), inbox = d->inbox, stop = d->stop.get_token()] {
        auto opened = site ? openSite(*site, db::Deadline::in(askingTime), stop)
                           : db::Result<OpenedSite>(std::unexpected(site.error()));
        auto answer = opened ? db::Result<MigrationOverview>(std::move(opened->overview))
                             : std::unexpected(opened.error());
        inbox->post([this, answer = std::move(answer)] {
            d->isRefreshing = false;
            if (answer) {
                d->overview = *answer;
                Q_EMIT overviewRead(*answer);
            } else {
                Q_EMIT failed(answer.error());
            }
            if (std::exchange(d->refreshAgain, false))
                refresh();
        });
    });
}

void MigrationBook::prepare(const db::StepRequest &request)
{
    d->worker.add([this, request, site = d->site(), inbox = d->inbox, stop = d->stop.get_token()] {
        auto answer = site ? prepareRun(*site, request, db::Deadline::in(askingTime), stop)
                           : db::Result<PreparedRun>(std::unexpected(site.error()));
        inbox->post([this, answer = std::move(answer)]() mutable {
            if (answer)
                d->planned.clear();
            for (size_t i = 0; answer && i < answer->steps.size(); ++i) {
                d->planned[planKey(answer->steps[i])] = answer->plan.steps[i].findings;
                const auto known = d->rehearsed.find(scriptKey(answer->steps[i]));
                if (known != d->rehearsed.end())
                    answer->rehearsed[i] = known->second;
            }
            if (answer)
                Q_EMIT prepared(*answer);
            else
                Q_EMIT notPrepared(answer.error());
        });
    });
}

void MigrationBook::remember(const std::vector<db::MigrationStep> &steps,
                             const std::vector<db::Rehearsal> &rehearsals)
{
    for (size_t i = 0; i < std::min(steps.size(), rehearsals.size()); ++i)
        d->rehearsed[scriptKey(steps[i])] = {QDateTime::currentMSecsSinceEpoch(), rehearsals[i]};
}

void MigrationBook::forget()
{
    d->planned.clear();
    d->rehearsed.clear();
}

void MigrationBook::readScript(const db::Migration &migration, db::Direction direction)
{
    d->worker.add([this, migration, direction, inbox = d->inbox] {
        inbox->post(
            [this, key = planKey({migration, direction}), read = understood(migration, direction)]() mutable {
                const auto planned = d->planned.find(key);
                if (read.script && planned != d->planned.end())
                    read.findings = planned->second;
                Q_EMIT scriptRead(read);
            });
    });
}

void MigrationBook::checkSchema()
{
    d->worker.add([this, site = d->site(), inbox = d->inbox, stop = d->stop.get_token()] {
        auto answer = site ? models::checkSchema(*site, db::Deadline::in(askingTime), stop)
                           : db::Result<SchemaCheck>(std::unexpected(site.error()));
        inbox->post([this, answer = std::move(answer)] {
            if (answer)
                Q_EMIT schemaChecked(*answer);
            else
                Q_EMIT failed(answer.error());
        });
    });
}

std::shared_ptr<MigrationRun> MigrationBook::makeRun()
{
    // The Operation may outlive this page, and tell events to nobody then.
    return std::make_shared<MigrationRun>(
        [inbox = std::weak_ptr(d->inbox), self = QPointer<MigrationBook>(this)](const db::RunEvent &event) {
            if (const auto living = inbox.lock())
                living->post([self, event] {
                    if (self)
                        Q_EMIT self->runEvent(event);
                });
        });
}

} // namespace seawall::models
