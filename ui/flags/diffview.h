// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace seawall::ui {

/// A difference to read: what goes and what comes by sign and colour.
class DiffView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DiffView(QWidget *parent = nullptr);

    void setLines(const QStringList &lines);
    void fitTo(int most); ///< as high as its lines, but no more than that many

protected:
    void changeEvent(QEvent *event) override;

private:
    class Painter;
    Painter *m_painter;
};

} // namespace seawall::ui
