// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tone.h"

#include <QFrame>

#include <map>

class QToolButton;
class QVBoxLayout;

namespace seawall::ui {

/// Sentences that ask for attention: stale figures, a missing right, a refused password, a replica that was
/// discovered. Each has a key; the same key replaces. A closed one stays closed until its text changes.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    /// Grown: a row for each notice, as high as its text needs, none where there is none. Kept: one row, of
    /// two lines of text, that is always there, so that nothing else moves; the worst notice is in front, and
    /// a button turns to the others.
    enum class Place { Grown, Kept };
    explicit NoticeBar(Place place, QWidget *parent = nullptr);

    void setCalm(QWidget *calm); ///< stands in a kept place while there is no notice; owned from then on

    void post(const QString &key, Tone tone, const QString &text, const QString &action = {});
    /// While there is a reason `against` its button, that is disabled and has the reason as its tool tip.
    void offerAction(const QString &key, const QString &against);
    void withdraw(const QString &key);
    void withdrawAll();
    QString textOf(const QString &key) const; ///< empty: not shown

Q_SIGNALS:
    void actionTriggered(const QString &key);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Notice {
        Tone tone;
        QString text, action;
        QWidget *row = nullptr; ///< nullptr: closed by the person
        QString against = {};   ///< its button
    };
    QWidget *makeRow(const QString &key, const Notice &notice);
    QWidget *textFor(const QString &sentence, QWidget *row) const;
    void removeRow(const QString &key);
    QStringList shownKeys() const; ///< the worst first
    void arrange();
    void bring(const QString &key); ///< to the front
    void hold(const QString &key);
    void turn();

    std::map<QString, Notice> m_notices;
    Place m_place;
    QVBoxLayout *m_layout;
    QToolButton *m_turn;
    QWidget *m_calm = nullptr;
    QString m_front; ///< of a kept place: the key of the notice that is seen
};

} // namespace seawall::ui
