// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/loadlines.h"

#include "models/format.h"
#include "models/workload/workloadtext.h"

namespace seawall::app {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

Span figure(const std::optional<double> &seconds)
{
    return {seconds ? format::seconds(seconds) : u"-"_s};
}

std::vector<Line> latencyLines(const models::WorkloadFigures &total)
{
    Table table;
    table.addColumn(u"WHAT"_s);
    for (const auto *title : {"COUNT", "PER SECOND", "P50", "P95", "P99", "SLOWEST", "ERRORS"})
        table.addColumn(QString::fromLatin1(title), Table::Align::Right);
    const auto add = [&](const QString &what, const models::LatencyFigures &figures, double rate,
                         qint64 errors) {
        table.addRow({{what},
                      {QString::number(figures.count)},
                      {QString::number(rate, 'f', 1)},
                      figure(figures.p50),
                      figure(figures.p95),
                      figure(figures.p99),
                      figure(figures.slowest),
                      {QString::number(errors), errors > 0 ? Colour::Bad : Colour::Plain}});
    };
    add(u"dashboard loads"_s, total.reads, total.readsPerSecond(), total.readErrors);
    add(u"ETL chunks"_s, total.chunks, total.chunksPerSecond(), total.writeErrors);
    return table.lines();
}

std::vector<Line> nodeLines(const models::WorkloadReport &report)
{
    Table table;
    table.addColumn(u"NODE"_s);
    table.addColumn(u"ROLE"_s);
    for (const auto *title : {"LOADS", "SHARE", "FAILURES", "POOL LIMIT", "LONGEST WAIT"})
        table.addColumn(QString::fromLatin1(title), Table::Align::Right);
    table.addColumn(u"READS NOW"_s);
    for (const auto &node : report.router.nodes) {
        const auto found = report.total.byNode.find(node.node);
        const auto loads = found == report.total.byNode.end() ? 0 : found->second;
        const auto share = report.total.reads.count > 0
                               ? format::percent(double(loads) / double(report.total.reads.count))
                               : u"-"_s;
        table.addRow({{node.node},
                      {db::toString(node.role)},
                      {QString::number(loads)},
                      {share},
                      {QString::number(node.failures)},
                      {node.pool.most > 0 ? QString::number(node.pool.most) : u"no limit"_s},
                      node.pool.waits > 0 ? figure(node.pool.longestWaitSeconds) : Span{u"-"_s},
                      {models::readsNow(node, report.router)}});
    }
    return table.lines();
}

Line verdictLine(const models::WorkloadFigures &total, const models::WorkloadOptions &options)
{
    const auto limit = format::seconds(std::chrono::duration<double>(options.dashboardLimit).count());
    const auto isFast = models::isFastEnough(total, options);
    if (!isFast)
        return {{u"No dashboard load was measured."_s, Colour::Warning}};
    if (total.readErrors > 0)
        return {{u"FAILED"_s, Colour::Bad},
                {u"  %1 dashboard loads had no answer; the last error: %2"_s.arg(total.readErrors)
                     .arg(total.lastError)}};
    return {*isFast ? Span{u"PASSED"_s, Colour::Good} : Span{u"FAILED"_s, Colour::Bad},
            {u"  The slowest dashboard load took %1; the limit is %2."_s.arg(
                format::seconds(total.reads.slowest), limit)}};
}

} // namespace

Line loadLine(const models::WorkloadReport &report)
{
    const auto &last = report.last;
    const auto errors = last.readErrors + last.writeErrors;
    const auto shares = models::sharesOf(last);
    Line line{{u"%1 s  "_s.arg(report.total.seconds, 5, 'f', 0)},
              {u"%1 loads/s  p95 %2  max %3  "_s.arg(last.readsPerSecond(), 5, 'f', 1)
                   .arg(figure(last.reads.p95).text.leftJustified(7),
                        figure(last.reads.slowest).text.leftJustified(7))},
              {u"%1 chunks/s  "_s.arg(last.chunksPerSecond(), 5, 'f', 1)},
              {u"lag %1  "_s.arg(format::seconds(report.worstLagSeconds))},
              {shares.isEmpty() ? u"no answer"_s : shares}};
    if (const auto why = models::whyReadsMoved(report.router); !why.isEmpty())
        line.push_back({u" (%1)"_s.arg(why), Colour::Warning});
    if (errors > 0)
        line.push_back({u"  %1 errors: %2"_s.arg(errors).arg(last.lastError), Colour::Bad});
    if (last.pausedSeconds > 0)
        line.push_back({u"  "_s + report.phase, Colour::Warning});
    return line;
}

std::vector<Line> loadSummary(const models::WorkloadReport &report, const models::WorkloadOptions &options)
{
    std::vector<Line> lines{{}};
    std::ranges::move(latencyLines(report.total), std::back_inserter(lines));
    lines.emplace_back();
    std::ranges::move(nodeLines(report), std::back_inserter(lines));
    lines.emplace_back();
    if (report.total.pausedSeconds > 0)
        lines.push_back({{u"The writers paused for %1 because a replica lagged by more than %2 s."_s.arg(
            format::seconds(report.total.pausedSeconds), QString::number(options.lagLimitSeconds))}});
    lines.push_back(verdictLine(report.total, options));
    return lines;
}

} // namespace seawall::app
