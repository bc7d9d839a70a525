// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/flagsset.h"

#include "app/ctl/interrupt.h"
#include "app/ctl/observation.h"
#include "models/flags/flagoperation.h"
#include "models/processidentity.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using models::FlagAssignment;
using models::Outcome;

namespace {

Json jsonOf(const QJsonObject &object)
{
    return Json::parse(QJsonDocument(object).toJson().toStdString());
}

const char *wordFor(models::FlagProofState::State state)
{
    using enum models::FlagProofState::State;
    switch (state) {
    case Watching:
        return "watching";
    case PickedUp:
        return "picked up";
    case NotPickedUp:
        return "not picked up";
    case NotVisible:
        return "not visible";
    case Unknown:
        break;
    }
    return "unknown";
}

Json proofJson(const std::optional<models::FlagProofState> &proof)
{
    if (!proof)
        return nullptr;
    return {{"state", wordFor(proof->state)},
            {"after_seconds", orNull(proof->afterSeconds)},
            {"sentence", utf8(proof->sentence)},
            {"restart", orNull(proof->restart)}};
}

Json switchJson(const std::optional<models::DeadManSwitch> &each)
{
    if (!each)
        return nullptr;
    return {{"state", utf8(toString(each->state))}, {"sentence", utf8(each->sentence)}};
}

} // namespace

FlagsChange::FlagsChange(CLI::App &flags, const std::string &name, const std::string &description,
                         const std::vector<std::string> &examples)
    : Command(flags, name, description, examples)
{}

void FlagsChange::addOptions()
{
    m_options.addTo(app(), m_shell, true);
    m_terms.addTo(app());
    addJsonOption(m_json);
}

ExitCode FlagsChange::change(Output &output, FlagsSite site, const FlagAssignment &wanted, bool isRevert)
{
    const Interrupt interrupt;
    const auto terms = m_terms.terms(QDateTime::currentMSecsSinceEpoch());
    if (!terms)
        return output.failed(terms.error());
    const models::FlagChange made{{}, wanted.key, site.reading.value(wanted.key), wanted.value, 0, {}, {}, 0};
    if (!terms->isEmpty() && !models::revertValue(made, site.reading.flag(wanted.key)))
        return output.failed({db::ErrorKind::InvalidInput,
                              u"%1 is not set, so that it cannot be reverted by itself."_s.arg(wanted.key),
                              u"Set it to the value it should go back to first."_s,
                              {},
                              {},
                              0});
    const auto before = FlagsWatch::lookBefore(site, m_terms, interrupt.token());
    for (;;) {
        const auto outcome = setOnce(output, site, wanted, isRevert, before.back(), interrupt.token());
        if (!outcome)
            return output.failed(outcome.error());
        if (!outcome->details[u"conflict"].toBool())
            return done(output, site, wanted, *outcome, before, interrupt.token());
        if (!m_json) {
            output.line(outcome->summary);
            output.line(outcome->details[u"difference"].toString());
        }
        const auto answer =
            m_shell.canAsk() && !m_json
                ? askedOnTerminal(u"Set it in the file as it is now? [y/N] "_s, interrupt.token())
                : std::nullopt;
        if (answer.value_or(QString()).toLower() != u"y")
            return m_json ? done(output, site, wanted, *outcome, before, interrupt.token())
                          : ExitCode::NotFine;
        auto again = open();
        if (!again)
            return output.failed(again.error());
        site = std::move(*again);
    }
}

db::Result<Outcome> FlagsChange::setOnce(Output &output, const FlagsSite &site, const FlagAssignment &wanted,
                                         bool isRevert, const db::SnapshotPtr &snapshot,
                                         const std::stop_token &stop)
{
    auto operation = models::FlagOperation::make(
        {site.profile, site.store, site.reading, {wanted}, isRevert, {}}, snapshot);
    if (!operation)
        return std::unexpected(operation.error());
    if (const auto confirmed = m_shell.confirm((*operation)->preview(), output, m_json, stop); !confirmed)
        return std::unexpected(confirmed.error());
    (*operation)->setReason(m_shell.reason());
    return m_shell.run(**operation, site.profile, [](const models::Progress &) {}, stop);
}

