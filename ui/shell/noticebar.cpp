// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/noticebar.h"

#include "ui/elidedlabel.h"
#include "ui/toneicon.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int keptLines = 2;
constexpr int heldMs = 700; // longer than a click that was meant for what stood there before

void offer(QPushButton *button, const QString &against)
{
    if (!button)
        return;
    button->setEnabled(against.isEmpty());
    button->setToolTip(against);
    button->setAccessibleDescription(against);
}

} // namespace

NoticeBar::NoticeBar(Place place, QWidget *parent)
    : QFrame(parent), m_place(place), m_layout(new QVBoxLayout), m_turn(new QToolButton(this))
{
    setObjectName(u"noticeBar"_s);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_turn->setObjectName(u"noticeTurn"_s);
    m_turn->setToolTip(tr("Show the next notice"));
    m_turn->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(fontMetrics().height() / 4);
    layout->addLayout(m_layout, 1);
    layout->addWidget(m_turn);
    connect(m_turn, &QToolButton::clicked, this, &NoticeBar::turn);
    if (m_place == Place::Kept)
        setFixedHeight(
            std::max(QPushButton(u"…"_s).sizeHint().height(), fontMetrics().lineSpacing() * keptLines) +
            fontMetrics().height() / 4 * 2);
    arrange();
}

void NoticeBar::setCalm(QWidget *calm)
{
    m_calm = calm;
    m_layout->addWidget(calm);
    arrange();
}

void NoticeBar::post(const QString &key, Tone tone, const QString &text, const QString &action)
{
    auto found = m_notices.find(key);
    if (found != m_notices.end() && found->second.tone == tone && found->second.text == text)
        return;
    const auto front = m_notices.find(m_front);
    const bool isWorse =
        m_front == key || front == m_notices.end() || !front->second.row || tone > front->second.tone;
    if (found == m_notices.end())
        found = m_notices.emplace(key, Notice{tone, text, action, nullptr}).first;
    else
        removeRow(key);
    found->second = {tone, text, action, nullptr};
    found->second.row = makeRow(key, found->second);
    m_layout->addWidget(found->second.row);
    if (isWorse)
        bring(key);
    arrange();
    QAccessibleEvent alert(found->second.row, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeBar::offerAction(const QString &key, const QString &against)
{
    const auto found = m_notices.find(key);
    if (found == m_notices.end() || found->second.against == against)
        return;
    found->second.against = against;
    if (const auto *row = found->second.row)
        offer(row->findChild<QPushButton *>(u"noticeAction"_s), against);
}

/// A click on its way to what stood here before hits nothing.
void NoticeBar::hold(const QString &key)
{
    auto *row = m_notices.at(key).row;
    for (auto *button : row->findChildren<QAbstractButton *>())
        button->setEnabled(false);
    QTimer::singleShot(heldMs, row, [this, key, row] {
        for (auto *button : row->findChildren<QAbstractButton *>())
            button->setEnabled(true);
        if (const auto found = m_notices.find(key); found != m_notices.end())
            offer(row->findChild<QPushButton *>(u"noticeAction"_s), found->second.against);
    });
}

void NoticeBar::withdraw(const QString &key)
{
    if (!m_notices.contains(key))
        return;
    removeRow(key);
    m_notices.erase(key);
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

QStringList NoticeBar::shownKeys() const
{
    QStringList keys;
    for (const auto &[key, notice] : m_notices)
        if (notice.row)
            keys << key;
    std::ranges::stable_sort(keys, std::ranges::greater(),
                             [this](const QString &key) { return m_notices.at(key).tone; });
    return keys;
}

void NoticeBar::bring(const QString &key)
{
    if (m_place == Place::Kept && key != m_front && underMouse())
        hold(key);
    m_front = key;
}

void NoticeBar::turn()
{
    const auto keys = shownKeys();
    m_front = keys.value((keys.indexOf(m_front) + 1) % std::max<qsizetype>(1, keys.size()));
    arrange();
}

void NoticeBar::arrange()
{
    const auto keys = shownKeys();
    if (m_place == Place::Grown)
        return setVisible(!keys.isEmpty());
    if (!keys.isEmpty() && !keys.contains(m_front))
        bring(keys.front());
    for (const auto &key : keys)
        m_notices.at(key).row->setVisible(key == m_front);
    if (m_calm)
        m_calm->setVisible(keys.isEmpty());
    m_turn->setVisible(keys.size() > 1);
    m_turn->setText(tr("%1 of %2 ▸").arg(keys.indexOf(m_front) + 1).arg(keys.size()));
    m_turn->setAccessibleName(
        tr("Notice %1 of %2: show the next").arg(keys.indexOf(m_front) + 1).arg(keys.size()));
}

QWidget *NoticeBar::makeRow(const QString &key, const Notice &notice)
{
    const int em = fontMetrics().height();
    auto *row = new QFrame(this);
    row->setObjectName(u"notice_"_s + key);
    row->setAccessibleName(notice.text);
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
    auto *text = textFor(notice.text, row);
    layout->addWidget(icon);
    layout->addWidget(text, 1);
    if (!notice.action.isEmpty()) {
        auto *button = new QPushButton(notice.action, row);
        button->setObjectName(u"noticeAction"_s);
        layout->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, key] { Q_EMIT actionTriggered(key); });
        offer(button, notice.against);
    }
    auto *close = new QToolButton(row);
    close->setObjectName(u"noticeClose"_s);
    close->setText(u"✕"_s);
    close->setToolTip(tr("Hide until it changes"));
    close->setAccessibleName(close->toolTip());
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, [this, key] { removeRow(key); });
    return row;
}

/// Where nothing else may move, two lines, and what they cannot hold is the tool tip's; elsewhere as many as
/// it takes.
QWidget *NoticeBar::textFor(const QString &sentence, QWidget *row) const
{
    QWidget *text = nullptr;
    if (m_place == Place::Kept) {
        auto *label = new ElidedLabel(sentence, row);
        label->setMaximumLines(keptLines);
        text = label;
    } else {
        auto *label = new QLabel(sentence, row);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        text = label;
    }
    text->setObjectName(u"noticeText"_s);
    return text;
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
    arrange();
}

void NoticeBar::removeRow(const QString &key)
{
    auto &notice = m_notices.at(key);
    if (!notice.row)
        return;
    notice.row->hide();
    notice.row->deleteLater();
    notice.row = nullptr;
    arrange();
}

} // namespace seawall::ui
