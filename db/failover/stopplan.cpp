// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/stopplan.h"

#include "db/failover/control/dockerfiles.h"
#include "db/filecontent.h"

#include <QRegularExpression>

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ControlSettings::Kind;

namespace {

constexpr auto patience = 3s;

QString textOf(const QString &path)
{
    return QString::fromUtf8(contentOf(path));
}

void askDocker(StopPlan &plan, const QString &container, Deadline deadline, const std::stop_token &stop)
{
    const auto policy = runDocker(
        {u"inspect"_s, u"--format"_s, u"{{.HostConfig.RestartPolicy.Name}}"_s, container}, deadline, stop);
    if (!policy)
        return;
    // 'always' brings back what was stopped by hand when the daemon starts; the other policies do not.
    plan.restartsItself = policy->trimmed() == u"always";
    if (*plan.restartsItself)
        plan.remedy =
            u"Docker starts it again with its daemon:\ndocker update --restart=unless-stopped %1"_s.arg(
                container);
}

void askProcess(StopPlan &plan, const QString &dataDirectory)
{
    const auto pid = textOf(dataDirectory + u"/postmaster.pid"_s).section(u'\n', 0, 0).trimmed();
    const auto cgroup = pid.isEmpty() ? QString() : textOf(u"/proc/%1/cgroup"_s.arg(pid));
    const auto supervised = isSupervised(cgroup);
    if (supervised == false)
        plan.restartsItself = false;
    else
        plan.remedy = u"See that its service does not start it again, or control it by the service itself:\n"
                      "systemctl show --property=Restart UNIT"_s;
}

void askCommand(StopPlan &plan)
{
    static const QRegularExpression lasting(u"systemctl .*stop|docker .*stop|pg_ctlcluster"_s);
    if (plan.how.contains(lasting)) // what is stopped through its supervisor stays stopped
        plan.restartsItself = false;
    else
        plan.remedy =
            u"See that nothing starts the server again once this has stopped it; a command that stops it "
            "through its supervisor is safest:\nsystemctl stop UNIT"_s;
}

} // namespace

std::optional<bool> isSupervised(const QString &cgroup)
{
    if (cgroup.isEmpty())
        return std::nullopt;
    static const QRegularExpression service(u"postgres[^/]*\\.service"_s);
    return cgroup.contains(service);
}

StopPlan stopPlanOf(const ControlSettings &settings, const Endpoint &endpoint, Deadline deadline,
                    const std::stop_token &stop)
{
    StopPlan plan;
    plan.isPatroni = settings.kind == Kind::Patroni;
    const auto control = makeNodeControl(settings, endpoint);
    if (!control) {
        plan.how = settings.kind == Kind::None ? QString() : settings.toString();
        plan.canStop = false;
        plan.remedy = control.error().hint;
        return plan;
    }
    const auto soon = Deadline::at(std::min(deadline.when(), Deadline::in(patience).when()));
    plan.how = (*control)->commands(NodeAction::Stop).join(u"; "_s);
    const auto state = (*control)->state(soon, stop);
    plan.canStop = (*control)->can(NodeAction::Stop) && state.has_value();
    if (!state)
        plan.remedy = state.error().hint;
    else if (settings.kind == Kind::Docker)
        askDocker(plan, settings.what, soon, stop);
    else if (settings.kind == Kind::PgCtl)
        askProcess(plan, settings.what);
    else if (settings.kind == Kind::Command)
        askCommand(plan);
    else if (settings.kind == Kind::Manual)
        plan.remedy = u"It is stopped by hand: see that nobody and nothing starts it again meanwhile."_s;
    else
        plan.restartsItself = false;
    return plan;
}

} // namespace seawall::db
