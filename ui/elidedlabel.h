// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace seawall::ui {

/// Plain text that gives way: one line, or as many as are set. What does not fit is elided, and the whole is
/// the tooltip.
class ElidedLabel final : public QFrame
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr) : ElidedLabel(QString(), parent) {}
    explicit ElidedLabel(const QString &text, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const { return m_text; }
    bool isElided() const;
    void setMaximumLines(int lines); ///< its height is theirs, whatever it says
    void setElideMode(Qt::TextElideMode mode);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QStringList linesIn(int width) const; ///< the last with all that is left

    QString m_text;
    int m_lines = 1;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace seawall::ui
