// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotcanvas.h"

#include <QHelpEvent>
#include <QToolTip>

#include <cmath>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double dragThreshold = 4;

/// Ticks and labels of the value axis, as the scene's scale says.
class FigureTicker final : public QCPAxisTicker
{
public:
    explicit FigureTicker(const PlotScene &scene) : m_scene(scene) {}
    void generate(const QCPRange &, const QLocale &, QChar, int, QVector<double> &ticks, QVector<double> *,
                  QVector<QString> *labels) override
    {
        ticks.clear();
        if (labels)
            labels->clear();
        if (!m_scene.message.isEmpty())
            return; // a scale of nothing says nothing
        const auto count = std::lround(std::floor(m_scene.scale.top / m_scene.scale.step + 1e-6));
        for (long i = 0; i <= count; ++i) {
            ticks << static_cast<double>(i) * m_scene.scale.step;
            if (labels)
                *labels << m_scene.scale.label(ticks.back());
        }
    }

private:
    const PlotScene &m_scene;
};

/// Ticks and labels of the time axis.
class MomentTicker final : public QCPAxisTicker
{
public:
    explicit MomentTicker(const QCustomPlot &plot) : m_plot(plot) {}
    void generate(const QCPRange &range, const QLocale &, QChar, int, QVector<double> &ticks,
                  QVector<double> *, QVector<QString> *labels) override
    {
        const int width = m_plot.axisRect()->width();
        const int label = m_plot.fontMetrics().horizontalAdvance(u"00:00:00"_s) * 5 / 3;
        ticks.clear();
        if (labels)
            labels->clear();
        for (const auto &tick : timeTicks(static_cast<qint64>(range.lower), static_cast<qint64>(range.upper),
                                          std::max(2, width / label))) {
            ticks << static_cast<double>(tick.ms);
            if (labels)
                *labels << tick.label;
        }
    }

private:
    const QCustomPlot &m_plot;
};

} // namespace

PlotCanvas::PlotCanvas(TimeWindow *window, QWidget *parent) : QCustomPlot(parent), m_window(window)
{
    setFocusPolicy(Qt::NoFocus); // the TimeChart around it takes the keys
    setMouseTracking(true);
    setMinimumSize(160, 60);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAntialiasedElements(QCP::aeNone);
    addLayer(u"cursor"_s);
    layer(u"cursor"_s)->setMode(QCPLayer::lmBuffered);
    // Owned by the plot, as every layerable is.
    new PlotLayer(this, u"main"_s, m_scene, paintFigures);
    new PlotLayer(this, u"main"_s, m_scene, paintEvents);
    new PlotLayer(this, u"cursor"_s, m_scene, paintCursor);
    xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new MomentTicker(*this)));
    yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new FigureTicker(m_scene)));
    connect(this, &QCustomPlot::afterLayout, this, [this] {
        m_scene.map.rect = QRectF(axisRect()->rect());
        m_scene.map.fromMs = xAxis->range().lower;
        m_scene.map.toMs = xAxis->range().upper;
        m_scene.map.top = yAxis->range().upper;
    });
    restyle(palette());
}

int PlotCanvas::columns() const
{
    const auto margins = axisRect()->margins();
    return std::max(16, width() - margins.left() - margins.right());
}

void PlotCanvas::setMargins()
{
    // The same left margin for every chart, so that the time axes of a page stand in line.
    const auto metrics = QFontMetrics(yAxis->tickLabelFont());
    const int left = metrics.horizontalAdvance(u"1000 MB/s"_s) + 12;
    axisRect()->setAutoMargins(QCP::msNone);
    axisRect()->setMargins(QMargins(left, metrics.height() / 2 + 2, 10, metrics.height() + 8));
}

void PlotCanvas::styleAxis(QCPAxis *axis) const
{
    const auto &colours = m_scene.colours;
    auto small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    axis->setTickLabelFont(small);
    axis->setTickLabelColor(colours.faintText);
    axis->setBasePen(QPen(colours.axis));
    axis->setTickPen(QPen(colours.axis));
    axis->setSubTicks(false);
    axis->setTickLength(0, axis == xAxis ? 4 : 0);
    axis->setTickLabelPadding(5);
    axis->grid()->setPen(QPen(colours.grid));
    axis->grid()->setZeroLinePen(Qt::NoPen);
}

