// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checkcommand.h"

#include "app/ctl/limitwords.h"
#include "app/ctl/observation.h"
#include "app/ctl/poolerreport.h"
#include "app/ctl/snapshotjson.h"

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// As the plugin guidelines ask: quoted where it holds a space, '=' or a quote.
QString quotedLabel(QString label)
{
    if (!label.contains(u' ') && !label.contains(u'=') && !label.contains(u'\''))
        return label;
    return u'\'' + label.replace(u'\'', u"''"_s) + u'\'';
}

} // namespace

struct CheckCommand::Topic {
    const char *name;
    const char *description;
    const char *unit; ///< of the performance data
    int decimals;
    CheckLimits defaults;
    std::optional<double> (*parse)(const std::string &);
    const char *example; ///< of a limit, for the message about a bad one
    std::vector<CheckItem> (*check)(const db::Snapshot &, CheckLimits, const QString &);
    const char *nothing; ///< where there is nothing to check
    CheckState stateOfNothing = CheckState::Unknown;
    bool saysWhoIsGone = false; ///< the others have nothing to say where no node answers
    bool asksPgBouncer = false; ///< so that it can be meant by --node
};

const std::vector<CheckCommand::Topic> &CheckCommand::topics()
{
    static const std::vector<Topic> list{
        {.name = "lag",
         .description = "Replay lag of the replicas, limits as durations [1s, 5s]",
         .unit = "s",
         .decimals = 3,
         .defaults = {1, 5},
         .parse = secondsIn,
         .example = "500ms or 5s",
         .check = checkLag,
         .nothing = "there is no replica to check"},
        {.name = "pool",
         .description = "Use of connections and pools, limits in percent [80, 90]",
         .unit = "%",
         .decimals = 1,
         .defaults = {80, 90},
         .parse = percentIn,
         .example = "80",
         .check = checkPool,
         .nothing = "there is no such node",
         .asksPgBouncer = true},
        {.name = "streaming",
         .description =
             "Whether the primary answers, takes writes and is the only one, and replicas that do not "
             "stream, limits as their number [1, 1]",
         .unit = "",
         .decimals = 0,
         .defaults = {1, 1},
         .parse = numberIn,
         .example = "1",
         .check = checkStreaming,
         .nothing = "there is no replica to check",
         .saysWhoIsGone = true},
        {.name = "slots",
         .description = "WAL held back by replication slots, limits as sizes [1GB, 10GB]",
         .unit = "B",
         .decimals = 0,
         .defaults = {0x1p30, 10 * 0x1p30},
         .parse = bytesIn,
         .example = "500MB or 10GB",
         .check = checkSlots,
         .nothing = "no slot",
         .stateOfNothing = CheckState::Ok}};
    return list;
}

CheckCommand::CheckCommand(CLI::App &program)
    : Command(program, "check", "One line and an exit code for Nagios-compatible monitors",
              {"seawallctl check lag --warn 1s --crit 5s --node replica1",
               "seawallctl check pool --warn 80 --crit 90", "seawallctl check streaming --env production.env",
               "seawallctl check slots --warn 1GB --crit 10GB", "",
               "Exit codes: 0 ok, 1 warning, 2 critical, 3 unknown (cannot connect, wrong usage)."})
{
    app().require_subcommand(1);
    app().fallthrough();
    m_connection.addTo(app());
    app().add_option("--warn", m_warn, "Warn from this value on")->type_name("LIMIT");
    app().add_option("--crit", m_crit, "Critical from this value on")->type_name("LIMIT");
    app().add_option("--node", m_node, "This node only; with pool also 'pgbouncer'")->type_name("NAME");
    addJsonOption(m_json);
    for (const auto &topic : topics())
        app().add_subcommand(topic.name, topic.description)->callback([this, &topic] { m_topic = &topic; });
}

