// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/failoversubcommand.h"

#include "app/ctl/interrupt.h"
#include "models/failover/envswap.h"
#include "models/printedcommand.h"

#include <QJsonDocument>

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
using Kind = db::FailoverEvent::Kind;

namespace {

struct Mark {
    const char *text;
    Colour colour;
};

Mark markFor(Kind kind)
{
    switch (kind) {
    case Kind::Started:
        return {"…", Colour::Dim};
    case Kind::Done:
        return {"ok", Colour::Good};
    case Kind::Failed:
    case Kind::UndoFailed:
        return {"FAILED", Colour::Bad};
    case Kind::Undoing:
        return {"back", Colour::Warning};
    case Kind::Undone:
        return {"undone", Colour::Warning};
    case Kind::Note:
        break;
    }
    return {"note", Colour::Plain};
}

} // namespace

FailoverSubcommand::FailoverSubcommand(CLI::App &failover, const std::string &name,
                                       const std::string &description)
    : Command(failover, name, description)
{
    m_options.connection.addTo(app());
    m_options.shell.addTo(app());
    addJsonOption(m_options.json);
}

db::Result<models::FailoverSite> FailoverSubcommand::site() const
{
    const auto profile = m_options.connection.profile(std::chrono::seconds(1));
    if (!profile)
        return std::unexpected(profile.error());
    const auto directory = m_options.shell.directory(*profile);
    if (!directory)
        return std::unexpected(directory.error());
    return models::FailoverSite::of(*profile, *directory);
}

db::FailoverSink FailoverSubcommand::lines(Output &output) const
{
    if (m_options.json)
        return {};
    return [&output](const db::FailoverEvent &event) {
        const auto mark = markFor(event.kind);
        output.line(u"%1 s  %2 %3"_s.arg(
            QString::number(double(event.ms) / 1000, 'f', 2).rightJustified(7),
            output.coloured(QString::fromUtf8(mark.text).leftJustified(6), mark.colour), event.text));
    };
}

ExitCode FailoverSubcommand::carryOut(Output &output, models::Operation &operation,
                                      const models::FailoverSite &site,
                                      const models::FailoverWatch &watch) const
{
    if (const auto confirmed = m_options.shell.confirm(operation.preview(), output, m_options.json);
        !confirmed)
        return output.failed(confirmed.error());
    const Interrupt interrupt;
    const auto outcome =
        m_options.shell.run(operation, site.profile, [](const models::Progress &) {}, interrupt.token());
    if (!outcome)
        return output.failed(outcome.error());
    const bool isDone = outcome->state == models::Outcome::State::Succeeded;
    if (m_options.json) {
        auto object = outcome->details;
        object[u"summary"] = outcome->summary;
        object[u"error"] =
            outcome->error ? QJsonValue(outcome->error->message) : QJsonValue(QJsonValue::Null);
        output.raw(QJsonDocument(object).toJson());
    } else {
        output.line(output.coloured(outcome->summary, isDone ? Colour::Good : Colour::Bad));
        if (watch.report->writeOutageSeconds)
            output.line(u"Writes were away for %1 s."_s.arg(
                QString::number(*watch.report->writeOutageSeconds, 'f', 2)));
        if (!isDone && outcome->error && !outcome->error->hint.isEmpty())
            output.line(u"  "_s + outcome->error->hint);
        if (!isDone && outcome->error && !outcome->error->detail.isEmpty())
            output.line(u"  "_s + outcome->error->detail);
    }
    return isDone ? ExitCode::Fine : ExitCode::NotFine;
}

void FailoverSubcommand::mentionSwap(Output &output, const models::FailoverSite &site,
                                     const QString &node) const
{
    const auto told = models::swapAdvice(site.profile, node);
    if (!m_options.json && !told.isEmpty())
        output.line(models::withEnv(told, site.profile.envFile));
}

ExitCode FailoverSubcommand::show(Output &output, const models::Preview &preview) const
{
    if (m_options.json) {
        auto actions = Json::array();
        for (const auto &action : preview.actions)
            actions.push_back(utf8(action));
        auto guards = Json::array();
        for (const auto &guard : preview.guards)
            guards.push_back({{"title", utf8(guard.title)}, {"measured", utf8(guard.measured)}});
        output.json({{"title", utf8(preview.title)},
                     {"actions", actions},
                     {"guards", guards},
                     {"consequence", utf8(preview.consequence)}});
        return ExitCode::Fine;
    }
    output.line(preview.title);
    for (const auto &action : preview.actions)
        output.line(u"  · "_s + action);
    showGuards(preview, output);
    output.line(u"  "_s + preview.consequence);
    output.line(u"Nothing was done."_s);
    return ExitCode::Fine;
}

ExitCode FailoverSubcommand::failedFor(Output &output, const db::Error &error,
                                       const models::FailoverSite &site, const QString &node)
{
    const auto code = output.failed(error);
    return code == ExitCode::Usage && db::memberOf(site.members, node) ? ExitCode::NotFine : code;
}

} // namespace seawall::app
