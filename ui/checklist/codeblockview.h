// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QPlainTextEdit;

namespace seawall::ui {

class SqlHighlighter;

/// A block of code to read and copy: its caption, and the text as high as it is, up to a limit.
class CodeBlockView final : public QFrame
{
    Q_OBJECT

public:
    CodeBlockView(const QString &caption, const QString &language, const QString &text,
                  QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    QPlainTextEdit *m_text;
    SqlHighlighter *m_highlighter = nullptr; ///< of SQL only
};

} // namespace seawall::ui
