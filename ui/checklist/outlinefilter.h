// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/checklist/outlinepanel.h"

#include <QSortFilterProxyModel>

namespace seawall::ui {

/// Lets through the steps in the wanted states that hold a text, and what stands above them.
class OutlineFilter final : public QSortFilterProxyModel
{
public:
    explicit OutlineFilter(QObject *parent = nullptr);

    void setShown(OutlinePanel::Show what);
    OutlinePanel::Show shown() const { return m_shown; }
    void setText(const QString &text);
    bool isFound(const QModelIndex &index) const; ///< itself, and not by what stands below it

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    OutlinePanel::Show m_shown = OutlinePanel::Show::All;
    QString m_text;
};

} // namespace seawall::ui
