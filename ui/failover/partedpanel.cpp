// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failover/partedpanel.h"

#include "models/format.h"
#include "ui/card.h"
#include "ui/statepanel.h"
#include "ui/wrappedlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using Finding = models::PartedWatch::Finding;
namespace format = models::format;

namespace {

QString lsnText(const std::optional<db::Lsn> &lsn)
{
    return lsn ? lsn->toString() : format::unknown();
}

} // namespace

QStringList partedFacts(const db::PartedWrites &writes)
{
    const auto known = [](const QString &text) { return text.isEmpty() ? format::unknown() : text; };
    QStringList lines{PartedPanel::tr("Only here: %1 of WAL, %2 committed transactions")
                          .arg(format::bytes(writes.bytes), writes.transactions
                                                                ? QString::number(*writes.transactions)
                                                                : format::unknown()),
                      PartedPanel::tr("Since: %1, where the two parted; it is at %2 on timeline %3 now")
                          .arg(lsnText(writes.since), lsnText(writes.end), QString::number(writes.timeline))};
    if (writes.transactions != 0)
        lines << PartedPanel::tr("First commit: %1; last: %2")
                     .arg(known(writes.firstCommit), known(writes.lastCommit));
    lines << (writes.tablesAreKnown
                  ? PartedPanel::tr("Tables written to: %1")
                        .arg(writes.tables.isEmpty() ? PartedPanel::tr("none") : writes.tables.join(u", "_s))
                  : PartedPanel::tr("Which tables were written to is not known: its WAL is out of reach"));
    return lines;
}

PartedPanel::PartedPanel(models::PartedWatch *watch, QWidget *parent)
    : QWidget(parent), m_watch(watch), m_stack(new QStackedWidget(this)), m_state(new StatePanel(this)),
      m_cards(new QWidget(this)), m_layout(new QHBoxLayout(m_cards))
{
    setObjectName(u"partedPanel"_s);
    m_state->setObjectName(u"partedState"_s);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(u"partedScroll"_s);
    scroll->setAccessibleName(tr("What each node has that the other has not"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_cards);
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(buildHead());
    layout->addWidget(m_stack, 1);
    connect(watch, &models::PartedWatch::changed, this, &PartedPanel::refresh);
    connect(m_state, &StatePanel::actionTriggered, watch, &models::PartedWatch::refresh);
    refresh();
}

QWidget *PartedPanel::buildHead()
{
    auto *head = new QWidget(this);
    m_sentence = wrappedLabel({}, head);
    m_sentence->setObjectName(u"partedSentence"_s);
    m_again = new QPushButton(QIcon::fromTheme(u"view-refresh"_s), tr("Compare again"), head);
    m_again->setObjectName(u"partedAgain"_s);
    m_again->setToolTip(tr("Asks both nodes again, and reads what they have written since they parted"));
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_again, 0, Qt::AlignTop);
    connect(m_again, &QPushButton::clicked, m_watch, &models::PartedWatch::refresh);
    return head;
}

/// Cards stay where they are of the same nodes: a button that is about to be pressed is not taken away.
void PartedPanel::refresh()
{
    const auto &findings = m_watch->findings();
    const auto isOfTheSame = [](const Finding &one, const Finding &other) {
        return one.node == other.node && one.primary == other.primary;
    };
    if (!std::ranges::equal(findings, m_shown, isOfTheSame))
        buildCards();
    for (const auto &finding : findings)
        fillCard(m_cards->findChild<Card *>(u"parted_"_s + finding.node), finding);
    m_shown = findings;
    showHead();
    const bool any = !m_watch->findings().empty();
    m_stack->setCurrentIndex(any ? 0 : 1);
    if (any)
        return;
    if (m_watch->isParted())
        m_state->show(Tone::Unknown, tr("Comparing what the nodes have written"),
                      tr("Their timelines are compared, and the WAL since they parted is read."));
    else
        m_state->show(Tone::Ok, tr("One history"), tr("No node has writes that the others lack."));
}

void PartedPanel::showHead()
{
    const auto when =
        m_watch->findings().empty() ? QString() : tr(" As of %1.").arg(format::clockTime(m_watch->takenMs()));
    m_sentence->setText(
        (m_watch->isSplitBrain()
             ? tr("Two nodes take writes, and what one commits the other never gets. Keep the "
                  "application away from one of them first; then decide which one stays.")
             : tr("A node has written what the primary does not have, and cannot follow it.")) +
        when);
    m_sentence->setVisible(m_watch->isParted());
    m_again->setVisible(m_watch->isParted());
    m_again->setEnabled(!m_watch->isRunning());
}

void PartedPanel::buildCards()
{
    while (auto *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto &finding : m_watch->findings())
        m_layout->addWidget(cardFor(finding), 1);
}

Card *PartedPanel::cardFor(const Finding &finding)
{
    auto *card = new Card(tr("%1: lost if %2 stays").arg(finding.node, finding.primary), m_cards);
    card->setObjectName(u"parted_"_s + finding.node);
    const int em = fontMetrics().height();
    card->body()->setContentsMargins(em, 0, em, em / 2);
    card->body()->setSpacing(em / 2);
    for (const auto &name : {u"partedFacts"_s, u"partedWays"_s}) {
        auto *label = wrappedLabel({}, card);
        label->setObjectName(name);
        card->body()->addWidget(label);
    }
    auto *rejoin = new QPushButton(tr("Give up the writes of %1…").arg(finding.node), card);
    rejoin->setObjectName(u"rejoin_"_s + finding.node);
    rejoin->setToolTip(
        tr("Rejoins %1 as a replica of %2; what only it has is lost").arg(finding.node, finding.primary));
    connect(rejoin, &QPushButton::clicked, this,
            [this, node = finding.node] { Q_EMIT rejoinRequested(node); });
    card->body()->addStretch(1);
    card->body()->addWidget(rejoin, 0, Qt::AlignLeft);
    return card;
}

void PartedPanel::fillCard(Card *card, const Finding &finding)
{
    auto *facts = card->findChild<QLabel *>(u"partedFacts"_s);
    auto *out = card->findChild<QLabel *>(u"partedWays"_s);
    out->setVisible(finding.writes.has_value());
    if (!finding.writes) {
        const auto &error = finding.writes.error();
        facts->setText(u"%1 %2"_s.arg(error.message, error.hint));
        return;
    }
    facts->setText(partedFacts(*finding.writes).join(u'\n'));
    QStringList ways{tr("The safe way out:")};
    for (const auto &way : finding.writes->waysOut)
        ways << u"%1. %2"_s.arg(ways.size()).arg(way);
    out->setText(ways.join(u'\n'));
}

void PartedPanel::showEvent(QShowEvent *event)
{
    m_watch->look(this, true);
    QWidget::showEvent(event);
}

void PartedPanel::hideEvent(QHideEvent *event)
{
    m_watch->look(this, false);
    QWidget::hideEvent(event);
}

} // namespace seawall::ui
