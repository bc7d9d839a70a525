// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/lint.h"

#include <QPlainTextEdit>

#include <map>

namespace seawall::ui {

class SqlHighlighter;

/// A script to read: line numbers, SQL in colours, and the sign of the worst finding beside its line.
class SqlView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SqlView(QWidget *parent = nullptr);

    /// `firstLine`: of the text within its file.
    void setScript(const QString &sql, int firstLine, const std::vector<db::Finding> &findings);
    void showLine(int line); ///< of the file: scrolls there and marks it

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void colour();
    void placeGutter();
    void paintGutter(QPaintEvent *event);
    int gutterWidth() const;

    QWidget *m_gutter;
    SqlHighlighter *m_highlighter;
    int m_firstLine = 1;
    std::map<int, db::Finding::Severity> m_marks; ///< by line of the file
    std::map<int, QStringList> m_messages;
};

} // namespace seawall::ui
