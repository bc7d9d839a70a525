// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/loadcommand.h"

#include "app/ctl/interrupt.h"
#include "app/ctl/loadlines.h"
#include "app/ctl/observation.h"
#include "models/workload/workloadoperation.h"
#include "models/workload/workloadtext.h"

#include <QJsonDocument>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

LoadCommand::LoadCommand(CLI::App &program)
    : Command(program, "load", "Run an ETL job and a dashboard at the same time, and see how fast it is",
              {"seawallctl load --duration 60s --yes",
               "seawallctl load --readers 20 --rate 100 --writers 4 --yes",
               "seawallctl load --env staging.env --lag-limit 2s --json --yes"})
{
    m_connection.addTo(app());
    app()
        .add_option("--rate", m_options.readRate, "Dashboard loads a second, over all readers")
        ->check(CLI::Range(0.1, 100000.0))
        ->capture_default_str();
    app()
        .add_option("--readers", m_options.readers, "Readers at once; 0: none")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    app()
        .add_option("--writers", m_options.writers, "ETL writers at once; 0: none")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    app()
        .add_option("--write-rate", m_options.writeRate, "Chunks a second, over all writers")
        ->check(CLI::Range(0.1, 100000.0))
        ->capture_default_str();
    app()
        .add_option("--chunk-rows", m_options.chunkRows, "Rows of a chunk, which is one transaction")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    addDurationOption(app(), "--duration", m_duration, "How long, at most 1h [60s]");
    addDurationOption(app(), "--lag-limit", m_lagLimit,
                      "The writers pause while a replica lags by more [5s]");
    addDurationOption(app(), "--limit", m_limit, "What the slowest dashboard load may take [2s]");
    m_shell.addTo(app());
    addJsonOption(m_json);
}

models::WorkloadOptions LoadCommand::options() const
{
    auto options = m_options;
    options.duration = m_duration.value_or(options.duration);
    options.dashboardLimit = m_limit.value_or(options.dashboardLimit);
    if (m_lagLimit)
        options.lagLimitSeconds = std::chrono::duration<double>(*m_lagLimit).count();
    return options;
}

ExitCode LoadCommand::run(Output &output)
{
    const Interrupt interrupt;
    const auto profile = m_connection.profile(1s);
    if (!profile) {
        output.failed(profile.error());
        return ExitCode::Usage; // a file that is not there as well
    }
    models::WorkloadReport last;
    const auto snapshot = lookOnce(profile->monitor);
    models::WorkloadOperation operation(
        *profile, options(), snapshot.get(), [&](const models::WorkloadReport &report) {
            last = report;
            if (!m_json)
                output.line(rendered(loadLine(report), output, output.isTerminal() ? output.width() : 0));
        });
    if (const auto confirmed = m_shell.confirm(operation.preview(), output, m_json, interrupt.token());
        !confirmed)
        return output.failed(confirmed.error());
    const auto outcome = m_shell.run(operation, *profile, [](const models::Progress &) {}, interrupt.token());
    if (!outcome)
        return output.failed(outcome.error());
    if (outcome->error && outcome->error->kind != db::ErrorKind::Cancelled)
        return output.failed(*outcome->error);
    return tell(output, last, *outcome);
}

ExitCode LoadCommand::tell(Output &output, const models::WorkloadReport &report,
                           const models::Outcome &outcome) const
{
    const auto isFast = models::isFastEnough(report.total, options());
    const bool isFine = isFast.value_or(m_options.readers == 0) && report.total.writeErrors == 0;
    if (m_json) {
        auto json = outcome.details;
        json[u"passed"_s] = isFine;
        output.raw(QJsonDocument(json).toJson());
    } else {
        for (const auto &line : loadSummary(report, options()))
            output.line(rendered(line, output));
    }
    return isFine ? ExitCode::Fine : ExitCode::NotFine;
}

} // namespace seawall::app
