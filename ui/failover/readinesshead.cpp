// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failover/readinesshead.h"

#include "db/monitor/spokenname.h"
#include "models/failover/readinesswords.h"
#include "models/format.h"
#include "ui/badge.h"
#include "ui/elidedlabel.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::ReadinessWatch;
namespace format = models::format;

namespace {

/// Short, for a box: 'primary, db1:5432' of a replica with that name.
QString calledIn(const db::NodeSnapshot &node)
{
    const auto typed = db::typedName(node.name, db::Role::Replica, node.address);
    return typed == node.name ? typed : u"%1, %2"_s.arg(node.name, typed);
}

} // namespace

ReadinessHead::ReadinessHead(ReadinessWatch *watch, models::FailoverDesk *desk, QWidget *parent)
    : QWidget(parent), m_watch(watch), m_desk(desk), m_badge(new Badge(this)),
      m_sentence(new ElidedLabel(this)), m_loss(new QLabel(this)), m_taken(new QLabel(this)),
      m_candidate(new QComboBox(this))
{
    const int em = fontMetrics().height();
    m_badge->setObjectName(u"readinessWord"_s);
    m_sentence->setObjectName(u"readinessSentence"_s);
    m_sentence->setMaximumLines(2);
    m_loss->setObjectName(u"readinessLoss"_s);
    m_loss->setToolTip(tr("RPO: WAL of the primary that the candidate has not flushed"));
    m_taken->setObjectName(u"readinessTaken"_s);
    m_taken->setForegroundRole(QPalette::PlaceholderText);
    m_candidate->setObjectName(u"failoverCandidate"_s);
    m_candidate->setAccessibleName(tr("The replica that would take over"));
    m_candidate->setToolTip(tr("The replica that would take over"));
    m_candidate->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *label = new QLabel(tr("Candidate"), this);
    label->setBuddy(m_candidate);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(em / 2);
    layout->addWidget(m_badge);
    layout->addWidget(m_loss, 1);
    layout->addWidget(m_taken);
    layout->addWidget(label);
    layout->addWidget(m_candidate);
    connect(m_candidate, &QComboBox::currentIndexChanged, this,
            [this] { m_watch->setCandidate(m_candidate->currentData().toString()); });
    connect(desk, &models::FailoverDesk::changed, this,
            [this] { refresh(QDateTime::currentMSecsSinceEpoch()); });
}

QWidget *ReadinessHead::sentence() const
{
    return m_sentence;
}

void ReadinessHead::setSnapshot(const db::SnapshotPtr &snapshot)
{
    showCandidates(*snapshot);
    refresh(snapshot->timeMs);
}

void ReadinessHead::showCandidates(const db::Snapshot &snapshot)
{
    QStringList names{QString()};
    for (const auto &node : snapshot.nodes)
        if (node.name != m_watch->primary())
            names << node.name;
    QStringList shown;
    for (int i = 0; i < m_candidate->count(); ++i)
        shown << m_candidate->itemData(i).toString();
    const QSignalBlocker blocker(m_candidate);
    if (shown != names) {
        const auto before = m_candidate->currentData().toString();
        m_candidate->clear();
        for (const auto &name : names)
            m_candidate->addItem(name, name);
        m_candidate->setCurrentIndex(std::max(0, m_candidate->findData(before)));
    }
    for (int i = 1; i < m_candidate->count(); ++i)
        if (const auto *node = snapshot.node(names[i]))
            m_candidate->setItemText(i, calledIn(*node));
    const auto *best = m_candidate->currentIndex() == 0 ? snapshot.node(m_watch->candidate()) : nullptr;
    m_candidate->setItemText(0, best ? tr("Best (%1)").arg(calledIn(*best)) : tr("Best"));
}

void ReadinessHead::refresh(qint64 nowMs)
{
    showVerdict(nowMs);
    m_badge->setToolTip(m_sentence->text()); // a notice may stand where the sentence does
}

void ReadinessHead::showVerdict(qint64 nowMs)
{
    m_loss->clear();
    m_taken->clear();
    if (const auto going = m_desk->underWay(); !going.isEmpty()) {
        m_badge->show(Tone::Info, tr("UNDER WAY"));
        return m_sentence->setText(going);
    }
    if (const auto heard = m_watch->primaryStillHeard(); !heard.isEmpty()) {
        m_badge->show(Tone::Warning, tr("NOT ADVISED"));
        return m_sentence->setText(heard);
    }
    if (m_watch->phase() == ReadinessWatch::Phase::NoReplica) {
        const auto candidate = m_watch->candidate();
        candidate.isEmpty() ? m_badge->show(Tone::Critical, tr("NOT POSSIBLE"))
                            : m_badge->show(Tone::Warning, tr("FAILOVER POSSIBLE"));
        m_sentence->setText(candidate.isEmpty() ? models::nobodySentence(!m_watch->primary().isEmpty())
                                                : models::onlyFailoverSentence(m_watch->spokenPrimary(),
                                                                               m_watch->spokenCandidate()));
        return;
    }
    const auto &readiness = m_watch->readiness();
    if (!readiness) {
        m_badge->show(Tone::Unknown, tr("CHECKING"));
        m_sentence->setText(
            tr("Asking %1 and %2 …").arg(m_watch->spokenPrimary(), m_watch->spokenCandidate()));
        return;
    }
    const bool isStale = m_watch->isStale(nowMs);
    m_badge->show(isStale ? Tone::Unknown : toneOf(models::readinessState(*readiness)),
                  isStale ? tr("OUT OF DATE") : models::readinessWord(*readiness));
    m_sentence->setText(models::readinessSentence(*readiness));
    m_loss->setText(readiness->primaryError
                        ? tr("A failover says beforehand what it loses")
                        : tr("Lost if the primary died now: %1").arg(format::bytes(readiness->rpoBytes)));
    m_taken->setText(tr("as of %1").arg(format::clockTime(readiness->takenMs)));
}

} // namespace seawall::ui
