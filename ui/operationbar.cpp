// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operationbar.h"

#include "ui/operationrow.h"

#include <QTimer>
#include <QVBoxLayout>

#include <utility>

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
    m_showsAll = false;
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
    connect(row, &OperationRow::faded, this, [this, run] { fade(run); }, Qt::QueuedConnection);
    connect(row, &OperationRow::moreWanted, this, [this] {
        m_showsAll = !m_showsAll;
        arrange();
    });
    arrange();
}

/// A failure that waits behind it comes forward in its place.
void OperationBar::fade(int run)
{
    const auto row = m_rows.find(run);
    if (row == m_rows.end())
        return;
    if (m_outcomes.size() > 1)
        return remove(run);
    row->second->dim();
    m_dimmed.push_back(run);
}

void OperationBar::giveUpPlace()
{
    for (const int run : std::exchange(m_dimmed, {}))
        remove(run);
}

void OperationBar::onFinished(int run, const models::Outcome &outcome)
{
    const auto row = m_rows.find(run);
    if (row == m_rows.end())
        return;
    row->second->showOutcome(outcome);
    m_outcomes.push_back(run);
    giveUpPlace();
    arrange();
}

void OperationBar::remove(int run)
{
    const auto row = m_rows.find(run);
    if (row == m_rows.end())
        return;
    row->second->hide();
    row->second->deleteLater();
    m_rows.erase(row);
    std::erase(m_outcomes, run);
    std::erase(m_dimmed, run);
    arrange();
}

void OperationBar::arrange()
{
    const auto behind = static_cast<int>(m_outcomes.size()) - 1;
    m_showsAll = m_showsAll && behind > 0;
    for (const int run : m_outcomes) {
        const bool isNewest = run == m_outcomes.back();
        m_rows.at(run)->setVisible(isNewest || m_showsAll);
        m_rows.at(run)->offerMore(!isNewest ? 0 : m_showsAll ? -1 : behind);
    }
    setVisible(!m_rows.empty());
}

void OperationBar::tick()
{
    for (const auto &[run, row] : m_rows)
        row->tick();
}

} // namespace seawall::ui