db::Result<CheckLimits> CheckCommand::limits() const
{
    const auto parse = [this](const char *option,
                              const std::string &given) -> db::Result<std::optional<double>> {
        if (given.empty())
            return std::nullopt;
        const auto value = m_topic->parse(given);
        if (!value)
            return db::fail(db::ErrorKind::InvalidInput,
                            u"'%1' is no limit for %2; give one such as %3."_s.arg(
                                QString::fromStdString(given), QLatin1StringView(option),
                                QLatin1StringView(m_topic->example)));
        return value;
    };
    const auto warn = parse("--warn", m_warn);
    const auto crit = parse("--crit", m_crit);
    if (!warn || !crit)
        return std::unexpected(warn ? crit.error() : warn.error());
    auto limits = m_topic->defaults;
    limits.warn = warn->value_or(std::min(limits.warn, crit->value_or(limits.warn)));
    limits.crit = crit->value_or(std::max(limits.crit, limits.warn));
    if (limits.warn > limits.crit)
        return db::fail(db::ErrorKind::InvalidInput, u"--warn must not be above --crit."_s);
    return limits;
}

ExitCode CheckCommand::run(Output &output)
{
    const auto limits = this->limits();
    if (!limits)
        return unknown(output, limits.error().message);
    const auto profile = m_connection.profile(1s);
    if (!profile)
        return unknown(output, profile.error().message + u' ' + profile.error().hint);
    const auto node = QString::fromStdString(m_node);
    const bool isPooler =
        m_topic->asksPgBouncer && node == poolerName && profile->monitor.pgBouncer.has_value();
    const bool isKnown = isPooler || std::ranges::any_of(profile->monitor.nodes, [&](const auto &one) {
                             return one.endpoint.name == node;
                         });
    if (!node.isEmpty() && !isKnown)
        return unknown(output, u"There is no node '%1'."_s.arg(node));
    const auto snapshot = lookOnce(profile->monitor);
    if (!isPooler && !m_topic->saysWhoIsGone &&
        std::ranges::none_of(snapshot->nodes, &db::NodeSnapshot::reachable)) {
        QStringList reasons;
        for (const auto &one : snapshot->nodes)
            reasons << whyUnreachable(one);
        return unknown(output, reasons.join(u' '));
    }
    return say(output, m_topic->check(*snapshot, *limits, node), *limits);
}

/// A monitor shows the first line of standard output only.
ExitCode CheckCommand::misused(Output &output, const db::Error &error) const
{
    return unknown(output, error.message + u' ' + error.hint);
}

ExitCode CheckCommand::say(Output &output, const std::vector<CheckItem> &items, CheckLimits limits) const
{
    if (items.empty())
        return finish(output, m_topic->stateOfNothing, QLatin1StringView(m_topic->nothing), {},
                      Json::array());
    auto state = CheckState::Ok;
    QStringList texts;
    QStringList figures;
    auto json = Json::array();
    for (const auto &item : items) {
        state = worse(state, item.state);
        texts << item.text;
        const auto unit = QLatin1StringView(m_topic->unit);
        figures << u"%1=%2;%3;%4;0;"_s.arg(
            quotedLabel(item.label),
            item.value ? QString::number(*item.value, 'f', m_topic->decimals) + unit : u"U"_s,
            plain(limits.warn, m_topic->decimals), plain(limits.crit, m_topic->decimals));
        json.push_back({{"name", utf8(item.label)},
                        {"state", utf8(toString(item.state))},
                        {"value", item.value ? Json(*item.value) : nullptr},
                        {"unit", m_topic->unit},
                        {"text", utf8(item.text)}});
    }
    return finish(output, state, texts.join(u", "_s), figures.join(u' '), json);
}

ExitCode CheckCommand::unknown(Output &output, const QString &why) const
{
    return finish(output, CheckState::Unknown, why, {}, Json::array());
}

/// A monitor cuts the line at '|', and the text at the line's end.
ExitCode CheckCommand::finish(Output &output, CheckState state, const QString &text, const QString &figures,
                              const Json &items) const
{
    auto sentence = text.simplified();
    sentence.replace(u'|', u'/');
    if (m_json)
        output.json({{"check", m_topic == nullptr ? "" : m_topic->name},
                     {"state", utf8(toString(state))},
                     {"text", utf8(sentence)},
                     {"items", items}});
    else
        output.line(u"%1 %2 - %3"_s.arg(title(), toString(state), sentence) +
                    (figures.isEmpty() ? QString() : u" | "_s + figures));
    return static_cast<ExitCode>(state);
}

QString CheckCommand::title() const
{
    return m_topic == nullptr ? u"CHECK"_s : QString::fromLatin1(m_topic->name).toUpper();
}

} // namespace seawall::app
