// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace seawall::ui {

/// Colours SQL by PostgreSQL's own lexical rules, over the whole text at once, so that quotes and comments of
/// several lines are right. Colours are those of the palette it is given.
class SqlHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit SqlHighlighter(QTextDocument *document);

    void setSql(const QString &sql, const QPalette &palette); ///< before the document gets the same text

protected:
    void highlightBlock(const QString &line) override;

private:
    struct Run {
        int length = 0;
        QTextCharFormat format;
    };
    std::map<int, Run> m_runs; ///< by position in the text
};

} // namespace seawall::ui
