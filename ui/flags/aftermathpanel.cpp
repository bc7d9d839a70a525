// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/aftermathpanel.h"

#include "models/format.h"
#include "ui/elidedlabel.h"
#include "ui/flags/flagwords.h"
#include "ui/toneicon.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using Proof = models::FlagProofState;
using Switch = models::DeadManSwitch;
namespace format = models::format;

AftermathPanel::AftermathPanel(QWidget *parent)
    : QWidget(parent), m_icon(new ToneIcon(this)), m_sentence(new QLabel(this)),
      m_progress(new QProgressBar(this)), m_restartRow(new QWidget(this)),
      m_restart(new QLineEdit(m_restartRow)), m_revert(new QPushButton(tr("Revert…"), this)),
      m_switches(new QWidget(this)), m_ended(new QLabel(this))
{
    m_sentence->setObjectName(u"proofSentence"_s);
    m_ended->setObjectName(u"switchEnded"_s);
    m_ended->setForegroundRole(QPalette::PlaceholderText);
    for (auto *label : {m_sentence, m_ended}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_progress->setObjectName(u"proofProgress"_s);
    m_progress->setAccessibleName(tr("Time in which it should be picked up"));
    m_progress->setTextVisible(false);
    m_restart->setObjectName(u"restartCommand"_s);
    m_restart->setAccessibleName(tr("Command that makes the services read it"));
    m_restart->setReadOnly(true);
    m_restart->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *copy = new QPushButton(QIcon::fromTheme(u"edit-copy"_s), tr("Copy"), m_restartRow);
    copy->setObjectName(u"copyRestartButton"_s);
    copy->setToolTip(tr("Copy the command; Seawall does not restart services"));
    auto *restart = new QHBoxLayout(m_restartRow);
    restart->setContentsMargins(0, 0, 0, 0);
    restart->addWidget(m_restart, 1);
    restart->addWidget(copy);
    m_revert->setObjectName(u"revertButton"_s);
    m_revert->setToolTip(tr("Set it back to the value it had before; it is asked first"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_sentence, 1);
    head->addWidget(m_revert, 0, Qt::AlignTop);
    new QVBoxLayout(m_switches);
    m_switches->layout()->setContentsMargins(0, 0, 0, 0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_progress);
    layout->addWidget(m_restartRow);
    layout->addWidget(m_switches);
    layout->addWidget(m_ended);
    connect(copy, &QPushButton::clicked, this, &AftermathPanel::copyRestart);
    connect(m_revert, &QPushButton::clicked, this, [this] {
        if (m_change)
            Q_EMIT revertRequested(*m_change);
    });
}

void AftermathPanel::copyRestart()
{
    QApplication::clipboard()->setText(m_restart->text());
}

bool AftermathPanel::hasRestart() const
{
    return !m_restart->text().isEmpty();
}

void AftermathPanel::show(const models::Flag &flag, const models::FlagBook &book, qint64 nowMs)
{
    const auto isOfFlag = [&](const models::FlagChange &change) { return change.isOf(flag); };
    const auto proofs = book.proofs();
    const auto proof = std::ranges::find_if(proofs, isOfFlag, &Proof::change);
    showProof(proof == proofs.end() ? std::nullopt : std::optional(*proof), flag, nowMs);
    std::vector<Switch> armed;
    const Switch *ended = nullptr;
    for (const auto &each : book.switches()) {
        if (!isOfFlag(each.change))
            continue;
        if (each.state == Switch::State::Armed)
            armed.push_back(each);
        else if (!ended || each.endedMs > ended->endedMs)
            ended = &each;
    }
    showSwitches(armed, nowMs);
    showEnded(ended);
}

void AftermathPanel::showProof(const std::optional<Proof> &proof, const models::Flag &flag, qint64 nowMs)
{
    m_change = flag.lastChange;
    if (proof && (!m_change || m_change->timeMs <= proof->change.timeMs))
        m_change = proof->change;
    const bool isWatching = proof && proof->state == Proof::State::Watching;
    m_icon->setVisible(proof.has_value());
    m_revert->setVisible(m_change && m_change->to == flag.value && m_change->from != m_change->to);
    m_progress->setVisible(isWatching);
    m_restart->setText(flag.declaration.restart);
    m_restartRow->setVisible(hasRestart() && proof && proof->state != Proof::State::PickedUp);
    if (!proof) {
        m_sentence->setText(m_change ? tr("Changed from %1 to %2 at %3.")
                                           .arg(shownValue(m_change->from), shownValue(m_change->to),
                                                format::dateTime(m_change->timeMs))
                                     : tr("No change of it is known."));
        return;
    }
    m_icon->setTone(toneOf(proof->state));
    const auto gone = std::clamp<qint64>(nowMs - proof->sinceMs, 0, proof->untilMs - proof->sinceMs);
    m_sentence->setText(isWatching
                            ? tr("%1 %2 so far.").arg(proof->sentence, format::seconds(double(gone / 1000)))
                            : proof->sentence);
    m_progress->setRange(0, std::max(1, int(proof->untilMs - proof->sinceMs)));
    m_progress->setValue(int(gone));
}

void AftermathPanel::showSwitches(const std::vector<Switch> &armed, qint64 nowMs)
{
    if (!std::ranges::equal(armed, m_lines, {}, &Switch::id, [](const Line &line) { return line.each.id; })) {
        m_lines.clear();
        while (auto *item = m_switches->layout()->takeAt(0)) {
            item->widget()->deleteLater();
            delete item;
        }
        for (const auto &each : armed)
            addLine(each);
    }
    m_switches->setVisible(!armed.empty());
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const auto &each = armed[i];
        const auto gap = each.sentence.isEmpty() ? QString() : u" · "_s + each.sentence;
        m_lines[i].text->setText(
            tr("Armed: %1 · %2%3").arg(describe(each.terms), timeLeft(each.terms, nowMs), gap));
    }
}

void AftermathPanel::addLine(const Switch &each)
{
    auto *row = new QWidget(m_switches);
    auto *icon = new ToneIcon(row);
    icon->setTone(Tone::Info);
    auto *text = new ElidedLabel(row);
    text->setObjectName(u"armedSwitch"_s);
    auto *disarm = new QPushButton(tr("Disarm"), row);
    disarm->setObjectName(u"disarmButton"_s);
    disarm->setToolTip(tr("Leave the flag as it is: it is not reverted by itself any more"));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(icon);
    layout->addWidget(text, 1);
    layout->addWidget(disarm);
    m_switches->layout()->addWidget(row);
    connect(disarm, &QPushButton::clicked, this, [this, id = each.id] { Q_EMIT disarmRequested(id); });
    m_lines.push_back({each, text});
}

void AftermathPanel::showEnded(const Switch *ended)
{
    m_ended->setVisible(ended);
    if (ended)
        m_ended->setText(tr("The last dead man's switch, %1 at %2: %3")
                             .arg(toString(ended->state), format::dateTime(ended->endedMs), ended->sentence));
}

} // namespace seawall::ui
