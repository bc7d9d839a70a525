// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checklistreport.h"

#include "app/ctl/observation.h"
#include "app/paths.h"
#include "models/checklist/reportseries.h"
#include "models/checklist/shippedchecklists.h"
#include "models/operationtarget.h"
#include "models/processidentity.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The newest run of this content, else the newest of this file: it may have changed since.
db::Result<models::ChecklistRun> runOf(const models::RunStore &store, const models::Checklist &checklist,
                                       qint64 wanted)
{
    if (wanted > 0)
        return store.run(wanted);
    const auto runs = store.runs();
    if (!runs)
        return std::unexpected(runs.error());
    const auto path = QFileInfo(checklist.path).absoluteFilePath();
    auto found = std::ranges::find_if(
        *runs, [&](const auto &run) { return run.checklist.checksum == checklist.checksum; });
    if (found == runs->end())
        found = std::ranges::find_if(
            *runs, [&](const auto &run) { return QFileInfo(run.path).absoluteFilePath() == path; });
    if (found == runs->end())
        return db::fail(db::ErrorKind::InvalidInput,
                        u"'%1' was not walked through on this cluster yet."_s.arg(checklist.path),
                        u"Begin with 'seawallctl checklist run', or on the console's page Checklist."_s);
    return store.run(found->id);
}

} // namespace

ChecklistReport::ChecklistReport(CLI::App &checklist)
    : Command(checklist, "report", "What was done of a checklist on a cluster, with the evidence",
              {"seawallctl checklist report migration.md > report.md",
               "seawallctl checklist report migration.md --output report.html",
               "seawallctl checklist report migration.md --format pdf --output report.pdf"})
{
    app()
        .add_option("file", m_file, "The Markdown file, or the name of a shipped checklist")
        ->type_name("FILE")
        ->required();
    app()
        .add_option("--format", m_format, "md, html or pdf; without it, as the output's name ends, else md")
        ->check(CLI::IsMember({"md", "html", "pdf"}));
    app()
        .add_option("--output", m_output, "Write it to this file, instead of standard output")
        ->type_name("FILE");
    app().add_option("--run", m_run, "This run, instead of the newest of the file")->type_name("NUMBER");
    app().add_option("--runs", m_runs, "This file of runs, instead of the cluster's own")->type_name("FILE");
    app().add_option("--data-dir", m_dataDirectory, "Folder of the console's files")->type_name("DIR");
    m_connection.addTo(app());
}

std::string ChecklistReport::format() const
{
    if (!m_format.empty())
        return m_format;
    const auto suffix = QFileInfo(QString::fromLocal8Bit(m_output)).suffix().toLower();
    return suffix == u"html"_s || suffix == u"pdf"_s ? suffix.toStdString() : "md";
}

db::Result<models::ReportInput> ChecklistReport::input() const
{
    const auto checklist = models::readChecklist(models::checklistPath(QString::fromLocal8Bit(m_file)));
    if (!checklist)
        return std::unexpected(checklist.error());
    const auto profile = m_connection.profile(1s);
    if (!profile)
        return std::unexpected(profile.error());
    const QDir folder(profileDirectory(stateDirectory(QString::fromLocal8Bit(m_dataDirectory)), *profile));
    const auto file =
        m_runs.empty() ? folder.filePath(u"checklists.sqlite"_s) : QString::fromLocal8Bit(m_runs);
    // Asking for a report leaves no file behind where there is none.
    const auto store = models::RunStore::open(QFileInfo::exists(file) ? file : QString());
    if (!store)
        return std::unexpected(store.error());
    auto run = runOf(**store, *checklist, m_run);
    if (!run)
        return std::unexpected(run.error());
    auto status = (*store)->status(*run, models::targetsOn(*profile, *lookOnce(profile->monitor)));
    auto evidence = (*store)->evidence(run->id);
    auto signOffs = (*store)->signOffs(run->id);
    if (!status || !evidence || !signOffs)
        return std::unexpected(!status ? status.error() : !evidence ? evidence.error() : signOffs.error());
    models::ReportInput input{std::move(*run),
                              std::move(*status),
                              std::move(*evidence),
                              std::move(*signOffs),
                              {},
                              QDateTime::currentMSecsSinceEpoch(),
                              models::actorName()};
    QStringList nodes;
    for (const auto &node : profile->monitor.nodes)
        nodes.append(node.endpoint.name);
    input.series = models::recordedSeries(folder.filePath(u"recorder.sqlite"_s), nodes, input);
    return input;
}

ExitCode ChecklistReport::run(Output &output)
{
    const auto path = QString::fromLocal8Bit(m_output);
    if (format() == "pdf" && path.isEmpty())
        return output.failed({db::ErrorKind::InvalidInput,
                              u"A PDF is not written to a terminal."_s,
                              u"Name a file: --output report.pdf"_s,
                              {},
                              {},
                              0});
    const auto report = input();
    if (!report) {
        output.failed(report.error());
        return ExitCode::Usage;
    }
    if (path.isEmpty()) {
        const auto text = format() == "html" ? models::htmlReport(*report) : models::markdownReport(*report);
        output.raw(text.toUtf8());
        return ExitCode::Fine;
    }
    const auto kind = format() == "pdf"    ? models::ReportFormat::Pdf
                      : format() == "html" ? models::ReportFormat::Html
                                           : models::ReportFormat::Markdown;
    if (const auto written = models::writeReport(*report, kind, path); !written) {
        output.failed(written.error());
        return ExitCode::Usage;
    }
    output.line(u"The report is written: %1"_s.arg(QFileInfo(path).absoluteFilePath()));
    return ExitCode::Fine;
}

} // namespace seawall::app
