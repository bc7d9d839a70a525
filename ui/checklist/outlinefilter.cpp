// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/outlinefilter.h"

namespace seawall::ui {

using M = models::ChecklistModel;
using models::StepState;
using Show = OutlinePanel::Show;

OutlineFilter::OutlineFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
}

void OutlineFilter::setShown(Show what)
{
    m_shown = what;
    invalidateFilter();
}

void OutlineFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

bool OutlineFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto index = sourceModel()->index(row, 0, parent);
    if (!m_text.isEmpty() && !index.data(M::FindRole).toString().contains(m_text, Qt::CaseInsensitive))
        return false;
    if (m_shown == Show::All)
        return true;
    if (!index.data(M::OwnRole).isValid())
        return false; // by the steps below it
    const auto state = StepState(index.data(M::OwnRole).toInt());
    switch (m_shown) {
    case Show::Open:
        return !models::isDone(state);
    case Show::Failed:
        return state == StepState::Failed || state == StepState::Interrupted;
    case Show::Stale:
        return state == StepState::Stale;
    case Show::All:
        break;
    }
    return true;
}

bool OutlineFilter::isFound(const QModelIndex &index) const
{
    const auto source = mapToSource(index);
    return filterAcceptsRow(source.row(), source.parent());
}

} // namespace seawall::ui
