// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

namespace seawall::ui {

/// What a run tells, in letters of one width. A sentence that is longer than the log is wide goes on beside
/// its time, below its beginning; an excerpt of a script is never broken, as the caret in it stands below its
/// place.
class RunLog final : public QTextEdit
{
    Q_OBJECT

public:
    explicit RunLog(QWidget *parent = nullptr);

    void addSentence(qint64 timeMs, const QString &sentence);
    void addExcerpt(const QString &lines);
    void scrollToEnd();

private:
    void add(const QString &text, const QTextBlockFormat &format);
};

} // namespace seawall::ui
