// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/runpanel.h"

#include "models/format.h"
#include "models/workspace.h"
#include "ui/charts/chartpanel.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/migrations/runlog.h"
#include "ui/toneicon.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QTreeWidget>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;
using Kind = db::RunEvent::Kind;

namespace {

constexpr int fine = 1000; // parts of the progress bar a step has

} // namespace

RunPanel::RunPanel(models::Workspace *workspace, QWidget *parent)
    : QWidget(parent), m_icon(new ToneIcon(this)), m_title(new ElidedLabel(this)), m_log(new RunLog(this)),
      m_charts(new ChartPanel(workspace, this))
{
    m_title->setObjectName(u"runTitle"_s);
    m_log->setObjectName(u"runLog"_s);
    m_log->setAccessibleName(tr("Log of the run"));
    m_lag = m_charts->addChart(u"runLagChart"_s, tr("Replay lag"), ChartUnit::Seconds);
    m_lag->setEmptyText(tr("The lag is not known in this period."));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_log);
    splitter->addWidget(m_charts);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({260, 190});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(buildHead());
    layout->addWidget(buildBlockers());
    layout->addWidget(splitter, 1);
    m_title->setText(tr("No run yet. What a run does is told here, while it does it."));
    m_icon->hide();
}

QWidget *RunPanel::buildHead()
{
    auto *head = new QWidget(this);
    m_progress = new QProgressBar(head);
    m_progress->setObjectName(u"runProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    m_stop = new QPushButton(QIcon::fromTheme(u"process-stop"_s), tr("Stop"), head);
    m_stop->setObjectName(u"runStop"_s);
    m_stop->setToolTip(
        tr("Ends the statement that runs now; its migration is rolled back, those before it stay"));
    m_hold = new ElidedLabel(head);
    m_goOn = new QPushButton(tr("Go on"), head);
    m_goOn->setObjectName(u"runGoOn"_s);
    m_goOn->setToolTip(tr("Goes on though the limit is passed"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_icon);
    line->addWidget(m_title, 1);
    line->addWidget(m_progress);
    line->addWidget(m_stop);
    auto *hold = new QHBoxLayout;
    hold->addWidget(m_hold, 1);
    hold->addWidget(m_goOn);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(line);
    layout->addLayout(hold);
    m_progress->hide();
    m_stop->hide();
    showHold({});
    connect(m_stop, &QPushButton::clicked, this, &RunPanel::stopRequested);
    connect(m_goOn, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_run->goOn();
        showHold({});
    });
    return head;
}

QWidget *RunPanel::buildBlockers()
{
    m_blockers = new QTreeWidget(this);
    m_blockers->setObjectName(u"runBlockers"_s);
    m_blockers->setAccessibleName(tr("Sessions that stand in the way"));
    m_blockers->setRootIsDecorated(false);
    m_blockers->setHeaderLabels({tr("In the way"), tr("User"), tr("State"), tr("For"), tr("Statement")});
    m_blockers->setMaximumHeight(fontMetrics().height() * 6);
    m_blockers->header()->setStretchLastSection(true);
    m_blockers->setItemDelegateForColumn(0, new SeverityDelegate(m_blockers, Qt::AlignLeft));
    m_blockers->hide();
    return m_blockers;
}

void RunPanel::begin(const std::vector<db::MigrationStep> &steps, std::shared_ptr<models::MigrationRun> run)
{
    m_steps = steps;
    m_run = std::move(run);
    m_clock.start();
    m_log->clear();
    m_lastLine.clear();
    m_icon->setTone(Tone::Info);
    m_icon->show();
    m_title->setText(tr("Beginning …"));
    m_progress->setRange(0, int(steps.size()) * fine);
    m_progress->setValue(0);
    m_progress->show();
    m_stop->show();
    m_stop->setEnabled(true);
    showHold({});
    showBlockers({});
}

void RunPanel::log(const QString &line, qint64 timeMs, bool isRepeated)
{
    // How far behind a replica is, and how far an index, is told twice a second; figures alone are no news.
    static const QRegularExpression figures(u"[0-9.,]+"_s);
    const auto key = isRepeated ? QString(line).remove(figures) : line;
    if (line.isEmpty() || key == m_lastLine)
        return;
    m_lastLine = key;
    m_log->addSentence(timeMs, line);
}

void RunPanel::add(const db::RunEvent &event)
{
    const auto text = models::describe(event, m_steps);
    if (event.kind == Kind::StepStarted)
        m_title->setText(tr("%1 of %2: %3").arg(event.step + 1).arg(m_steps.size()).arg(text));
    if (event.kind == Kind::Statement && event.total > 0)
        m_progress->setValue(event.step * fine + fine * event.done / event.total);
    if (event.kind == Kind::Progress && event.fraction >= 0)
        m_progress->setValue(event.step * fine + int(fine * event.fraction));
    if (event.kind == Kind::StepDone)
        m_progress->setValue((event.step + 1) * fine);
    if (event.kind == Kind::Blocked)
        showBlockers(event.blockers);
    else if (event.kind == Kind::Statement || event.kind == Kind::StepDone)
        showBlockers({}); // between two tries they are in the way still
    if (event.kind == Kind::Holding)
        showHold(text);
    else if (event.kind == Kind::StepStarted)
        showHold({});
    log(text, event.timeMs,
        event.kind == Kind::Holding || event.kind == Kind::Progress || event.kind == Kind::Blocked);
}

void RunPanel::end(const models::Outcome &outcome)
{
    const auto now = QDateTime::currentMSecsSinceEpoch();
    m_icon->setTone(toneOf(outcome.state));
    m_title->setText(u"%1  %2"_s.arg(models::format::clockTime(now), outcome.summary));
    m_progress->hide();
    m_stop->hide();
    showHold({});
    showBlockers({});
    const auto logSentences = [this, now](const QString &text) {
        for (const auto &sentence : text.split(u". "_s, Qt::SkipEmptyParts))
            log(sentence, now);
    };
    auto summary = outcome.summary;
    if (outcome.error) { // its place on a line of its own
        const auto message = models::withoutFolder(outcome.error->message);
        log(message, now);
        if (!outcome.error->detail.isEmpty())
            m_log->addExcerpt(outcome.error->detail);
        if (!outcome.error->sqlState.isEmpty())
            m_log->addExcerpt(u"SQLSTATE "_s + outcome.error->sqlState);
        summary = summary.remove(message).trimmed();
    }
    logSentences(summary);
    log(tr("It took %1.").arg(format::seconds(double(m_clock.elapsed()) / 1000)), now);
    if (outcome.error)
        logSentences(outcome.error->hint);
    m_log->scrollToEnd();
    m_run.reset();
}

void RunPanel::showBlockers(const std::vector<db::Blocker> &blockers)
{
    m_blockers->setVisible(!blockers.empty());
    m_blockers->clear();
    for (const auto &blocker : blockers) {
        auto *item = new QTreeWidgetItem(
            m_blockers,
            {tr("pid %1, %2").arg(QString::number(blocker.pid), blocker.application), blocker.user,
             blocker.state, format::seconds(blocker.ageSeconds), format::oneLine(blocker.query, 200)});
        item->setData(0, ToneRole, int(Tone::Warning));
        item->setToolTip(4, blocker.query);
    }
    for (int column = 0; column < 4; ++column)
        m_blockers->resizeColumnToContents(column);
}

void RunPanel::showHold(const QString &why)
{
    m_hold->setText(why);
    m_hold->setVisible(!why.isEmpty());
    m_goOn->setVisible(!why.isEmpty());
}

void RunPanel::setSnapshot(const db::SnapshotPtr &snapshot)
{
    std::vector<ChartSeries> series;
    for (const auto &node : snapshot->nodes) {
        const bool isUnknown = node.facts.role == db::Role::Unknown;
        if (node.isReplica() || (isUnknown && node.configuredRole == db::Role::Replica))
            series.push_back({{node.name, models::Metric::LagSeconds, {}}, node.name, int(series.size())});
    }
    m_lag->setSeries(series);
    m_charts->setNow(snapshot->timeMs);
}

} // namespace seawall::ui
