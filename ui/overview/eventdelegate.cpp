// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/eventdelegate.h"

#include "models/format.h"
#include "models/modelroles.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

/// The time alone for today's rows; the date is what matters of older ones.
QString shortTime(qint64 ms)
{
    const auto then = QDateTime::fromMSecsSinceEpoch(ms);
    return then.date() == QDate::currentDate() ? then.toString(u"HH:mm:ss"_s)
                                               : then.toString(u"MM-dd HH:mm"_s);
}

} // namespace

QString EventDelegate::text(const QModelIndex &index, int column) const
{
    return index.siblingAtColumn(column).data(Qt::DisplayRole).toString();
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    painter->save();
    const int em = option.fontMetrics.height();
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        painter->fillRect(option.rect, toneBackground(option.palette, Tone::Info));
    const auto severity = index.siblingAtColumn(m_columns.sentence).data(models::SeverityRole);
    const auto tone = severity.isValid() ? toneOf(static_cast<models::Severity>(severity.toInt())) : Tone::Ok;
    auto rect = option.rect.adjusted(em / 2, 0, -em / 2, 0);
    toneIcon(tone).paint(painter, QRect(rect.left(), rect.center().y() - em / 2 + 1, em, em));
    rect.setLeft(rect.left() + em * 3 / 2);

    painter->setFont(option.font);
    painter->setPen(mutedText(option.palette));
    const auto when = shortTime(index.siblingAtColumn(m_columns.time).data(models::SortRole).toLongLong());
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, when);
    rect.setLeft(rect.left() +
                 std::max(option.fontMetrics.horizontalAdvance(u"00:00:00"_s),
                          option.fontMetrics.horizontalAdvance(when)) +
                 em * 2 / 3);
    painter->setPen(option.palette.color(QPalette::WindowText));
    painter->drawText(
        rect, Qt::AlignVCenter | Qt::AlignLeft,
        option.fontMetrics.elidedText(text(index, m_columns.sentence), Qt::ElideRight, rect.width()));
    painter->restore();
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.fontMetrics.height() * 10, option.fontMetrics.height() * 3 / 2};
}

bool EventDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &,
                              const QModelIndex &index)
{
    if (!index.isValid())
        return false;
    const auto ms = index.siblingAtColumn(m_columns.time).data(models::SortRole).toLongLong();
    QToolTip::showText(event->globalPos(),
                       u"%1  %2\n%3"_s.arg(models::format::dateTime(ms), text(index, m_columns.node),
                                           text(index, m_columns.sentence)),
                       view);
    return true;
}

} // namespace seawall::ui