ExitCode FlagsChange::done(Output &output, const FlagsSite &site, const FlagAssignment &wanted,
                           const Outcome &outcome, const std::vector<db::SnapshotPtr> &before,
                           const std::stop_token &stop)
{
    const bool isSet = outcome.state == Outcome::State::Succeeded;
    FlagsWatch::Result watched;
    if (!m_json)
        output.line(outcome.summary);
    if (isSet) {
        const auto nowMs = QDateTime::currentMSecsSinceEpoch();
        const auto changes = outcome.details[u"changes"].toArray();
        const models::FlagChange change{site.store->id(),
                                        wanted.key,
                                        site.reading.value(wanted.key),
                                        changes.at(0).toObject()[u"to"].toString(),
                                        nowMs,
                                        models::actorName(),
                                        m_shell.reason(),
                                        0};
        FlagsWatch watch(site, m_shell, change, [&](const QString &text) {
            if (!m_json && !text.isEmpty())
                output.line(text);
        });
        watched = watch.run(m_terms, m_terms.terms(nowMs).value_or(models::SwitchTerms()), before, stop);
    }
    if (m_json)
        output.json({{"set", isSet},
                     {"summary", utf8(outcome.summary)},
                     {"details", jsonOf(outcome.details)},
                     {"proof", proofJson(watched.proof)},
                     {"switch", switchJson(watched.deadMan)}});
    if (!isSet && outcome.error && !m_json)
        return output.failed(*outcome.error);
    return isSet && watched.isFine ? ExitCode::Fine : ExitCode::NotFine;
}

ExitCode FlagsChange::already(Output &output, const QString &summary) const
{
    if (m_json)
        output.json({{"set", false},
                     {"summary", utf8(summary)},
                     {"details", Json::object()},
                     {"proof", nullptr},
                     {"switch", nullptr}});
    else
        output.line(summary);
    return ExitCode::Fine;
}

FlagsSet::FlagsSet(CLI::App &flags)
    : FlagsChange(flags, "set", "Set a flag, after its guards and the exact difference were shown",
                  {"seawallctl flags set USE_READ_REPLICA true --watch 60s",
                   "seawallctl flags set USE_READ_REPLICA true --revert-if-lag 5s --within 10m",
                   "seawallctl flags set REPLICA_FALLBACK_ENABLED false --until 18:00",
                   "seawallctl flags set DB_POOL_SIZE 30 --yes --reason 'end of the month'"})
{
    app().add_option("name", m_name, "Its key")->required()->type_name("NAME");
    app().add_option("value", m_value, "What it shall be")->required()->type_name("VALUE");
    addOptions();
}

ExitCode FlagsSet::run(Output &output)
{
    auto site = open();
    if (!site)
        return output.failed(site.error());
    const FlagAssignment wanted{QString::fromLocal8Bit(m_name), QString::fromLocal8Bit(m_value)};
    const auto *const flag = site->reading.flag(wanted.key);
    if (!flag && site->store->id() == u"env") {
        QStringList known;
        for (const auto &each : site->reading.flags)
            known << each.key();
        return output.failed(
            {db::ErrorKind::InvalidInput,
             u"%1 is no flag of %2."_s.arg(wanted.key, site->reading.place),
             u"Its flags are %1; declare another one in flags.toml beside it."_s.arg(known.join(u", "_s)),
             {},
             {},
             0});
    }
    const auto current = flag ? flag->value : std::nullopt;
    const auto written = flag
                             ? models::flagValue(flag->declaration, wanted.value, current.value_or(QString()))
                             : db::Result<QString>(wanted.value);
    if (written && current == *written)
        return already(output, u"%1 is %2 already."_s.arg(wanted.key, *current));
    return change(output, std::move(*site), wanted, false);
}

FlagsRevert::FlagsRevert(CLI::App &flags)
    : FlagsChange(flags, "revert", "Take the last change of a flag back",
                  {"seawallctl flags revert USE_READ_REPLICA"})
{
    app().add_option("name", m_name, "Its key")->required()->type_name("NAME");
    addOptions();
}

ExitCode FlagsRevert::run(Output &output)
{
    auto site = open();
    if (!site)
        return output.failed(site.error());
    const auto name = QString::fromLocal8Bit(m_name);
    const auto *const flag = site->reading.flag(name);
    const auto change = flag ? flag->lastChange : std::nullopt;
    const auto value = change ? models::revertValue(*change, flag) : std::nullopt;
    if (!value)
        return output.failed({db::ErrorKind::InvalidInput,
                              change ? u"%1 was not set before."_s.arg(name)
                                     : u"No change of %1 is known that could be reverted."_s.arg(name),
                              u"See 'seawallctl flags history', and set the value you want."_s,
                              {},
                              {},
                              0});
    return this->change(output, std::move(*site), {name, *value}, true);
}

} // namespace seawall::app
