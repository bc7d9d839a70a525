// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages.h"
#include "ui/tone.h"

#include <QFrame>

#include <map>

class QButtonGroup;
class QVBoxLayout;

namespace seawall::ui {

class RailButton;

/// The pages at the left edge, as icons with a word below. One is current; a page can carry a count.
class NavigationRail final : public QFrame
{
    Q_OBJECT

public:
    explicit NavigationRail(const std::vector<PageInfo> &pages, QWidget *parent = nullptr);

    void setCurrent(const QString &id);
    void setCount(const QString &id, int count, Tone tone); ///< 0 takes the mark away

Q_SIGNALS:
    void pageRequested(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::map<QString, RailButton *> m_buttons;
    QButtonGroup *m_group;
};

} // namespace seawall::ui
