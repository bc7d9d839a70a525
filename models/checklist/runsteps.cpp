// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklistjson.h"
#include "models/checklist/runfile.h"

#include <QJsonDocument>

// The part of RunFile that says where steps stand, and notes what is changed under them.
namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const StepSpec &spec)
{
    return QString::fromUtf8(QJsonDocument(toJson(spec)).toJson(QJsonDocument::Compact));
}

} // namespace

db::Result<void> RunFile::addChange(qint64 run, const QString &step, const QString &reason)
{
    return tell(u"INSERT OR REPLACE INTO changed "
                "SELECT ?, ?, coalesce(max(id), 0), ? FROM evidence WHERE run = ? AND step = ?"_s,
                {run, step, reason, run, step});
}

db::Result<void> RunFile::setSpec(qint64 run, const QString &step, const StepSpec &spec)
{
    const auto text = textOf(spec);
    return inTransaction([&]() -> db::Result<void> {
        auto present = ask(u"SELECT spec FROM spec WHERE run = ? AND step = ?"_s, {run, step});
        if (!present)
            return std::unexpected(present.error());
        if (present->next() && present->value(0).toString() == text)
            return {};
        present->finish();
        if (auto set = tell(u"INSERT OR REPLACE INTO spec VALUES (?, ?, ?)"_s, {run, step, text}); !set)
            return set;
        return addChange(run, step,
                         u"The way this step is verified was changed after it passed: "
                         "verify it again."_s);
    });
}

db::Result<void> RunFile::carryOver(qint64 run, const Checklist &after, const QStringList &changed)
{
    return inTransaction([&]() -> db::Result<void> {
        if (auto added = addVersion(run, after); !added)
            return added;
        for (const auto &step : changed) {
            if (auto noted = addChange(run, step,
                                       u"The file changed this step after it passed: verify it "
                                       "again."_s);
                !noted)
                return noted;
            // What the person changed was meant for the old text.
            if (auto gone = tell(u"DELETE FROM spec WHERE run = ? AND step = ?"_s, {run, step}); !gone)
                return gone;
        }
        return {};
    });
}

/// `self`: what it runs itself is left out.
db::Result<void> RunFile::readRunning(qint64 run, StatusInput &input,
                                      const std::optional<ProcessIdentity> &self)
{
    auto row = ask(u"SELECT step, pid, start_ticks, boot FROM running WHERE run = ?"_s, {run});
    if (!row)
        return std::unexpected(row.error());
    while (row->next()) {
        const ProcessIdentity process{row->value(1).toLongLong(), row->value(2).toLongLong(),
                                      row->value(3).toString()};
        if (process != self)
            input.running[row->value(0).toString()] = process.isAlive();
    }
    return {};
}

db::Result<StatusInput> RunFile::statusInput(qint64 run)
{
    StatusInput input;
    auto latest = evidence(run, true);
    if (!latest)
        return std::unexpected(latest.error());
    for (auto &each : *latest)
        input.latest.insert_or_assign(each.step, std::move(each));
    if (auto read = readRunning(run, input, {}); !read)
        return std::unexpected(read.error());
    auto specs = ask(u"SELECT step, spec FROM spec WHERE run = ?"_s, {run});
    if (!specs)
        return std::unexpected(specs.error());
    while (specs->next()) {
        const auto object = QJsonDocument::fromJson(specs->value(1).toString().toUtf8()).object();
        input.specs[specs->value(0).toString()] = stepSpecFrom(object);
    }
    auto changed = ask(u"SELECT step, evidence, reason FROM changed WHERE run = ?"_s, {run});
    if (!changed)
        return std::unexpected(changed.error());
    while (changed->next()) {
        const auto step = changed->value(0).toString();
        const auto found = input.latest.find(step);
        if (found != input.latest.end() && found->second.id <= changed->value(1).toLongLong())
            input.changed[step] = changed->value(2).toString();
    }
    return input;
}

} // namespace seawall::models
