// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toneicon.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

namespace seawall::ui {

namespace {

/// A unit square's coordinates, so that the shapes below read as drawn on paper.
QPointF in(const QRectF &box, double x, double y)
{
    return {box.left() + box.width() * x, box.top() + box.height() * y};
}

QPainterPath shapeOf(Tone tone, const QRectF &box)
{
    QPainterPath path;
    if (tone == Tone::Warning) {
        path.moveTo(in(box, 0.5, 0.06));
        path.lineTo(in(box, 0.98, 0.92));
        path.lineTo(in(box, 0.02, 0.92));
        path.closeSubpath();
    } else if (tone == Tone::Critical) {
        constexpr double cut = 0.3;
        path.addPolygon(QPolygonF{in(box, cut, 0), in(box, 1 - cut, 0), in(box, 1, cut), in(box, 1, 1 - cut),
                                  in(box, 1 - cut, 1), in(box, cut, 1), in(box, 0, 1 - cut),
                                  in(box, 0, cut)});
        path.closeSubpath();
    } else if (tone == Tone::Info) {
        path.addRoundedRect(box, box.width() * 0.22, box.height() * 0.22);
    } else {
        path.addEllipse(box);
    }
    return path;
}

void paintSign(QPainter &painter, const QRectF &box, Tone tone)
{
    const auto line = [&](double x1, double y1, double x2, double y2) {
        painter.drawLine(in(box, x1, y1), in(box, x2, y2));
    };
    switch (tone) {
    case Tone::Ok:
        painter.drawPolyline(QPolygonF{in(box, 0.27, 0.53), in(box, 0.44, 0.69), in(box, 0.74, 0.34)});
        return;
    case Tone::Warning:
        line(0.5, 0.38, 0.5, 0.62);
        line(0.5, 0.77, 0.5, 0.78);
        return;
    case Tone::Critical:
        line(0.33, 0.33, 0.67, 0.67);
        line(0.67, 0.33, 0.33, 0.67);
        return;
    case Tone::Info:
        line(0.5, 0.24, 0.5, 0.25);
        line(0.5, 0.47, 0.5, 0.76);
        return;
    case Tone::Neutral:
    case Tone::Unknown:
        break;
    }
    QPainterPath hook(in(box, 0.36, 0.38));
    hook.cubicTo(in(box, 0.38, 0.16), in(box, 0.72, 0.22), in(box, 0.63, 0.43));
    hook.cubicTo(in(box, 0.58, 0.5), in(box, 0.5, 0.52), in(box, 0.5, 0.6));
    painter.drawPath(hook);
    line(0.5, 0.77, 0.5, 0.78);
}

class ToneEngine final : public QIconEngine
{
public:
    explicit ToneEngine(Tone tone) : m_tone(tone) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        paintTone(*painter, rect, QGuiApplication::palette(), m_tone);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap image(size);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return image;
    }
    QIconEngine *clone() const override { return new ToneEngine(m_tone); }

private:
    Tone m_tone;
};

} // namespace

void paintTone(QPainter &painter, const QRectF &rect, const QPalette &palette, Tone tone)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = std::min(rect.width(), rect.height()) * 0.92;
    QRectF box(0, 0, side, side);
    box.moveCenter(rect.center());
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColour(palette, tone));
    painter.drawPath(shapeOf(tone, box));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.color(QPalette::Base), std::max(1.2, side * 0.12), Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    paintSign(painter, box, tone);
    painter.restore();
}

QIcon toneIcon(Tone tone)
{
    return QIcon(new ToneEngine(tone)); // the icon owns its engine
}

ToneIcon::ToneIcon(QWidget *parent, double ems) : QWidget(parent), m_ems(ems)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void ToneIcon::setTone(Tone tone)
{
    if (tone == m_tone)
        return;
    m_tone = tone;
    update();
}

QSize ToneIcon::sizeHint() const
{
    const int side = static_cast<int>(fontMetrics().height() * m_ems);
    return {side, side};
}

void ToneIcon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintTone(painter, rect(), palette(), m_tone);
}

} // namespace seawall::ui
