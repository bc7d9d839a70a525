// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failover/failoverrunpanel.h"

#include "db/monitor/spokenname.h"
#include "models/format.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/toneicon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::FailoverDesk;
using models::FailoverStepsModel;
using Phase = FailoverDesk::Phase;
using State = models::Outcome::State;
namespace format = models::format;

namespace {

/// The lag of each replica, worst words first said: 'replica1 0 B behind, streaming'.
QString lagText(const db::Snapshot &snapshot)
{
    QStringList parts;
    for (const auto &node : snapshot.nodes)
        if (node.isReplica())
            parts << u"%1: %2, %3"_s.arg(db::spokenName(node, db::Place::Start), db::toString(node.verdict),
                                         format::bytes(node.lag.bytes.replay));
    return parts.join(u" · "_s);
}

/// 'primary (db1:5432)': which of them has which role is what is not known.
QString called(const db::SnapshotPtr &snapshot, const QString &name)
{
    const auto *node = snapshot ? snapshot->node(name) : nullptr;
    return node ? db::withAddress(name, node->address) : name;
}

/// Which run, when it ended and how: 'Switchover 18:59:42 CET, done: '.
QString headOf(const FailoverDesk &desk, const models::Outcome &outcome)
{
    const auto how = outcome.state == State::Succeeded   ? FailoverRunPanel::tr("done")
                     : outcome.state == State::Cancelled ? FailoverRunPanel::tr("stopped")
                                                         : FailoverRunPanel::tr("failed");
    return FailoverRunPanel::tr("%1 %2, %3: ")
        .arg(desk.runWord(), format::clockTime(desk.after().endedMs()), how);
}

QString tellingOf(const db::FailoverReport &report, bool isPast)
{
    QStringList lines;
    if (!isPast)
        lines << report.standing;
    if (report.writeOutageSeconds)
        lines
            << FailoverRunPanel::tr("Writes failed for %1.").arg(format::seconds(report.writeOutageSeconds));
    if (report.error && !isPast)
        lines << report.error->hint << report.error->detail;
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace

FailoverRunPanel::FailoverRunPanel(FailoverDesk *desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_steps(new DataTable(desk->steps(), this)), m_below(new QLabel(this))
{
    m_steps->setObjectName(u"failoverSteps"_s);
    m_steps->setAccessibleName(tr("Steps of the change of primary"));
    m_steps->setWidths({{FailoverStepsModel::TitleColumn, 46},
                        {FailoverStepsModel::StateColumn, 12},
                        {FailoverStepsModel::FoundColumn, 58},
                        {FailoverStepsModel::TimeColumn, 8},
                        {FailoverStepsModel::WayBackColumn, 56}});
    m_steps->setStretch({FailoverStepsModel::TitleColumn, FailoverStepsModel::FoundColumn,
                         FailoverStepsModel::WayBackColumn});
    m_steps->setOptional({FailoverStepsModel::WayBackColumn}); // told below, of the step that is meant
    m_steps->setWrapped();
    m_steps->setSeverityColumn(FailoverStepsModel::TitleColumn);
    m_steps->setSortingEnabled(false); // the order is the point
    m_steps->setEmptyText(tr("Its steps are shown here while they are taken."));
    m_below->setObjectName(u"failoverBelow"_s);
    m_below->setTextFormat(Qt::PlainText);
    m_below->setWordWrap(true);
    m_below->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(buildHead());
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_below);
    connect(desk, &FailoverDesk::changed, this, &FailoverRunPanel::refresh);
    connect(m_steps->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &FailoverRunPanel::showBelow);
    refresh();
}

QWidget *FailoverRunPanel::buildHead()
{
    auto *head = new QWidget(this);
    m_icon = new ToneIcon(head);
    m_title = new ElidedLabel(head);
    m_title->setObjectName(u"failoverTitle"_s);
    m_lag = new ElidedLabel(head);
    m_lag->setObjectName(u"failoverLag"_s);
    m_lag->setForegroundRole(QPalette::PlaceholderText);
    const auto button = [&](const QString &name, const QString &icon, const QString &text,
                            const QString &tip) {
        auto *made = new QPushButton(QIcon::fromTheme(icon), text, head);
        made->setObjectName(name);
        made->setToolTip(tip);
        return made;
    };
    m_stop = button(
        u"failoverStop"_s, u"process-stop"_s, tr("Stop"),
        tr("Before the point of no return every step is taken back; after it, the rest is left to do"));
    m_back = button(u"failoverBack"_s, u"edit-undo"_s, tr("Go back…"),
                    tr("Makes the old primary take writes again"));
    m_forward =
        button(u"failoverForward"_s, u"go-next"_s, tr("Go forward…"), tr("Brings the change to its end"));
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_icon);
    layout->addWidget(m_title, 3);
    layout->addWidget(m_lag, 2);
    for (auto *each : {m_stop, m_back, m_forward})
        layout->addWidget(each);
    connect(m_stop, &QPushButton::clicked, this, &FailoverRunPanel::stopRequested);
    connect(m_back, &QPushButton::clicked, this, [this] { Q_EMIT recoveryRequested(false); });
    connect(m_forward, &QPushButton::clicked, this, [this] { Q_EMIT recoveryRequested(true); });
    return head;
}

void FailoverRunPanel::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_lag->setText(lagText(*snapshot));
    refresh();
}

