// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flagbook.h"

#include <QScrollArea>

class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace seawall::ui {

class AftermathPanel;
class Badge;
class Card;
class DiffView;
class GuardList;

/// All about one flag: what it is and who uses it; what setting it to another value would change, with the
/// guards as they are now; and what came of the last change.
class FlagDetails final : public QScrollArea
{
    Q_OBJECT

public:
    explicit FlagDetails(QWidget *parent = nullptr);

    void show(const models::Flag *flag, const models::FlagBook &book,
              qint64 nowMs); ///< nullptr: none is chosen
    using QWidget::show;
    void propose(const QString &value); ///< what is looked at until another flag is chosen
    QString proposal() const;           ///< empty: none
    const models::Flag &flag() const { return m_flag; }
    AftermathPanel *aftermath() const { return m_aftermath; }

Q_SIGNALS:
    void changeRequested(const QString &value);

private:
    void buildFacts(QVBoxLayout *layout);
    void buildProposal(QVBoxLayout *layout);
    void showFacts(const models::FlagBook &book);
    void showProposal(const models::FlagBook &book);
    void setFact(QLabel *label, const QString &text);
    QLabel *addFact(const QString &title, const QString &name);

    models::Flag m_flag;
    QString m_proposed; ///< of a choice or number
    QLabel *m_key = nullptr, *m_problem = nullptr, *m_description = nullptr;
    Badge *m_badge = nullptr;
    QFormLayout *m_facts = nullptr;
    QLabel *m_value = nullptr, *m_changed = nullptr, *m_services = nullptr, *m_effect = nullptr;
    Card *m_proposal = nullptr;
    QLabel *m_expected = nullptr, *m_refusal = nullptr;
    DiffView *m_diff = nullptr;
    GuardList *m_guards = nullptr;
    QPushButton *m_set = nullptr;
    AftermathPanel *m_aftermath = nullptr;
};

} // namespace seawall::ui
