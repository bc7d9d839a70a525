// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/modelroles.h"

#include <QString>
#include <QVariant>

#include <array>
#include <optional>

namespace seawall::models {

/// What one cell of a table shows: its text, the raw figure it is sorted by, and a tooltip (the text itself
/// where nothing more is to be said, since long texts elide). Figures are aligned to the right.
struct Cell {
    QString text;
    QVariant raw; ///< invalid: unknown
    QString toolTip;
    bool isFigure = false;

    static Cell words(const QString &text, const QString &toolTip = {})
    {
        return {text, text, toolTip, false};
    }

    template<typename T>
    static Cell figure(const QString &text, const std::optional<T> &raw, const QString &toolTip = {})
    {
        return {text, raw ? QVariant::fromValue(*raw) : QVariant(), toolTip, true};
    }

    QVariant data(int role) const
    {
        switch (role) {
        case Qt::DisplayRole:
            return text;
        case Qt::ToolTipRole:
            return toolTip.isEmpty() ? text : toolTip;
        case SortRole:
            return raw;
        case Qt::TextAlignmentRole:
            return isFigure ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
        default:
            return {};
        }
    }
};

/// A column's title and what it means; both marked with QT_TR_NOOP, translated in the context of `Model`.
struct HeaderText {
    const char *title;
    const char *meaning;
};

template<typename Model, size_t Count>
QVariant headerCell(const std::array<HeaderText, Count> &headers, int section, int role)
{
    if (section < 0 || size_t(section) >= Count)
        return {};
    if (role == Qt::DisplayRole)
        return Model::tr(headers[size_t(section)].title);
    return role == Qt::ToolTipRole ? QVariant(Model::tr(headers[size_t(section)].meaning)) : QVariant();
}

} // namespace seawall::models
