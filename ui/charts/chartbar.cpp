// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartbar.h"

#include "ui/charts/axisscale.h"
#include "ui/charts/timewindow.h"
#include "ui/elidedlabel.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QIcon>
#include <QToolButton>

namespace seawall::ui {

using namespace Qt::StringLiterals;

ChartBar::ChartBar(TimeWindow *window, QWidget *parent) : QWidget(parent), m_window(window)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    const auto choice = [&](const QString &name, const QString &text, qint64 spanMs) {
        auto *made = button(u"window_"_s + name, text, {}, tr("Show the last %1").arg(text));
        made->setCheckable(true);
        connect(made, &QToolButton::clicked, this, [this, spanMs] {
            m_window->setSpan(spanMs);
            show(); // a second click on the same choice would uncheck it
        });
        layout->addWidget(made);
        m_choices.push_back({spanMs, made});
    };
    constexpr qint64 minute = 60'000, hour = 60 * minute, day = 24 * hour;
    choice(u"1min"_s, tr("1 min"), minute);
    choice(u"5min"_s, tr("5 min"), 5 * minute);
    choice(u"15min"_s, tr("15 min"), 15 * minute);
    choice(u"1h"_s, tr("1 h"), hour);
    choice(u"6h"_s, tr("6 h"), 6 * hour);
    choice(u"24h"_s, tr("24 h"), day);
    choice(u"7d"_s, tr("7 d"), 7 * day);
    choice(u"30d"_s, tr("30 d"), 30 * day);
    m_range = new ElidedLabel(this);
    m_range->setObjectName(u"windowRange"_s);
    m_range->setForegroundRole(QPalette::PlaceholderText);
    m_range->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addSpacing(8);
    layout->addWidget(m_range, 1);
    auto *back = button(u"windowBack"_s, u"◀"_s, u"go-previous"_s, tr("Earlier (Left)"));
    auto *forth = button(u"windowForth"_s, u"▶"_s, u"go-next"_s, tr("Later (Right)"));
    m_live = button(u"windowLive"_s, tr("Live"), u"media-seek-forward"_s,
                    tr("Follow the present (End, double click)"));
    m_live->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_live->setCheckable(true);
    connect(back, &QToolButton::clicked, window, [window] { window->pan(-window->spanMs() / 2); });
    connect(forth, &QToolButton::clicked, window, [window] { window->pan(window->spanMs() / 2); });
    connect(m_live, &QToolButton::clicked, this, [this] {
        m_window->goLive();
        show();
    });
    for (auto *one : {back, forth, m_live})
        layout->addWidget(one);
    connect(window, &TimeWindow::changed, this, &ChartBar::show);
    show();
}

QToolButton *ChartBar::button(const QString &name, const QString &text, const QString &icon,
                              const QString &toolTip)
{
    auto *made = new QToolButton(this);
    made->setObjectName(name);
    made->setText(text);
    if (!icon.isEmpty())
        made->setIcon(QIcon::fromTheme(icon));
    made->setToolTip(toolTip);
    made->setAccessibleName(toolTip);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

void ChartBar::show()
{
    for (const auto &[spanMs, choice] : m_choices)
        choice->setChecked(spanMs == m_window->spanMs());
    m_live->setChecked(m_window->isLive());
    const auto now = m_window->nowMs();
    const auto zone = QDateTime::fromMSecsSinceEpoch(m_window->toMs()).timeZoneAbbreviation();
    const auto text = m_window->toMs() == 0 ? QString()
                                            : tr("%1 – %2 %3")
                                                  .arg(momentText(m_window->fromMs(), now),
                                                       momentText(m_window->toMs(), now), zone);
    m_range->setText(text);
    m_range->setToolTip(tr("%1. Drag to zoom in, wheel to zoom, Shift and drag to move.").arg(text));
    fit();
}

void ChartBar::fit()
{
    int wanted = 8 + m_range->sizeHint().width();
    for (const auto *each : findChildren<QToolButton *>())
        wanted += each->sizeHint().width() + layout()->spacing();
    for (auto choice = m_choices.rbegin(); choice != m_choices.rend(); ++choice) {
        const bool isHidden = wanted > width() && !choice->button->isChecked();
        choice->button->setVisible(!isHidden);
        if (isHidden)
            wanted -= choice->button->sizeHint().width() + layout()->spacing();
    }
}

void ChartBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace seawall::ui
