// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/splitbrainoverlay.h"

#include "ui/toneicon.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

QString describe(const db::NodeSnapshot &node)
{
    const auto timeline =
        node.facts.timeline ? QString::number(*node.facts.timeline) : SplitBrainOverlay::tr("unknown");
    const auto lsn =
        node.facts.currentLsn ? node.facts.currentLsn->toString() : SplitBrainOverlay::tr("unknown");
    return SplitBrainOverlay::tr("%1 at %2: timeline %3, WAL position %4")
        .arg(node.name, node.address, timeline, lsn);
}

} // namespace

SplitBrainOverlay::SplitBrainOverlay(QWidget *window)
    : QWidget(window), m_title(new QLabel(tr("SPLIT BRAIN"), this)), m_reason(new QLabel(this)),
      m_nodes(new QLabel(this)), m_advice(new QLabel(this)),
      m_aside(new QPushButton(tr("Put the alarm aside and work on"), this))
{
    setObjectName(u"splitBrainOverlay"_s);
    setStyleSheet(u"QLabel { color: white; }"_s); // the ground is dark red in both themes
    auto big = font();
    big.setPointSizeF(big.pointSizeF() * 2.6);
    big.setWeight(QFont::Bold);
    m_title->setFont(big);
    m_title->setObjectName(u"splitBrainTitle"_s);
    m_nodes->setObjectName(u"splitBrainNodes"_s);
    auto larger = font();
    larger.setPointSizeF(larger.pointSizeF() * 1.2);
    m_reason->setFont(larger);
    m_reason->setObjectName(u"splitBrainReason"_s);
    auto bold = larger;
    bold.setWeight(QFont::DemiBold);
    m_nodes->setFont(bold);
    m_advice->setText(tr("Every second of writing on both loses data for good on one of them.\n"
                         "1. Stop the application, or make its connections to one node read-only.\n"
                         "2. Decide which node holds the truth: compare timelines and what was written.\n"
                         "3. Stop the other node, then rejoin it with pg_rewind or a new base backup."));
    m_aside->setObjectName(u"splitBrainAside"_s);
    build();
    window->installEventFilter(this);
    hide();
}

void SplitBrainOverlay::build()
{
    const int em = fontMetrics().height();
    auto *details = new QPushButton(tr("Show which writes only one of them has"), this);
    details->setObjectName(u"splitBrainDetails"_s);
    auto *copy = new QPushButton(tr("Copy the facts"), this);
    copy->setObjectName(u"splitBrainCopy"_s);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(em);
    layout->addStretch(2);
    auto *icon = new ToneIcon(this, 4);
    icon->setTone(Tone::Critical);
    layout->addWidget(icon, 0, Qt::AlignHCenter);
    // Not aligned in the layout, which would give a wrapped text the height of one line.
    auto *texts = new QVBoxLayout;
    texts->setSpacing(em);
    for (auto *label : {m_title, m_reason, m_nodes, m_advice}) {
        label->setWordWrap(label != m_title);
        label->setAlignment(label == m_advice ? Qt::AlignLeft : Qt::AlignHCenter);
        label->setFixedWidth(em * 48);
        texts->addWidget(label);
    }
    auto *column = new QHBoxLayout;
    column->addStretch();
    column->addLayout(texts);
    column->addStretch();
    layout->addLayout(column);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(details);
    buttons->addWidget(copy);
    buttons->addWidget(m_aside);
    buttons->addStretch();
    layout->addLayout(buttons);
    layout->addStretch(3);
    connect(m_aside, &QPushButton::clicked, this, &QWidget::hide);
    connect(details, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT detailsRequested();
    });
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_reason->text() + u'\n' + m_nodes->text()); });
}

void SplitBrainOverlay::showSnapshot(const db::SnapshotPtr &snapshot)
{
    if (!snapshot || snapshot->verdict != db::ClusterVerdict::SplitBrain) {
        m_primaries.clear();
        hide();
        return;
    }
    QStringList names, lines;
    for (const auto &node : snapshot->nodes) {
        if (!node.isPrimary())
            continue;
        names << node.name;
        lines << describe(node);
    }
    m_reason->setText(snapshot->reason);
    m_nodes->setText(lines.join(u'\n'));
    setAccessibleName(m_title->text());
    setAccessibleDescription(snapshot->reason);
    if (names == m_primaries)
        return; // known, and perhaps put aside
    m_primaries = names;
    cover();
    show();
    raise();
    m_aside->setFocus();
    Q_EMIT raised(snapshot->reason);
}

void SplitBrainOverlay::cover()
{
    setGeometry(parentWidget()->rect());
}

bool SplitBrainOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        cover();
    return QWidget::eventFilter(watched, event);
}

bool SplitBrainOverlay::focusNextPrevChild(bool next)
{
    const auto buttons = findChildren<QPushButton *>();
    const auto at = std::max<qsizetype>(0, buttons.indexOf(qobject_cast<QPushButton *>(focusWidget())));
    const auto to = (at + (next ? 1 : buttons.size() - 1)) % buttons.size();
    buttons[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void SplitBrainOverlay::keyPressEvent(QKeyEvent *event)
{
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    if (event->key() == Qt::Key_Escape)
        m_aside->click();
    else if (button && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        button->click();
    else
        QWidget::keyPressEvent(event);
}

void SplitBrainOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0x7a, 0x14, 0x05)); // opaque: what lies below reads into its words
    painter.setPen(QPen(QColor(0xff, 0xb4, 0x9c), fontMetrics().height() / 2));
    painter.drawRect(rect());
}

} // namespace seawall::ui