void PlotCanvas::restyle(const QPalette &from)
{
    m_scene.colours = ChartColours::of(from);
    setBackground(m_scene.colours.background);
    styleAxis(xAxis);
    styleAxis(yAxis);
    yAxis->setBasePen(Qt::NoPen);
    setMargins();
}

void PlotCanvas::repaintScene()
{
    m_scene.outlines = m_scene.data.outlines();
    yAxis->setRange(0, m_scene.scale.top);
    replot(rpQueuedRefresh);
}

void PlotCanvas::repaintCursor()
{
    layer(u"cursor"_s)->replot();
}

void PlotCanvas::followMouse()
{
    if (m_drag == Drag::None && m_hovered && m_window->cursorMs())
        m_window->setCursor(m_scene.map.ms(mapFromGlobal(QCursor::pos()).x()));
}

void PlotCanvas::resizeEvent(QResizeEvent *)
{
    setViewport(rect());
    Q_EMIT resized();
}

void PlotCanvas::mousePressEvent(QMouseEvent *event)
{
    if (parentWidget())
        parentWidget()->setFocus(Qt::MouseFocusReason);
    const bool pan = event->button() == Qt::MiddleButton ||
                     (event->button() == Qt::LeftButton && event->modifiers() & Qt::ShiftModifier);
    if (!pan && event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    m_drag = pan ? Drag::Pan : Drag::Select;
    m_dragStart = event->position();
    m_dragStartTo = m_window->toMs();
    if (pan)
        setCursor(Qt::ClosedHandCursor);
}

void PlotCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const double dx = event->position().x() - m_dragStart.x();
    if (m_drag == Drag::Pan) {
        const double msPerPixel =
            static_cast<double>(m_window->spanMs()) / std::max(1.0, m_scene.map.rect.width());
        m_window->pan(m_dragStartTo - static_cast<qint64>(dx * msPerPixel) - m_window->toMs());
        return;
    }
    if (m_drag == Drag::Select && (m_scene.selection || std::abs(dx) > dragThreshold)) {
        m_scene.selection = {m_scene.map.ms(m_dragStart.x()), m_scene.map.ms(event->position().x())};
        repaintCursor();
    }
    m_hovered = true;
    const bool inside = m_scene.map.rect.adjusted(-2, -2, 2, 30).contains(event->position());
    m_window->setCursor(inside ? std::optional(m_scene.map.ms(event->position().x())) : std::nullopt);
}

void PlotCanvas::mouseReleaseEvent(QMouseEvent *)
{
    m_drag = Drag::None;
    unsetCursor();
    if (!m_scene.selection)
        return;
    const auto [a, b] = *m_scene.selection;
    m_scene.selection.reset();
    repaintCursor();
    m_window->setRange(std::min(a, b), std::max(a, b));
}

void PlotCanvas::mouseDoubleClickEvent(QMouseEvent *)
{
    m_window->goLive();
}

void PlotCanvas::wheelEvent(QWheelEvent *event)
{
    const auto delta = event->angleDelta();
    const bool sideways = std::abs(delta.x()) > std::abs(delta.y()) || event->modifiers() & Qt::ShiftModifier;
    const double notches = (sideways && delta.x() != 0 ? delta.x() : delta.y()) / 120.0;
    if (sideways)
        m_window->pan(static_cast<qint64>(-notches * static_cast<double>(m_window->spanMs()) / 10));
    else
        m_window->zoom(std::pow(0.8, notches), m_scene.map.ms(event->position().x()));
    event->accept();
}

void PlotCanvas::leaveEvent(QEvent *event)
{
    m_hovered = false;
    m_window->setCursor(std::nullopt);
    QCustomPlot::leaveEvent(event);
}

bool PlotCanvas::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QCustomPlot::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QStringList lines;
    for (const auto &found : eventsAt(m_scene, help->pos().x())) {
        if (lines.size() == 8)
            break;
        lines << momentText(found.timeMs, m_window->nowMs()) + u"  "_s + found.sentence;
    }
    if (lines.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), lines.join(u'\n'), this);
    return true;
}

} // namespace seawall::ui
