// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/partedwatch.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace seawall::ui {

class Card;
class StatePanel;

/// Split brain and divergence: which writes are on one node only, since when, and the safe ways out.
class PartedPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit PartedPanel(models::PartedWatch *watch, QWidget *parent = nullptr);

Q_SIGNALS:
    void rejoinRequested(const QString &node); ///< its writes are to be given up

protected:
    void showEvent(QShowEvent *event) override; ///< what is looked at is renewed
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildHead();
    void refresh();
    void showHead();
    void buildCards();
    Card *cardFor(const models::PartedWatch::Finding &finding);
    static void fillCard(Card *card, const models::PartedWatch::Finding &finding);

    models::PartedWatch *m_watch;
    QStackedWidget *m_stack;
    StatePanel *m_state;
    QWidget *m_cards;
    QHBoxLayout *m_layout;
    std::vector<models::PartedWatch::Finding> m_shown;
    QLabel *m_sentence = nullptr;
    QPushButton *m_again = nullptr;
};

/// What is known of the writes of one node, a line each.
QStringList partedFacts(const db::PartedWrites &writes);

} // namespace seawall::ui
