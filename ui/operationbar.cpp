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
    connect(runner, &OperationRunner::journalRead, this,
            [this](const std::vector<models::JournalEntry> &entries) {
                if (!m_outcomes.empty())
                    m_rows.at(m_outcomes.back())->showLater(entries);
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
    connect(row, &OperationRow::closed, this, [this, run] { close(run); }, Qt::QueuedConnection);
    connect(row, &OperationRow::faded, this, [this, run] { fade(run); }, Qt::QueuedConnection);
    connect(row, &OperationRow::moreWanted, this, [this] {
        m_showsAll = !m_showsAll;
        arrange();
    });
    arrange();
}

void OperationBar::fade(int run)
{
    const auto row = m_rows.find(run);
    if (row == m_rows.end())
        return;
    if (run != m_outcomes.back())
        return remove(run);
    row->second->dim();
    m_isDimmed = true;
}

void OperationBar::giveUpPlace()
{
    if (m_isDimmed && m_outcomes.size() == 1)
        remove(m_outcomes.back());
}

/// Closed as it is seen: what stands behind it does not come up one by one.
void OperationBar::close(int run)
{
    const auto runs = m_showsAll ? std::vector{run} : m_outcomes;
    for (const int each : runs)
        remove(each);
}

void OperationBar::onFinished(int run, const models::Outcome &outcome)
{
    const auto row = m_rows.find(run);
    if (row == m_rows.end())
        return;
    if (m_isDimmed)
        remove(m_outcomes.back());
    row->second->showOutcome(outcome);
    m_outcomes.push_back(run);
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
    m_isDimmed = m_isDimmed && run != m_outcomes.back();
    std::erase(m_outcomes, run);
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
