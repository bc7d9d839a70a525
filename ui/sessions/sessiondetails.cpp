// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessiondetails.h"

#include "models/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SessionDetails", text);
}

} // namespace

QString sessionText(const db::Session &session)
{
    QStringList facts{u"pid %1"_s.arg(session.pid)};
    const auto add = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            facts << u"%1 %2"_s.arg(name, value);
    };
    add(tr("user"), session.user);
    add(tr("database"), session.database);
    add(tr("application"), session.application);
    add(tr("from"), session.clientAddress);
    add(QString(), session.state);
    if (session.backendAge)
        add(tr("connected for"), format::seconds(session.backendAge));
    if (session.transactionAge)
        add(tr("transaction open for"), format::seconds(session.transactionAge));
    if (!session.waitEvent.isEmpty())
        add(tr("waits for"), session.waitEventType + u'/' + session.waitEvent);
    QStringList blockers;
    for (const int pid : session.blockedBy)
        blockers << (pid == 0 ? tr("a prepared transaction") : QString::number(pid));
    add(tr("blocked by"), blockers.join(u", "_s));
    return facts.join(u" · "_s).simplified() + u"\n\n"_s + session.query;
}

} // namespace seawall::ui
