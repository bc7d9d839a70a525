// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/nodedetails.h"

#include "db/monitor/spokenname.h"
#include "db/monitor/verdict.h"
#include "models/format.h"
#include "ui/badge.h"
#include "ui/elidedlabel.h"
#include "ui/shell/nodechip.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

constexpr int figureCount = 8;
constexpr int figureColumns = 4;

} // namespace

NodeDetails::NodeDetails(QWidget *parent)
    : QFrame(parent), m_name(new ElidedLabel(this)), m_verdict(new Badge(this)), m_reason(new QLabel(this)),
      m_evidence(new QLabel(this)), m_grid(new QGridLayout)
{
    setObjectName(u"nodeDetails"_s);
    const int em = fontMetrics().height();
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    m_name->setFont(bold);
    m_name->setObjectName(u"nodeDetailsName"_s);
    m_reason->setObjectName(u"nodeDetailsReason"_s);
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_evidence->setObjectName(u"nodeDetailsEvidence"_s);
    m_evidence->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_evidence->setForegroundRole(QPalette::PlaceholderText);
    m_evidence->setTextFormat(Qt::PlainText);
    m_evidence->setWordWrap(true);
    for (auto *label : {m_reason, m_evidence})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto *head = new QHBoxLayout;
    head->addWidget(m_name, 1);
    head->addWidget(m_verdict);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em, em * 2 / 3, em, em * 2 / 3);
    layout->setSpacing(em / 3);
    layout->addLayout(head);
    layout->addWidget(m_reason);
    m_grid->setHorizontalSpacing(em);
    m_grid->setVerticalSpacing(em / 8);
    for (int i = 0; i < figureCount; ++i) {
        auto *caption = new QLabel(this);
        caption->setForegroundRole(QPalette::PlaceholderText);
        auto small = font();
        small.setPointSizeF(small.pointSizeF() * 0.9);
        caption->setFont(small);
        auto *value = new ElidedLabel(this);
        m_grid->addWidget(caption, i / figureColumns * 2, i % figureColumns);
        m_grid->addWidget(value, i / figureColumns * 2 + 1, i % figureColumns);
        m_grid->setColumnStretch(i % figureColumns, 1);
        m_figures.emplace_back(caption, value);
    }
    layout->addSpacing(em / 4);
    layout->addLayout(m_grid);
    layout->addSpacing(em / 4);
    layout->addWidget(m_evidence);
    layout->addStretch();
}

void NodeDetails::setFigure(int index, const QString &caption, const QString &value, const QString &tip)
{
    const auto &[label, figure] = m_figures[static_cast<std::size_t>(index)];
    label->setText(caption);
    label->setToolTip(tip);
    figure->setText(value);
}

void NodeDetails::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(borderColour(palette()));
    painter.drawLine(0, 0, width(), 0);
}

void NodeDetails::showNode(const db::NodeSnapshot *node, qint64 nowMs)
{
    setVisible(node != nullptr);
    if (!node)
        return;
    QStringList who{node->name, db::roleBeside(*node), node->address};
    who.removeAll(QString());
    m_name->setText(who.join(u"  ·  "_s));
    m_verdict->show(toneOf(*node), db::wordOn(*node).text);
    m_reason->setText(node->error ? u"%1 %2"_s.arg(node->error->message, node->error->hint) : node->reason);
    m_reason->setVisible(!m_reason->text().isEmpty());
    m_evidence->setText(node->missingRights.isEmpty() ? node->evidence : node->missingRights.join(u'\n'));
    m_evidence->setVisible(!m_evidence->text().isEmpty());

    // What it said last is no figure of now.
    const auto fresh = [&](const QString &text) { return node->reachable ? text : format::unknown(); };
    const auto &bytes = node->lag.bytes;
    const auto role = node->facts.role == db::Role::Unknown ? node->configuredRole : node->facts.role;
    if (role == db::Role::Replica) {
        setFigure(0, tr("Replay lag"), fresh(format::lag(node->lag)), tr("By the console's LSN clock."));
        setFigure(1, tr("Since last commit"), fresh(format::seconds(node->facts.sinceLastReplayedXact)),
                  tr("now() − pg_last_xact_replay_timestamp(): grows on an idle primary."));
        setFigure(2, tr("Not flushed"), fresh(format::bytes(bytes.flush)),
                  tr("WAL the replica has not flushed to disk yet (bytes)"));
        setFigure(3, tr("Not replayed"), fresh(format::bytes(bytes.replay)),
                  tr("WAL the replica has not replayed yet (bytes)"));
    } else {
        setFigure(0, tr("WAL written"), format::byteRate(node->walBytesPerSecond));
        setFigure(1, tr("Transactions"), format::rate(node->transactionsPerSecond));
        setFigure(2, tr("Replicas attached"),
                  fresh(format::count(static_cast<qint64>(node->facts.walSenders.size()))));
        setFigure(3, tr("Oldest transaction"), fresh(format::seconds(node->facts.oldestTransactionSeconds)),
                  tr("Asked every 15 s."));
    }
    const auto timeline = node->facts.timeline ? std::optional<qint64>(*node->facts.timeline) : std::nullopt;
    setFigure(4, tr("Timeline"), format::count(timeline));
    setFigure(5, tr("Connections used"), format::percent(node->utilization));
    setFigure(6, tr("Round trip"), fresh(format::seconds(node->roundTripSeconds)));
    setFigure(7, tr("Last answer"),
              node->lastSeenMs == 0
                  ? tr("never")
                  : tr("%1 ago").arg(format::seconds(std::max<qint64>(0, nowMs - node->lastSeenMs) / 1000)));
}

} // namespace seawall::ui