void FailoverRunPanel::tell(Tone tone, const QString &title)
{
    m_icon->setTone(tone);
    m_title->setText(title);
}

void FailoverRunPanel::refresh()
{
    showHead();
    showBelow();
    const auto &left = m_desk->interrupted();
    const bool isRunning = m_desk->phase() == Phase::Running;
    m_stop->setVisible(isRunning);
    m_back->setVisible(!isRunning && left && left->found.canGoBack);
    m_forward->setVisible(!isRunning && left && left->found.canGoForward);
    m_lag->setVisible(isRunning);
    const int row = m_desk->steps()->current();
    if (std::exchange(m_shownStep, row) != row &&
        row >= 0) // the one it ended at as well, once it has its height
        QTimer::singleShot(0, m_steps, [this, row] { m_steps->scrollTo(m_steps->model()->index(row, 0)); });
}

void FailoverRunPanel::showHead()
{
    const auto *row = m_desk->steps()->stepAt(m_desk->steps()->current());
    const auto elapsed = format::seconds(m_desk->runSeconds());
    switch (m_desk->phase()) {
    case Phase::Running:
        return tell(
            m_desk->steps()->isPastNoReturn() ? Tone::Warning : Tone::Info,
            row ? tr("%1 of %2: %3").arg(row->place + 1).arg(m_desk->steps()->rowCount()).arg(row->step.title)
                : tr("Beginning …"));
    case Phase::Planning:
        return tell(Tone::Info, tr("Asking the nodes what they are …"));
    case Phase::Ended:
    case Phase::Idle:
        break;
    }
    if (const auto &left = m_desk->interrupted())
        return tell(Tone::Critical, tr("A switchover from %1 to %2 was cut off at the step '%3'")
                                        .arg(called(m_snapshot, left->record.from),
                                             called(m_snapshot, left->record.to), left->record.step));
    if (const auto &outcome = m_desk->outcome()) {
        const auto said = tr("%1 It took %2.").arg(headOf(*m_desk, *outcome) + outcome->summary, elapsed);
        return m_desk->after().isPast()
                   ? tell(Tone::Neutral, tr("Past, the cluster has changed since: %1").arg(said))
                   : tell(m_desk->after().isWell() && outcome->state != State::Succeeded
                              ? Tone::Neutral
                              : toneOf(outcome->state),
                          said);
    }
    tell(Tone::Neutral, tr("Nothing is going on. A change of primary is begun with the buttons above."));
}

void FailoverRunPanel::showBelow()
{
    const auto *row = m_desk->steps()->stepAt(m_desk->steps()->current());
    QString text;
    if (m_desk->phase() == Phase::Running && row)
        text = m_desk->steps()->isPastNoReturn()
                   ? tr("Past the point of no return. Way back from here: %1").arg(row->step.wayBack)
                   : tr("Way back from here: %1").arg(row->step.wayBack);
    else if (const auto &left = m_desk->interrupted())
        text = left->found.standing;
    else if (const auto *report = m_desk->report())
        text = tellingOf(*report, m_desk->after().isPast());
    const auto selected = m_steps->selectionModel()->selectedRows();
    const auto *chosen = selected.isEmpty() ? nullptr : m_desk->steps()->stepAt(selected.first().row());
    if (m_desk->phase() != Phase::Running && chosen &&
        m_steps->isColumnHidden(FailoverStepsModel::WayBackColumn))
        text += (text.isEmpty() ? QString() : u"\n"_s) +
                tr("Way back from step %1: %2").arg(chosen->place + 1).arg(chosen->step.wayBack);
    m_below->setText(text);
    m_below->setVisible(!text.isEmpty());
}

} // namespace seawall::ui
