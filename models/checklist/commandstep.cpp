// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/commandstep.h"

#include "models/checklist/commandaddress.h"
#include "models/checklist/commandprocess.h"
#include "models/checklist/expectation.h"
#include "models/checklist/keptoutput.h"
#include "models/checklist/secretmask.h"
#include "models/envfile.h"
#include "models/format.h"

#include <QProcessEnvironment>
#include <QRegularExpression>

namespace seawall::models {

using namespace Qt::StringLiterals;
using How = CommandProcess::Ended::How;

namespace {

/// libpq's variables for the keywords of a connection.
const std::pair<QLatin1StringView, QLatin1StringView> variables[] = {
    {"host"_L1, "PGHOST"_L1},       {"port"_L1, "PGPORT"_L1},       {"user"_L1, "PGUSER"_L1},
    {"dbname"_L1, "PGDATABASE"_L1}, {"sslmode"_L1, "PGSSLMODE"_L1}, {"service"_L1, "PGSERVICE"_L1},
};

const db::Endpoint *primaryOf(const ClusterProfile &profile)
{
    for (const auto &node : profile.monitor.nodes) {
        if (node.role == db::Role::Primary)
            return &node.endpoint;
    }
    return profile.monitor.nodes.empty() ? nullptr : &profile.monitor.nodes.front().endpoint;
}

QString addressesOf(const ClusterProfile &profile)
{
    QStringList addresses;
    for (const auto &node : profile.monitor.nodes)
        addresses << node.endpoint.address();
    return addresses.join(u", "_s);
}

QString withoutComments(const QString &command)
{
    QStringList lines;
    for (const auto &line : command.split(u'\n')) {
        if (!line.trimmed().startsWith(u'#'))
            lines << line;
    }
    return lines.join(u'\n');
}

/// The lines that are values: psql frames them with titles, a rule and a count.
QStringList valuesOf(const QString &output)
{
    static const QRegularExpression rule(u"^-[-+]*$"_s), count(uR"(^\(\d+ rows?\)$)"_s);
    QStringList lines;
    for (const auto &line : output.split(u'\n', Qt::SkipEmptyParts))
        lines << line.trimmed();
    if (const auto begin = lines.indexOf(rule); begin >= 0)
        lines = lines.sliced(begin + 1);
    if (const auto end = lines.indexOf(count); end >= 0)
        lines = lines.first(end);
    return lines;
}

Came cameOf(const QString &output, const Expectation &expectation)
{
    Came came;
    came.from = u"the command"_s;
    came.text = output;
    for (const auto &text : valuesOf(output)) {
        ++came.rows;
        if (!came.value ||
            (expectation.kind == Expectation::Kind::Value && text == expectation.text.trimmed()))
            came.value = text;
    }
    return came;
}

StepResult resultOf(const CommandProcess::Ended &ended, const StepSpec &spec, const QString &output)
{
    const auto limit = format::seconds(double(timeLimitOf(spec).count()) / 1000);
    StepResult result;
    switch (ended.how) {
    case How::Stopped:
        result = StepResult::endedBy({db::ErrorKind::Cancelled, {}, {}, {}, {}, 0}, output);
        result.summary = u"Stopped on request; the command and all that it had started were ended."_s;
        break;
    case How::OutOfTime:
        result = StepResult::failed(
            u"The command took longer than its limit of %1, and was ended with all that it had started."_s
                .arg(limit),
            output);
        break;
    case How::Signalled:
        result = StepResult::failed(u"The command was ended by signal %1."_s.arg(ended.code), output);
        break;
    case How::Exited:
        if (ended.code != 0) {
            result = StepResult::failed(u"The command ended with exit code %1."_s.arg(ended.code), output);
        } else if (spec.expectation.kind == Expectation::Kind::None) {
            result = StepResult::passed(u"The command ended with exit code 0."_s, output);
        } else {
            const auto judgement = judge(spec.expectation, cameOf(output, spec.expectation));
            result = judgement.isMet ? StepResult::passed(judgement.sentence, output)
                                     : StepResult::failed(judgement.sentence, output);
        }
        result.details.insert(u"exit_code"_s, ended.code);
        break;
    }
    return result;
}

} // namespace

bool looksDestructive(const QString &command)
{
    static const QRegularExpression words(
        uR"(\b(rm|rmdir|dd|shred|mkfs\S*|kill|pkill|killall|dropdb|dropuser|pg_rewind|pg_resetwal|reboot|shutdown)\s)"
        uR"(|\b(stop|down|kill|restart|prune|remove)\b|\b(docker|podman)\b[^\n]*\brm\b|\bpg_ctl\b[^\n]*\bpromote\b)"
        uR"(|\b(DROP|TRUNCATE)\s|\bDELETE\s+FROM\b|\bgit\s+(reset\s+--hard|clean)\b|--rollback-to)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return words.match(withoutComments(command) + u'\n').hasMatch();
}

CommandStep::CommandStep(QString kind, StepSpec spec, StepContext context)
    : m_kind(std::move(kind)), m_spec(std::move(spec)), m_context(std::move(context))
{}

Preview CommandStep::preview() const
{
    Preview preview;
    preview.verb = u"Run command"_s;
    preview.actions = {m_spec.command.trimmed(), u"in the folder %1"_s.arg(m_context.folder),
                       u"for at most %1"_s.arg(format::seconds(double(timeLimitOf(m_spec).count()) / 1000))};
    if (const auto expected = describe(m_spec.expectation); !expected.isEmpty())
        preview.actions << expected;
    if (const auto foreign = foreignAddresses(m_spec.command, m_context.profile); !foreign.isEmpty()) {
        preview.guards.push_back(
            {u"It asks this cluster"_s,
             u"%1 is no node of %2 (%3)"_s.arg(foreign.join(u", "_s), m_context.profile.name,
                                               addressesOf(m_context.profile)),
             u"What another server answers proves nothing of this cluster. Put the address right in the "
             u"file, or make "
             "the step SQL on the node that is meant. The cluster's password is not given to it."_s,
             Guard::State::Blocking});
        preview.needsReason = true;
    }
    preview.destructive = looksDestructive(m_spec.command);
    preview.consequence = preview.destructive ? u"This stops, removes or overwrites something; whether there "
                                                u"is a way back depends on the command. It "
                                                "runs with your rights and the environment of the .env."_s
                                              : u"It runs with your rights and the environment of the .env; "
                                                u"what it changes, Seawall cannot take "
                                                "back."_s;
    if (m_context.profile.production) {
        preview.needsReason = true;
        if (preview.destructive)
            preview.typedConfirmation = m_context.profile.name;
    }
    return preview;
}

QStringList CommandStep::environment() const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    if (const auto *primary = primaryOf(m_context.profile)) {
        for (const auto &[keyword, variable] : variables) {
            if (const auto given = primary->parameters.find(keyword); given != primary->parameters.end())
                environment.insert(variable, given->second);
        }
        if (!primary->password.isEmpty() && foreignAddresses(m_spec.command, m_context.profile).isEmpty())
            environment.insert(u"PGPASSWORD"_s, primary->password.reveal());
    }
    if (!m_context.profile.envFile.isEmpty()) {
        if (const auto file = EnvFile::load(m_context.profile.envFile)) {
            for (const auto &entry : file->entries())
                environment.insert(entry.key, entry.value);
        }
    }
    return environment.toStringList();
}

StepResult CommandStep::run(const ProgressSink &progress, const std::stop_token &stop)
{
    if (withoutComments(m_spec.command).trimmed().isEmpty()) {
        StepResult result;
        result.state = StepState::Open;
        result.summary =
            u"Nothing was run: the block holds comments only. Do what they say, then mark the step by hand."_s;
        return result;
    }
    progress({-1, u"Running the command"_s});
    const SecretMask mask(m_context.profile);
    KeptOutput kept;
    const CommandProcess process(m_spec.command, m_context.folder, environment());
    const auto ended = process.run(db::Deadline::in(timeLimitOf(m_spec)), stop, [&](const QString &line) {
        const auto masked = mask.masked(line);
        kept.add(masked);
        if (m_context.output)
            m_context.output(masked);
    });
    if (!ended)
        return StepResult::endedBy(ended.error(), kept.text());
    return resultOf(*ended, m_spec, kept.text());
}

} // namespace seawall::models
