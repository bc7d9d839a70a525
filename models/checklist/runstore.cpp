// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/runstore.h"

#include "db/endpoint.h"
#include "models/checklist/evidencerecord.h"
#include "models/checklist/runfile.h"
#include "models/checklist/textdifference.h"
#include "models/filequeue.h"

#include <QDateTime>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

std::map<QString, const ChecklistNode *> stepsByIdentity(const Checklist &checklist)
{
    std::map<QString, const ChecklistNode *> steps;
    for (const auto &node : checklist.nodes) {
        if (node.isCheckbox())
            steps.emplace(node.identity, &node);
    }
    return steps;
}

/// Whether evidence for the one is evidence for the other.
bool asksTheSame(const ChecklistNode &before, const ChecklistNode &after)
{
    const auto texts = [](const ChecklistNode &node) {
        QStringList all;
        for (const auto &block : node.blocks)
            all << block.language << block.text;
        return all;
    };
    return before.spec == after.spec && texts(before) == texts(after);
}

} // namespace

struct RunStore::Private : FileQueue<RunFile> {};

RunStore::RunStore(std::unique_ptr<Private> p) : d(std::move(p))
{}

RunStore::~RunStore() = default;

db::Result<std::shared_ptr<RunStore>> RunStore::open(const QString &path)
{
    auto d = std::make_unique<Private>();
    const auto opened = d->open(path);
    if (!opened)
        return std::unexpected(opened.error());
    return std::shared_ptr<RunStore>(new RunStore(std::move(d)));
}

db::Result<ChecklistRun> RunStore::begin(const Checklist &checklist, const QString &profile,
                                         const QString &folder)
{
    const auto found = d->ask([&] { return d->file->find(checklist.checksum, profile); });
    if (!found)
        return std::unexpected(found.error());
    return *found != 0 ? run(*found) : beginAnew(checklist, profile, folder);
}

db::Result<ChecklistRun> RunStore::beginAnew(const Checklist &checklist, const QString &profile,
                                             const QString &folder)
{
    return d->ask([&]() -> db::Result<ChecklistRun> {
        const auto id = d->file->insert(checklist, profile, folder);
        if (!id)
            return std::unexpected(id.error());
        return d->file->run(*id);
    });
}

db::Result<std::vector<ChecklistRun>> RunStore::runs() const
{
    return d->ask([&] { return d->file->runs(); });
}

db::Result<ChecklistRun> RunStore::run(qint64 id) const
{
    return d->ask([&] { return d->file->run(id); });
}

db::Result<void> RunStore::markRunning(qint64 run, const QString &step)
{
    return d->ask([&] { return d->file->markRunning(run, step); });
}

db::Result<Evidence> RunStore::add(qint64 run, Evidence evidence)
{
    if (evidence.result == StepState::Skipped && evidence.note.trimmed().isEmpty())
        return db::fail(db::ErrorKind::InvalidInput, u"A step is not skipped without a reason."_s,
                        u"Say why it is left out; the report shows it."_s);
    auto clean = cleaned(std::move(evidence));
    return d->ask([&] { return d->file->add(run, std::move(clean)); });
}

db::Result<std::vector<Evidence>> RunStore::evidence(qint64 run) const
{
    return d->ask([&] { return d->file->evidence(run, false); });
}

db::Result<void> RunStore::setSpec(qint64 run, const QString &step, const StepSpec &spec)
{
    return d->ask([&] { return d->file->setSpec(run, step, spec); });
}

db::Result<void> RunStore::signOff(qint64 run, const SignOff &signOff)
{
    if (signOff.name.trimmed().isEmpty())
        return db::fail(db::ErrorKind::InvalidInput, u"A phase is not signed off without a name."_s,
                        u"Give the name of the person who answers for it."_s);
    auto signedOff = signOff;
    if (signedOff.timeMs == 0)
        signedOff.timeMs = QDateTime::currentMSecsSinceEpoch();
    return d->ask([&] { return d->file->signOff(run, signedOff); });
}

db::Result<std::vector<SignOff>> RunStore::signOffs(qint64 run) const
{
    return d->ask([&] { return d->file->signOffs(run); });
}

db::Result<void> RunStore::setFolder(qint64 run, const QString &folder)
{
    return d->ask([&] { return d->file->setFolder(run, folder); });
}

db::Result<std::map<QString, StepStatus>> RunStore::status(const ChecklistRun &run,
                                                           const std::vector<OperationTarget> &now,
                                                           const std::map<QString, QString> &against) const
{
    auto input = d->ask([&] { return d->file->statusInput(run.id); });
    if (!input)
        return std::unexpected(input.error());
    input->changed.insert(against.begin(), against.end());
    return statusOf(run.checklist, *input, now);
}

RunStore::CarryOver RunStore::compare(const Checklist &before, const Checklist &after)
{
    const auto old = stepsByIdentity(before);
    const auto present = stepsByIdentity(after);
    CarryOver result;
    for (const auto &node : before.nodes) {
        if (node.isCheckbox())
            (present.contains(node.identity) ? result.kept : result.gone).append(node.title);
    }
    for (const auto &node : after.nodes) {
        if (node.isCheckbox() && !old.contains(node.identity))
            result.added.append(node.title);
    }
    result.difference = db::redacted(unifiedDifference(before.text, after.text));
    return result;
}

db::Result<ChecklistRun> RunStore::carryOver(qint64 run, const Checklist &after)
{
    return d->ask([&]() -> db::Result<ChecklistRun> {
        const auto before = d->file->run(run);
        if (!before)
            return std::unexpected(before.error());
        const auto present = stepsByIdentity(after);
        QStringList changed;
        for (const auto &[identity, node] : stepsByIdentity(before->checklist)) {
            const auto found = present.find(identity);
            if (found != present.end() && !asksTheSame(*node, *found->second))
                changed.append(identity);
        }
        if (auto done = d->file->carryOver(run, after, changed); !done)
            return std::unexpected(done.error());
        return d->file->run(run);
    });
}

} // namespace seawall::models
