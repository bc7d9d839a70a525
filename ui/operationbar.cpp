// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operationbar.h"

#include "ui/operationrow.h"

#include <QTimer>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::OperationRunner;

OperationBar::OperationBar(QWidget *parent) : QFrame(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(u"operationBar"_s);
    setAccessibleName(tr("Running operations"));
    m_layout->setContentsMargins(0, 1, 0, 0);
    m_layout->setSpacing(0);
    m_layout->setAlignment(Qt::AlignTop);
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &OperationBar::tick);
    timer->start(1000);
    hide();
}

void OperationBar::setRunner(OperationRunner *runner)
{
    if (m_runner)
        disconnect(m_runner, nullptr, this, nullptr);
    while (!m_rows.empty())
        remove(m_rows.begin()->first);
    m_runner = runner;
    if (!runner)
        return;
    connect(runner, &OperationRunner::started, this, &OperationBar::onStarted);
    connect(runner, &OperationRunner::finished, this, &OperationBar::onFinished);
    connect(runner, &OperationRunner::progressed, this, [this](int run, const models::Progress &progress) {
        if (const auto row = m_rows.find(run); row != m_rows.end())
            row->second->showProgress(progress);
    });
}

void OperationBar::onStarted(int run, const models::Preview &preview)
{
    remove(run);
    auto *row = new OperationRow(run, preview, this);
    m_rows[run] = row;
    m_layout->addWidget(row);
    connect(row, &OperationRow::stopRequested, this, [this, run] {
        if (m_runner)
            m_runner->cancel(run);
    });
    connect(row, &OperationRow::closed, this, [this, run] { remove(run); }, Qt::QueuedConnection);
    connect(
        row, &OperationRow::faded, this,
        [this, run] {
            m_keepsPlace = true;
            setMinimumHeight(height());
            remove(run);
        },
        Qt::QueuedConnection);
    show();
}

void OperationBar::giveUpPlace()
{
    m_keepsPlace = false;
    setMinimumHeight(0);
    setVisible(!m_rows.empty());
}

void OperationBar::onFinished(int run, const models::Outcome &outcome)
{
    if (const auto row = m_rows.find(run); row != m_rows.end())
        row->second->showOutcome(outcome);
}

void OperationBar::remove(int run)
{
    const auto row = m_rows.find(run);
    if (row == m_rows.end())
        return;
    row->second->hide();
    row->second->deleteLater();
    m_rows.erase(row);
    setVisible(!m_rows.empty() || m_keepsPlace);
}

void OperationBar::tick()
{
    for (const auto &[run, row] : m_rows)
        row->tick();
}

} // namespace seawall::ui
