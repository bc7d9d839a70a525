// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/readiness.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace seawall::ui {

class ToneIcon;

/// One check of readiness as a whole: what was found, the query that shows it, and what to do; both to be
/// copied.
class CheckDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit CheckDetails(QWidget *parent = nullptr);

    void showCheck(const db::ReadinessCheck *check); ///< nullptr: none is chosen

private:
    struct Text {
        QPlainTextEdit *view = nullptr;
        QToolButton *copy = nullptr;
    };
    Text addText(const QString &name, const QString &title, const QString &copyTip, QBoxLayout *layout);
    static void fill(const Text &text, const QString &content, const QString &placeholder);

    ToneIcon *m_icon;
    QLabel *m_title;
    QLabel *m_found;
    QWidget *m_texts;
    Text m_query, m_remedy;
};

} // namespace seawall::ui
