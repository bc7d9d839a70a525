// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

namespace seawall::ui {

/// The span of time that the charts of a page show together, and the one time cursor they share. Times are
/// ms since the epoch on the console's wall clock. While live, the right edge follows setNow().
class TimeWindow : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 shortestMs = 10'000;
    static constexpr qint64 longestMs = 2LL * 366 * 86'400'000;

    explicit TimeWindow(qint64 spanMs = 300'000, QObject *parent = nullptr);

    qint64 toMs() const { return m_toMs; }
    qint64 fromMs() const { return m_toMs - m_spanMs; }
    qint64 spanMs() const { return m_spanMs; }
    qint64 nowMs() const { return m_nowMs; }
    bool isLive() const { return m_live; }
    std::optional<qint64> cursorMs() const { return m_cursorMs; }

    void setNow(qint64 nowMs);                 ///< the time of the latest sample
    void setSpan(qint64 spanMs);               ///< keeps the right edge
    void setRange(qint64 fromMs, qint64 toMs); ///< live again where it reaches now
    void pan(qint64 byMs);                     ///< never past now
    void zoom(double factor, qint64 anchorMs); ///< factor < 1 shows less; a live window stays live
    void goLive();
    void setCursor(std::optional<qint64> cursorMs);

Q_SIGNALS:
    void changed(); ///< range or live
    void cursorChanged();

private:
    void apply(qint64 toMs, qint64 spanMs);

    qint64 m_nowMs = 0, m_toMs = 0, m_spanMs;
    bool m_live = true;
    std::optional<qint64> m_cursorMs;
};

} // namespace seawall::ui
