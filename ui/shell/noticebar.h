// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tone.h"

#include <QFrame>

#include <map>

class QVBoxLayout;

namespace seawall::ui {

/// Sentences between header and page that ask for attention: stale figures, a missing right, a refused
/// password, a replica that was discovered. Each has a key; the same key replaces. A closed one stays closed
/// until its text changes.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void post(const QString &key, Tone tone, const QString &text, const QString &action = {});
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
    };
    QWidget *makeRow(const QString &key, const Notice &notice);
    void removeRow(Notice &notice);

    std::map<QString, Notice> m_notices;
    QVBoxLayout *m_layout;
};

} // namespace seawall::ui
