// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace seawall::ui {

/// The legend of a chart, in one line: marker, name and figure of each series. Names elide where it is
/// narrow; what does not fit at all is counted, and the tooltip holds everything.
class ChartLegend final : public QWidget
{
    Q_OBJECT

public:
    struct Item {
        int colour = 0;
        QString label, figure;
        bool operator==(const Item &) const = default;
    };
    explicit ChartLegend(QWidget *parent = nullptr);

    void setItems(const std::vector<Item> &items, const QString &moment); ///< moment: empty where it is now
    const std::vector<Item> &items() const { return m_items; }
    /// How many of them, from the first, so much room shows; fewer than all leave room for their count.
    std::size_t shownIn(int room) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int nameWidth(const Item &item) const;
    int itemWidth(const Item &item) const;
    int shortNameWidth(const Item &item, int room) const;

    std::vector<Item> m_items;
    QString m_moment;
};

} // namespace seawall::ui
