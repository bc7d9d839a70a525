// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/clusternotices.h"

#include "db/monitor/verdict.h"
#include "models/failover/failoverparts.h"
#include "ui/mainwindow.h"
#include "ui/shell/noticebar.h"

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("ClusterNotices", text, nullptr, n);
}

QStringList missingGrants(const db::Snapshot &snapshot)
{
    QStringList grants;
    for (const auto &node : snapshot.nodes)
        for (const auto &grant : node.missingRights)
            if (!grants.contains(grant))
                grants << grant;
    return grants;
}

QStringList refusedNodes(const db::Snapshot &snapshot)
{
    QStringList names;
    for (const auto &node : snapshot.nodes)
        if (!node.reachable && node.error && node.error->kind == db::ErrorKind::AuthRefused)
            names << node.name;
    return names;
}

QStringList discoveredNames(const db::Snapshot &snapshot)
{
    QStringList names;
    for (const auto &replica : snapshot.discovered)
        names << u"%1 (%2)"_s.arg(replica.applicationName, replica.clientAddress);
    return names;
}

void show(NoticeBar &notices, const QString &key, const QStringList &what, Tone tone, const QString &sentence,
          const QString &action)
{
    if (what.isEmpty())
        notices.withdraw(key);
    else
        notices.post(key, tone, sentence.arg(what.join(u", "_s)), action);
}

} // namespace

void showClusterNotices(const db::Snapshot &snapshot, NoticeBar &notices)
{
    show(notices, u"password"_s, refusedNodes(snapshot), Tone::Critical,
         tr("The password was refused by %1. It is not tried again until it is corrected."),
         tr("Correct it…"));
    show(notices, u"rights"_s, missingGrants(snapshot), Tone::Warning,
         tr("Some figures are unknown because rights are missing. Run on the primary: %1"),
         tr("Copy the GRANT"));
    show(notices, u"discovered"_s, discoveredNames(snapshot), Tone::Info,
         tr("The primary also serves replicas that are not watched here: %1"), tr("Watch them…"));
}

void showEnvironmentNotice(models::Workspace &workspace, NoticeBar &notices)
{
    const auto others = models::environmentOf(&workspace)->otherServers();
    show(notices, environmentNotice, others.isEmpty() ? QStringList() : QStringList{others}, Tone::Info,
         tr("The .env has changed: %1"), tr("Open the cluster again"));
    notices.offerAction(environmentNotice, // what runs would be cut off
                        workspace.operations()->isIdle()
                            ? QString()
                            : tr("An operation runs in this window: it has to end first"));
}

void actOnClusterNotice(const QString &key, const db::Snapshot &snapshot, MainWindow &window)
{
    if (key == u"rights"_s)
        QApplication::clipboard()->setText(missingGrants(snapshot).join(u";\n"_s) + u";\n"_s);
    else if (key == u"password"_s)
        Q_EMIT window.connectionRequested();
    else if (key == u"discovered"_s)
        Q_EMIT window.watchRequested();
}

} // namespace seawall::ui
