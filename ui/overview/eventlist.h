// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/card.h"
#include "ui/overview/eventdelegate.h"

class QAbstractItemModel;
class QListView;

namespace seawall::ui {

class StatePanel;

/// A card with the rows of an event model, one line each, and a designed state while there are none.
class EventList final : public Card
{
    Q_OBJECT

public:
    /// `name` becomes the object name of the list. The model is not owned.
    EventList(const QString &title, const QString &name, QAbstractItemModel *model,
              EventDelegate::Columns columns, QWidget *parent = nullptr);

    void setEmptyState(Tone tone, const QString &title, const QString &text);

Q_SIGNALS:
    void activated();

private:
    void showState();

    QAbstractItemModel *m_model;
    QListView *m_view;
    StatePanel *m_empty;
};

} // namespace seawall::ui
