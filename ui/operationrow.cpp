// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operationrow.h"

#include "models/format.h"
#include "ui/elidedlabel.h"
#include "ui/toneicon.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <cstdlib>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::JournalEntry;

namespace {

constexpr qint64 successStaysMs = 15000;
constexpr qint64 sameMs = 5000; // the window is told of an outcome a little after the Journal

/// 'flag' of 'flag.set' and of 'flag.revert'.
QString familyOf(const JournalEntry &entry)
{
    return entry.kind.section(u'.', 0, 0);
}

} // namespace

OperationRow::OperationRow(int run, const models::Preview &preview, QWidget *parent)
    : QFrame(parent), m_icon(new ToneIcon(this)), m_title(new ElidedLabel(this)),
      m_text(new ElidedLabel(this)), m_progress(new QProgressBar(this)), m_elapsed(new ElidedLabel(this)),
      m_stop(new QPushButton(tr("Stop"), this)), m_more(new QToolButton(this)), m_close(new QToolButton(this))
{
    setObjectName(u"operation_%1"_s.arg(run));
    const int em = fontMetrics().height();
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setText(models::format::statement(preview.title));
    m_title->setObjectName(u"operationTitle"_s);
    m_title->setMinimumWidth(std::min(m_title->sizeHint().width(), em * 18)); // a long outcome leaves it room
    m_text->setObjectName(u"operationText"_s);
    m_text->setText(tr("starting"));
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_icon->setTone(Tone::Info);
    m_progress->setObjectName(u"operationProgress"_s);
    m_progress->setAccessibleName(tr("Progress of %1").arg(m_title->text()));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 0);
    m_progress->setFixedWidth(em * 10);
    m_elapsed->setObjectName(u"operationElapsed"_s);
    m_elapsed->setToolTip(tr("Elapsed time"));
    m_elapsed->setMinimumWidth(fontMetrics().horizontalAdvance(u"00 min 00 s"_s));
    m_stop->setObjectName(u"operationStop"_s);
    m_stop->setToolTip(tr("Ask the operation to stop; what is done stays done."));
    m_more->setObjectName(u"operationMore"_s);
    m_more->setToolTip(tr("Show the outcomes before this one, or this one alone"));
    m_more->setAutoRaise(true);
    m_close->setObjectName(u"operationClose"_s);
    m_close->setText(u"✕"_s);
    m_close->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(em, em / 4, em / 2, em / 4);
    layout->setSpacing(em / 2);
    for (auto *widget : std::initializer_list<QWidget *>{m_icon, m_title, m_text, m_progress, m_elapsed,
                                                         m_stop, m_more, m_close})
        layout->addWidget(widget);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stop->setEnabled(false);
        m_stop->setText(tr("Stopping"));
        Q_EMIT stopRequested();
    });
    connect(m_more, &QToolButton::clicked, this, &OperationRow::moreWanted);
    connect(m_close, &QToolButton::clicked, this, &OperationRow::closed);
    offerMore(0);
    m_clock.start();
    tick();
}

void OperationRow::showProgress(const models::Progress &progress)
{
    if (m_done)
        return;
    m_text->setText(progress.text);
    if (progress.fraction < 0) {
        m_progress->setRange(0, 0);
        return;
    }
    m_progress->setRange(0, 1000);
    m_progress->setValue(static_cast<int>(progress.fraction * 1000));
}

void OperationRow::showOutcome(const models::Outcome &outcome)
{
    m_done = true;
    m_endedMs = QDateTime::currentMSecsSinceEpoch();
    m_elapsed->setText(models::format::clockTime(m_endedMs));
    m_elapsed->setMinimumWidth(m_elapsed->sizeHint().width()); // a long outcome leaves it room
    m_elapsed->setToolTip(tr("When it ended, after %1")
                              .arg(models::format::seconds(static_cast<double>(m_clock.elapsed()) / 1000)));
    m_leaves = outcome.state == models::Outcome::State::Succeeded;
    m_sinceDone.start();
    m_icon->setTone(toneOf(outcome.state));
    auto text = outcome.summary;
    if (outcome.error && !outcome.error->hint.isEmpty())
        text += (text.endsWith(u'.') ? u" "_s : u". "_s) + outcome.error->hint;
    m_outcome = m_leaves ? text : QString();
    m_text->setText(text);
    m_text->setForegroundRole(QPalette::WindowText);
    m_progress->hide();
    m_stop->hide();
    m_close->show();
}

void OperationRow::showLater(const std::vector<JournalEntry> &newestFirst)
{
    if (m_outcome.isEmpty())
        return;
    const auto own = std::ranges::find_if(newestFirst, [this](const JournalEntry &entry) {
        return entry.title == m_title->text() && entry.finishedMs &&
               std::abs(*entry.finishedMs - m_endedMs) < sameMs;
    });
    if (own == newestFirst.end())
        return;
    const auto later = std::find_if(newestFirst.begin(), own, [own](const JournalEntry &entry) {
        return entry.state == JournalEntry::State::Succeeded && familyOf(entry) == familyOf(*own);
    });
    m_text->setText(later == own || later->summary == own->summary
                        ? m_outcome
                        : tr("Since then, %1: %2")
                              .arg(models::format::clockTime(later->finishedMs.value_or(0)), later->summary));
}

void OperationRow::tick()
{
    if (!m_done) {
        m_elapsed->setText(models::format::seconds(static_cast<double>(m_clock.elapsed() / 1000)));
    } else if (m_leaves && m_sinceDone.elapsed() > successStaysMs) {
        m_leaves = false;
        Q_EMIT faded();
    }
}

void OperationRow::dim()
{
    for (auto *label : {m_title, m_text, m_elapsed})
        label->setForegroundRole(QPalette::PlaceholderText);
}

void OperationRow::offerMore(int more)
{
    m_more->setVisible(more != 0);
    m_more->setText(more > 0 ? tr("%1 more").arg(more) : tr("Fewer"));
    m_more->setAccessibleName(m_more->text());
    m_close->setToolTip(more > 0 ? tr("Close, with %1 more before it").arg(more) : tr("Close"));
    m_close->setAccessibleName(m_close->toolTip());
}

} // namespace seawall::ui
