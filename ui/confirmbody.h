// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operation.h"

#include <QScrollArea>

class QLabel;
class QPlainTextEdit;
class QVBoxLayout;

namespace seawall::ui {

class GuardList;

/// What a ConfirmDialog tells: the actions, what they mean, and the guards. What grows while it is open
/// scrolls in its place, so that no button below it moves under the hand.
class ConfirmBody final : public QScrollArea
{
    Q_OBJECT

public:
    ConfirmBody(const models::Preview &preview, int width, QWidget *parent);

    static bool isLong(const models::Preview &preview); ///< a wide dialog is easier to read
    int wholeHeight() const;                            ///< at which nothing has to scroll
    /// Takes so much height from the actions, which scroll then: what is lost and what speaks against it
    /// stays in sight.
    void shortenActions(int height);
    void setGuards(const std::vector<models::Guard> &guards);
    void setConsequence(const QString &text);
    void showGuards(); ///< scrolls to them

private:
    void addActions(const models::Preview &preview, QVBoxLayout *lines);
    void showLines(int lines);
    int lineHeight() const;

    int m_width;
    int m_allLines = 0; ///< of the actions
    int m_lines = 0;    ///< of them, seen at once
    QPlainTextEdit *m_actions = nullptr;
    QLabel *m_consequence = nullptr; ///< nullptr: there is none
    GuardList *m_guards;
};

} // namespace seawall::ui
