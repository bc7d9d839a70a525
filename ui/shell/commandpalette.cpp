// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/shell/fuzzymatch.h"
#include "ui/tone.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int actionRole = Qt::UserRole;

QString plainText(const QAction &action)
{
    auto text = action.text();
    return text.remove(u'&');
}

} // namespace

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window), m_search(new QLineEdit(this)), m_list(new QTreeWidget(this))
{
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Command palette"));
    const int em = fontMetrics().height();
    m_search->setObjectName(u"paletteSearch"_s);
    m_search->setPlaceholderText(tr("Type a few letters of a command"));
    m_search->setAccessibleName(tr("Search commands"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(QIcon::fromTheme(u"search"_s), QLineEdit::LeadingPosition);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setProperty("bare", true);
    m_list->setIconSize({em, em});
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em * 2 / 3, em * 2 / 3, em * 2 / 3, em * 2 / 3);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    m_search->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QTreeWidget::itemClicked, this, &CommandPalette::trigger);
    hide();
}

void CommandPalette::open(const QList<QAction *> &actions)
{
    m_actions.clear();
    for (auto *action : actions)
        if (!action->isSeparator() && action->isVisible() && !action->text().isEmpty())
            m_actions << action;
    m_focusBefore = QApplication::focusWidget();
    m_search->clear();
    fill();
    place();
    show();
    raise();
    m_search->setFocus(Qt::ShortcutFocusReason);
    qApp->installEventFilter(this);
}

void CommandPalette::close()
{
    if (isHidden())
        return;
    qApp->removeEventFilter(this);
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus();
}

void CommandPalette::place()
{
    const auto *window = parentWidget();
    const int em = fontMetrics().height();
    const int width = std::min(em * 36, window->width() - em * 2);
    const int rows = std::clamp(m_list->topLevelItemCount(), 1, 14);
    const int rowHeight = m_list->sizeHintForRow(0) > 0 ? m_list->sizeHintForRow(0) : em * 3 / 2;
    const int height = std::min(rows * rowHeight + em * 5, window->height() - em * 8);
    setGeometry((window->width() - width) / 2, em * 4, width, height);
}

void CommandPalette::fill()
{
    struct Hit {
        int score;
        QAction *action;
    };
    std::vector<Hit> hits;
    for (const auto &action : m_actions)
        if (action)
            if (const auto score = fuzzyScore(m_search->text(), plainText(*action)))
                hits.push_back({*score, action});
    std::ranges::stable_sort(hits, std::greater(), &Hit::score);

    QPixmap nothing(m_list->iconSize().isValid() ? m_list->iconSize() : QSize(16, 16));
    nothing.fill(Qt::transparent);
    const QIcon blank(nothing); // so that all texts stand in one line
    m_list->clear();
    for (const auto &hit : hits) {
        const auto keys = hit.action->shortcut().toString(QKeySequence::NativeText);
        const auto text = plainText(*hit.action);
        auto *item = new QTreeWidgetItem(m_list, {text, keys});
        item->setIcon(0, hit.action->icon().isNull() ? blank : hit.action->icon());
        item->setData(0, actionRole, QVariant::fromValue(hit.action));
        item->setToolTip(0, hit.action->toolTip());
        item->setForeground(1, mutedText(palette()));
        if (!hit.action->isEnabled())
            item->setFlags(Qt::NoItemFlags);
    }
    if (hits.empty()) {
        auto *item = new QTreeWidgetItem(m_list, {tr("No command fits. Fewer letters find more.")});
        item->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentItem(m_list->topLevelItem(0));
    place();
}

void CommandPalette::move(int by)
{
    const int rows = m_list->topLevelItemCount();
    const int now = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (rows > 0)
        m_list->setCurrentItem(m_list->topLevelItem(std::clamp(now + by, 0, rows - 1)));
}

void CommandPalette::trigger()
{
    const auto *item = m_list->currentItem();
    const QPointer action = item ? item->data(0, actionRole).value<QAction *>() : nullptr;
    if (!action || !action->isEnabled())
        return;
    close();
    action->trigger();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (event->type() == QEvent::MouseButtonPress && isVisible()) {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && widget->window() == window() && widget != this && !isAncestorOf(widget))
            close();
    }
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(10);
        return true;
    case Qt::Key_PageUp:
        move(-10);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        trigger();
        return true;
    default:
        return false;
    }
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int em = fontMetrics().height();
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), em / 2.0, em / 2.0);
}

} // namespace seawall::ui
