// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/eventdelegate.h"

#include "models/format.h"
#include "models/modelroles.h"
#include "ui/unbroken.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

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

constexpr int mostLines = 3;
constexpr int mostWrapped = 200; // rows: every new one lays all out again

/// Room that icon and time take before the sentence.
int before(const QString &when, const QFontMetrics &metrics)
{
    const int em = metrics.height();
    return em / 2 + em * 3 / 2 + em * 2 / 3 +
           std::max(metrics.horizontalAdvance(u"00:00:00"_s), metrics.horizontalAdvance(when));
}

} // namespace

QString EventDelegate::text(const QModelIndex &index, int column) const
{
    return unbroken(index.siblingAtColumn(column).data(Qt::DisplayRole).toString());
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
    auto first = option.rect.adjusted(em / 2, 0, -em / 2, 0);
    first.setHeight(em * 3 / 2);
    toneIcon(tone).paint(painter, QRect(first.left(), first.center().y() - em / 2 + 1, em, em));
    first.setLeft(first.left() + em * 3 / 2);

    painter->setFont(option.font);
    painter->setPen(mutedText(option.palette));
    painter->drawText(first, Qt::AlignVCenter | Qt::AlignLeft, when(index));
    painter->setPen(option.palette.color(QPalette::WindowText));
    auto rest = option.rect.adjusted(before(when(index), option.fontMetrics), em / 4, -em / 2, -em / 4);
    const auto sentence = text(index, m_columns.sentence);
    const int lines = linesOf(index, option.fontMetrics, rest.width());
    painter->drawText(rest, (lines == 1 ? Qt::AlignVCenter : Qt::AlignTop | Qt::TextWordWrap) | Qt::AlignLeft,
                      shortened(sentence, option.font, rest.width(), lines));
    painter->restore();
}

QString EventDelegate::shortened(const QString &sentence, const QFont &font, int width, int lines)
{
    QTextLayout layout(sentence, font);
    layout.beginLayout();
    qsizetype last = 0;
    for (int i = 0; i < lines; ++i) {
        auto line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        last = line.textStart();
    }
    layout.endLayout();
    return sentence.first(last) + QFontMetrics(font).elidedText(sentence.sliced(last), Qt::ElideRight, width);
}

QString EventDelegate::when(const QModelIndex &index) const
{
    return shortTime(index.siblingAtColumn(m_columns.time).data(models::SortRole).toLongLong());
}

int EventDelegate::linesOf(const QModelIndex &index, const QFontMetrics &metrics, int width) const
{
    if (index.row() >= mostWrapped)
        return 1;
    const auto sentence = text(index, m_columns.sentence);
    if (width <= 0 || metrics.horizontalAdvance(sentence) <= width)
        return 1;
    const int height = metrics.boundingRect(QRect(0, 0, width, 1), Qt::TextWordWrap, sentence).height();
    return std::clamp((height + metrics.lineSpacing() / 2) / metrics.lineSpacing(), 1, mostLines);
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &metrics = option.fontMetrics;
    const int em = metrics.height();
    if (index.row() >= mostWrapped)
        return {em * 10, em * 3 / 2};
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    // As if there were a scroll bar: when one comes, rows are not always asked again.
    const int room =
        view ? view->width() - 2 * view->frameWidth() - view->verticalScrollBar()->sizeHint().width() : 0;
    const int width = room - before(when(index), metrics) - em / 2;
    const int lines = linesOf(index, metrics, width);
    return {em * 10, em * 3 / 2 + (lines - 1) * metrics.lineSpacing()};
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
