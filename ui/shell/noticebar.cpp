// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/noticebar.h"

#include "ui/elidedlabel.h"
#include "ui/toneicon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

NoticeBar::NoticeBar(QWidget *parent) : QFrame(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(u"noticeBar"_s);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    hide();
}

void NoticeBar::post(const QString &key, Tone tone, const QString &text, const QString &action)
{
    auto found = m_notices.find(key);
    if (found != m_notices.end() && found->second.tone == tone && found->second.text == text)
        return;
    if (found == m_notices.end())
        found = m_notices.emplace(key, Notice{tone, text, action, nullptr}).first;
    else
        removeRow(found->second);
    found->second = {tone, text, action, nullptr};
    found->second.row = makeRow(key, found->second);
    m_layout->addWidget(found->second.row);
    show();
}

void NoticeBar::withdraw(const QString &key)
{
    const auto found = m_notices.find(key);
    if (found == m_notices.end())
        return;
    removeRow(found->second);
    m_notices.erase(found);
}

void NoticeBar::withdrawAll()
{
    while (!m_notices.empty())
        withdraw(m_notices.begin()->first);
}

QString NoticeBar::textOf(const QString &key) const
{
    const auto found = m_notices.find(key);
    return found != m_notices.end() && found->second.row ? found->second.text : QString();
}

QWidget *NoticeBar::makeRow(const QString &key, const Notice &notice)
{
    const int em = fontMetrics().height();
    auto *row = new QFrame(this);
    row->setObjectName(u"notice_"_s + key);
    row->setAutoFillBackground(true);
    auto colours = row->palette();
    // An opaque mixture: a half-transparent one would show the window through when rows overlap while moving.
    const auto tint = toneColour(palette(), notice.tone);
    const auto ground = palette().color(QPalette::Window);
    const auto mix = [](int a, int b) { return (a * 9 + b * 91) / 100; };
    colours.setColor(QPalette::Window,
                     QColor(mix(tint.red(), ground.red()), mix(tint.green(), ground.green()),
                            mix(tint.blue(), ground.blue())));
    row->setPalette(colours);

    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(em, em / 4, em / 2, em / 4);
    layout->setSpacing(em / 2);
    auto *icon = new ToneIcon(row);
    icon->setTone(notice.tone);
    auto *text = new ElidedLabel(notice.text, row);
    text->setObjectName(u"noticeText"_s);
    layout->addWidget(icon);
    layout->addWidget(text, 1);
    if (!notice.action.isEmpty()) {
        auto *button = new QPushButton(notice.action, row);
        button->setObjectName(u"noticeAction"_s);
        layout->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, key] { Q_EMIT actionTriggered(key); });
    }
    auto *close = new QToolButton(row);
    close->setObjectName(u"noticeClose"_s);
    close->setText(u"✕"_s);
    close->setToolTip(tr("Hide until it changes"));
    close->setAccessibleName(close->toolTip());
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, [this, key] { removeRow(m_notices.at(key)); });
    return row;
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (auto &[key, notice] : m_notices) {
        if (!notice.row)
            continue;
        auto *old = notice.row;
        notice.row = makeRow(key, notice);
        delete m_layout->replaceWidget(old, notice.row);
        old->deleteLater();
    }
}

void NoticeBar::removeRow(Notice &notice)
{
    if (!notice.row)
        return;
    notice.row->hide();
    notice.row->deleteLater();
    notice.row = nullptr;
    const bool any = std::ranges::any_of(m_notices, [](const auto &entry) { return entry.second.row; });
    setVisible(any);
}

} // namespace seawall::ui
