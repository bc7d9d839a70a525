// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages.h"

#include "ui/alerts/alertspage.h"
#include "ui/checklist/checklistpage.h"
#include "ui/failover/failoverpage.h"
#include "ui/flags/flagspage.h"
#include "ui/journal/journalpage.h"
#include "ui/migrations/migrationspage.h"
#include "ui/overview/overviewpage.h"
#include "ui/page.h"
#include "ui/pools/poolspage.h"
#include "ui/replication/replicationpage.h"
#include "ui/sessions/sessionspage.h"

#include <QCoreApplication>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Pages", text);
}

template<typename T>
Page *make(models::Workspace *workspace, QWidget *parent)
{
    return new T(workspace, parent);
}

} // namespace

std::vector<PageInfo> allPages()
{
    std::vector<PageInfo> pages;
    pages.push_back({u"overview"_s, tr("Overview"), u"network-server-database"_s,
                     tr("The cluster at a glance: topology, success criteria, alerts, events."),
                     u"figures.md"_s, make<OverviewPage>});
    pages.push_back({u"replication"_s, tr("Replication"), u"office-chart-line"_s,
                     tr("Replication lag, WAL rate and slots over time."),
                     u"figures.md#lag-in-seconds-the-lsn-clock"_s, make<ReplicationPage>});
    pages.push_back({u"pools"_s, tr("Pools"), u"office-chart-area-stacked"_s,
                     tr("Sessions and connection pools against their limits."), u"figures.md"_s,
                     make<PoolsPage>});
    pages.push_back({u"sessions"_s, tr("Sessions"), u"view-process-users"_s,
                     tr("Who is connected and doing what, and who blocks whom."), u"figures.md"_s,
                     make<SessionsPage>});
    pages.push_back({u"alerts"_s, tr("Alerts"), u"notifications"_s,
                     tr("What is raised now, what was, and the rules."), u"monitoring.md"_s,
                     make<AlertsPage>});
    pages.push_back({u"migrations"_s, tr("Migrations"), u"document-import"_s,
                     tr("Plan, rehearse, apply and roll back migrations."), u"migrations.md"_s,
                     make<MigrationsPage>});
    pages.push_back({u"flags"_s, tr("Flags"), u"flag"_s,
                     tr("Feature flags: set them knowing what will happen, and see that it did."),
                     u"flags.md"_s, make<FlagsPage>});
    pages.push_back({u"checklist"_s, tr("Checklist"), u"view-task"_s,
                     tr("Walk through a Markdown checklist: run, verify, keep the evidence."),
                     u"checklists.md"_s, make<ChecklistPage>});
    pages.push_back({u"failover"_s, tr("Failover"), u"exchange-positions"_s,
                     tr("Could we fail over now? The checks before a switchover, and the switchover."),
                     u"failover.md"_s, make<FailoverPage>});
    pages.push_back({u"journal"_s, tr("Journal"), u"view-calendar-timeline"_s,
                     tr("What was done, by whom, why, and how it ended."), u"figures.md"_s,
                     make<JournalPage>});
    return pages;
}

QKeySequence pageShortcut(int number)
{
    return number <= 10 ? QKeySequence(u"Ctrl+%1"_s.arg(number % 10)) : QKeySequence();
}

} // namespace seawall::ui
