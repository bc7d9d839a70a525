// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include <optional>

namespace seawall::ui {

/// A switch that shows what is, not what is wished: a click only asks, and the knob moves once show() says
/// so. The side of the knob, its mark and the word beside it tell the state; the colour only repeats it.
class SwitchButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit SwitchButton(QWidget *parent = nullptr);

    /// `isOn` nothing: neither, the knob stands in the middle.
    void show(std::optional<bool> isOn, const QString &word);
    using QWidget::show;
    std::optional<bool> isOn() const { return m_isOn; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void nextCheckState() override {} // only show() moves it
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QRectF trackRect() const;
    void paintTrack(QPainter &painter, const QRectF &track) const;
    void paintKnob(QPainter &painter, const QRectF &track) const;

    std::optional<bool> m_isOn;
};

} // namespace seawall::ui
