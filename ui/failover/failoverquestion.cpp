// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failover/failoverquestion.h"

#include "ui/confirmdialog.h"

namespace seawall::ui {

using models::FailoverDesk;
using models::Guard;

namespace {

bool asksTheSame(const models::Preview &a, const models::Preview &b)
{
    return a.title == b.title && a.actions == b.actions && a.typedConfirmation == b.typedConfirmation;
}

} // namespace

FailoverQuestion::FailoverQuestion(models::Workspace *workspace, QWidget *page)
    : QObject(page), m_workspace(workspace), m_desk(models::failoverOf(workspace)), m_page(page)
{
    connect(m_desk, &FailoverDesk::prepared, this, &FailoverQuestion::onPrepared);
    connect(m_desk, &FailoverDesk::failed, this, &FailoverQuestion::onFailed);
}

bool FailoverQuestion::isOpen() const
{
    return m_dialog;
}

void FailoverQuestion::ask(const Plan &plan)
{
    m_plan = {};
    plan();
}

void FailoverQuestion::askLive(const Plan &plan)
{
    m_plan = plan;
    plan();
}

void FailoverQuestion::follow()
{
    if (!m_dialog || !m_plan || m_desk->isPreparing() || m_planned.elapsed() < m_restMs)
        return;
    m_planned.start();
    m_plan();
}

void FailoverQuestion::rest()
{
    m_restMs = m_planned.restart();
}

void FailoverQuestion::onPrepared()
{
    auto made = m_desk->take();
    if (!made.operation)
        return;
    if (m_dialog)
        return renew(std::move(made));
    m_asked = std::move(made);
    open();
}

void FailoverQuestion::open()
{
    m_dialog = confirm(m_asked.operation->preview(), m_page, [this](const QString &reason) {
        const int run = m_workspace->operations()->start(std::move(m_asked.operation), reason);
        m_desk->begin(run, m_asked);
        if (m_asked.report)
            Q_EMIT begun();
    });
    m_planned.start();
    m_restMs = 0;
    m_desk->setAsked(true);
    connect(m_dialog, &QDialog::finished, this, [this] {
        m_dialog.clear();
        m_desk->setAsked(false);
        m_desk->cancelPlanning();
    });
}

void FailoverQuestion::renew(models::PreparedFailover made)
{
    rest();
    const auto now = made.operation->preview();
    auto guards = now.guards;
    if (asksTheSame(now, m_asked.operation->preview())) {
        m_asked = std::move(made);
        m_dialog->setConsequence(now.consequence);
    } else {
        guards.insert(guards.begin(),
                      {tr("The plan"), tr("Other things would be done now than are shown here."),
                       tr("Close this and ask anew."), Guard::State::Blocking});
    }
    m_dialog->setGuards(guards);
}

void FailoverQuestion::onFailed(const db::Error &error)
{
    if (!m_dialog)
        return Q_EMIT failed(error);
    rest();
    m_dialog->setGuards({{tr("Not possible now"), error.message, error.hint, Guard::State::Blocking}});
}

} // namespace seawall::ui
