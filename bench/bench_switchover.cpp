// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Twenty switchovers in a row under write load on a sandbox with two replicas: how long writes were away,
// what was lost or doubled. Beside it the floor: from pg_ctl promote alone to the first write.
#include "db/failover/clusterchanges.h"
#include "db/failover/switchover.h"
#include "tests/support/failoverbench.h"
#include "tests/support/sandboxfixture.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = 20;

struct Spread {
    double least = 0, median = 0, p95 = 0, most = 0;
};

Spread spreadOf(std::vector<double> values)
{
    std::ranges::sort(values);
    const auto at = [&](double part) {
        return values[std::min(values.size() - 1, std::size_t(part * double(values.size())))];
    };
    return {values.front(), at(0.5), at(0.95), values.back()};
}

void print(const char *what, const Spread &spread)
{
    std::printf("%-34s least %.2f s   median %.2f s   p95 %.2f s   most %.2f s\n", what, spread.least,
                spread.median, spread.p95, spread.most);
}

int fail(const QString &why)
{
    std::fprintf(stderr, "bench_switchover: %s\n", qPrintable(why));
    return 1;
}

/// From pg_ctl promote to the first write, on a fresh sandbox, as nothing can be faster.
std::optional<double> floorOnce()
{
    tests::SandboxFixture sandbox;
    if (!sandbox.start(1).isEmpty())
        return std::nullopt;
    const auto site = tests::siteOf(*sandbox);
    const auto &replica = *db::memberOf(site.members, u"replica1"_s);
    db::ControlSettings settings;
    settings.kind = db::ControlSettings::Kind::PgCtl;
    settings.what = sandbox->dataDirectory(u"replica1"_s);
    const auto control = db::makeNodeControl(settings, replica.endpoint);
    if (!control || !sandbox->stop(u"primary"_s))
        return std::nullopt;
    const auto began = std::chrono::steady_clock::now();
    if (!(*control)->perform(db::NodeAction::Promote, db::Deadline::in(30s)) ||
        !db::verifyWritable(replica.endpoint, 1, db::Deadline::in(30s)))
        return std::nullopt;
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    tests::SandboxFixture sandbox;
    if (const auto why = sandbox.start(2); !why.isEmpty())
        return fail(why);
    const auto site = tests::siteOf(*sandbox);
    tests::WriteLoad load(site.members);
    std::vector<double> outages, whole;
    const QStringList order{u"replica1"_s, u"replica2"_s, u"primary"_s};
    QString last;
    for (int round = 0; round < rounds; ++round) {
        last = order[round % order.size()];
        const auto began = std::chrono::steady_clock::now();
        const auto plan = db::planSwitchover(site.members, last, db::Deadline::in(30s));
        if (!plan)
            return fail(plan.error().message);
        const auto report = db::runSwitchover(site.members, *plan, {}, {}, {}, {});
        if (report.state != db::FailoverReport::State::Done)
            return fail(tests::tellingOf(report));
        outages.push_back(report.writeOutageSeconds.value_or(0));
        whole.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    }
    const int written = load.acknowledged();
    const auto loss = load.lossOn(db::memberOf(site.members, last)->endpoint);
    std::vector<double> floors;
    for (int round = 0; round < 5; ++round) {
        if (const auto one = floorOnce())
            floors.push_back(*one);
    }
    print("write outage of a switchover", spreadOf(outages));
    print("all of it, every replica streaming", spreadOf(whole));
    if (!floors.empty()) {
        print("floor: pg_ctl promote, first write", spreadOf(floors));
        std::printf("ratio of the medians: %.1f\n", spreadOf(outages).median / spreadOf(floors).median);
    }
    std::printf("%d switchovers, %d writes acknowledged: %s\n", rounds, written,
                loss.isEmpty() ? "none lost, none doubled" : qPrintable(loss));
    return loss.isEmpty() && spreadOf(outages).median <= 3 ? 0 : 1;
}
