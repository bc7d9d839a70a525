// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/termspanel.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr int usualLag = 5, usualPool = 90, usualMinutes = 10, longestMinutes = 24 * 60;
constexpr int hourS = 3600;

/// To the minute, which is what can be seen of it.
QDateTime inAnHour()
{
    auto moment = QDateTime::currentDateTime().addSecs(hourS);
    moment.setTime(QTime(moment.time().hour(), moment.time().minute()));
    return moment;
}

} // namespace

TermsPanel::TermsPanel(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(fontMetrics().height() / 3);
    layout->addWidget(new QLabel(tr("Taken back by itself, if you choose so:"), this));
    layout->addLayout(watchLine());
    layout->addLayout(timeLine());
    choose({}, QDateTime::currentMSecsSinceEpoch());
    for (auto *each : {m_onLag, m_onPool, m_onTime})
        connect(each, &QCheckBox::toggled, this, &TermsPanel::changed);
    for (auto *each : {m_pool, m_minutes})
        connect(each, &QSpinBox::valueChanged, this, &TermsPanel::changed);
    connect(m_lag, &QDoubleSpinBox::valueChanged, this, &TermsPanel::changed);
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, &TermsPanel::changed);
}

QCheckBox *TermsPanel::box(const QString &name, const QString &text, const QString &tip)
{
    auto *made = new QCheckBox(text, this);
    made->setObjectName(name);
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    return made;
}

QHBoxLayout *TermsPanel::watchLine()
{
    m_onLag = box(u"termsOnLag"_s, tr("Revert if lag >"),
                  tr("Revert it if the replay lag of a replica is above this, or unknown for as long"));
    m_lag = new QDoubleSpinBox(this);
    m_lag->setObjectName(u"termsLag"_s);
    m_lag->setRange(0.1, 86400);
    m_lag->setDecimals(1);
    m_lag->setSuffix(u" s"_s);
    m_lag->setAccessibleName(tr("Replay lag in seconds"));
    m_onPool = box(u"termsOnPool"_s, tr("or pool >"),
                   tr("Revert it if a node's connections, or a pool, are used above this share"));
    m_pool = new QSpinBox(this);
    m_pool->setObjectName(u"termsPool"_s);
    m_pool->setRange(1, 100);
    m_pool->setSuffix(u" %"_s);
    m_pool->setAccessibleName(tr("Share of the connections in percent"));
    m_minutes = new QSpinBox(this);
    m_minutes->setObjectName(u"termsMinutes"_s);
    m_minutes->setRange(1, longestMinutes);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setAccessibleName(tr("How long it is watched, in minutes"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_onLag);
    line->addWidget(m_lag);
    line->addWidget(m_onPool);
    line->addWidget(m_pool);
    line->addStretch();
    const auto follow = [this] {
        m_lag->setEnabled(m_onLag->isChecked());
        m_pool->setEnabled(m_onPool->isChecked());
        m_minutes->setEnabled(m_onLag->isChecked() || m_onPool->isChecked());
    };
    connect(m_onLag, &QCheckBox::toggled, this, follow);
    connect(m_onPool, &QCheckBox::toggled, this, follow);
    follow();
    return line;
}

QHBoxLayout *TermsPanel::timeLine()
{
    m_onTime = box(u"termsOnTime"_s, tr("Revert at"),
                   tr("A timed flag: it is reverted then, whatever the figures are"));
    m_time = new QDateTimeEdit(this);
    m_time->setObjectName(u"termsTime"_s);
    m_time->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    m_time->setAccessibleName(tr("When it is reverted"));
    m_time->setEnabled(false);
    auto *line = new QHBoxLayout;
    line->addWidget(new QLabel(tr("within"), this));
    line->addWidget(m_minutes);
    line->addSpacing(fontMetrics().height());
    line->addWidget(m_onTime);
    line->addWidget(m_time);
    line->addStretch();
    connect(m_onTime, &QCheckBox::toggled, m_time, &QWidget::setEnabled);
    connect(m_onTime, &QCheckBox::toggled, this, [this](bool isOn) {
        if (isOn && m_time->dateTime() < QDateTime::currentDateTime())
            m_time->setDateTime(inAnHour());
    });
    return line;
}

models::SwitchTerms TermsPanel::terms(qint64 nowMs) const
{
    models::SwitchTerms terms;
    if (m_onLag->isChecked())
        terms.lagSeconds = m_lag->value();
    if (m_onPool->isChecked())
        terms.poolShare = m_pool->value() / 100.0;
    if (terms.lagSeconds || terms.poolShare)
        terms.watchUntilMs = nowMs + m_minutes->value() * minuteMs;
    if (m_onTime->isChecked())
        terms.revertAtMs = m_time->dateTime().toMSecsSinceEpoch();
    return terms;
}

void TermsPanel::choose(const models::SwitchTerms &terms, qint64 nowMs)
{
    m_onLag->setChecked(terms.lagSeconds.has_value());
    m_lag->setValue(terms.lagSeconds.value_or(usualLag));
    m_onPool->setChecked(terms.poolShare.has_value());
    m_pool->setValue(terms.poolShare ? qRound(*terms.poolShare * 100) : usualPool);
    m_minutes->setValue(terms.watchUntilMs ? int((*terms.watchUntilMs - nowMs + minuteMs - 1) / minuteMs)
                                           : usualMinutes);
    m_onTime->setChecked(terms.revertAtMs.has_value());
    m_time->setDateTime(terms.revertAtMs ? QDateTime::fromMSecsSinceEpoch(*terms.revertAtMs) : inAnHour());
}

} // namespace seawall::ui
