// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/outlinedelegate.h"

#include "models/checklist/checklistmodel.h"
#include "ui/checklist/statesign.h"
#include "ui/toneicon.h"

#include <QApplication>
#include <QPainter>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using M = models::ChecklistModel;
using models::StepSpec;
using models::StepState;

namespace {

QString sideText(const QModelIndex &index)
{
    if (const auto live = index.data(M::LiveRole).toString(); !live.isEmpty())
        return OutlineDelegate::tr("now %1").arg(live);
    const auto kind = index.data(M::KindRole);
    const int total = index.data(M::TotalRole).toInt();
    QStringList parts;
    const bool isTicked =
        index.data(M::TickedRole).toBool() && index.data(M::OwnRole).toInt() == int(StepState::Open);
    if (kind.isValid())
        parts << (isTicked ? OutlineDelegate::tr("ticked in the file")
                           : models::toString(StepSpec::Kind(kind.toInt())));
    if (total > 1 || (total == 1 && !kind.isValid()))
        parts << u"%1/%2"_s.arg(index.data(M::DoneRole).toInt()).arg(total);
    return parts.join(u"  "_s);
}

/// Small signs of what is wrong below a row, right to left; returns the room that is left.
int paintTroubles(QPainter &painter, const QRect &rect, int right, const QPalette &palette,
                  const QModelIndex &index)
{
    const int size = painter.fontMetrics().height() - 3;
    for (const auto &[role, state] :
         {std::pair(M::StaleRole, StepState::Stale), std::pair(M::FailedRole, StepState::Failed)}) {
        const int count = index.data(role).toInt();
        if (count == 0)
            continue;
        const auto text = QString::number(count);
        const int width = painter.fontMetrics().horizontalAdvance(text);
        painter.setPen(toneColour(palette, toneOf(state)));
        painter.drawText(QRect(right - width, rect.top(), width, rect.height()), Qt::AlignVCenter, text);
        right -= width + size + 2;
        paintState(painter, QRectF(right, rect.center().y() - size / 2.0, size, size), palette, state);
        right -= 6;
    }
    return right;
}

} // namespace

QSize OutlineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.fontMetrics.height() * 10, option.fontMetrics.height() + 9};
}

void OutlineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    auto filled = option;
    initStyleOption(&filled, index);
    filled.text.clear();
    const auto *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &filled, painter, option.widget);

    const int em = option.fontMetrics.height();
    const auto rect = option.rect.adjusted(4, 0, -8, 0);
    const bool isHeading = index.data(M::HeadingRole).toBool();
    const auto state = StepState(index.data(M::StateRole).toInt());
    painter->save();
    int left = rect.left();
    const bool isPlain = index.data(M::TotalRole).toInt() == 0; // of a numbered plan: nothing to tick
    if (!isPlain && (!isHeading || state != StepState::Open)) {
        paintState(*painter, QRectF(left, rect.center().y() - em / 2.0 + 1, em, em), option.palette, state);
        left += em + 6;
    }
    painter->setFont(option.font);
    const auto side = sideText(index);
    int right = rect.right() - option.fontMetrics.horizontalAdvance(side);
    const bool isOff = index.data(M::HoldsRole) == QVariant(false);
    painter->setPen(isOff ? toneColour(option.palette, Tone::Critical) : mutedText(option.palette));
    painter->drawText(QRect(right, rect.top(), rect.right() - right, rect.height()), Qt::AlignVCenter, side);
    if (isOff) {
        const int size = option.fontMetrics.height() - 3;
        right -= size + 3;
        paintTone(*painter, QRectF(right, rect.center().y() - size / 2.0, size, size), option.palette,
                  Tone::Critical);
    }
    right -= side.isEmpty() ? 0 : 8;
    if (index.data(M::TotalRole).toInt() > 1 || !index.data(M::KindRole).isValid())
        right = paintTroubles(*painter, rect, right, option.palette, index);
    auto font = option.font;
    if (isHeading)
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const bool isQuiet = !isHeading && models::isDone(state);
    painter->setPen(isQuiet ? mutedText(option.palette) : option.palette.color(QPalette::Text));
    const QRect room(left, rect.top(), std::max(0, right - left), rect.height());
    painter->drawText(room, Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    painter->restore();
}

} // namespace seawall::ui
