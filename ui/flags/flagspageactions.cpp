// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked for on the page, confirmed and begun.
#include "ui/confirmdialog.h"
#include "ui/flags/conflictdialog.h"
#include "ui/flags/flagspage.h"
#include "ui/flags/flagwords.h"
#include "ui/flags/termspanel.h"
#include "ui/shell/noticebar.h"

#include <QDateTime>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

void FlagsPage::ask(const Wish &wish)
{
    confirmAndSet(book()->prepare(wish.store, {{wish.key, wish.value}}), wish.terms);
}

void FlagsPage::askRevert(const models::FlagChange &change)
{
    confirmAndSet(book()->prepareRevert(change), std::nullopt);
}

void FlagsPage::confirmAndSet(db::Result<std::unique_ptr<models::FlagOperation>> operation,
                              const std::optional<models::SwitchTerms> &offered)
{
    if (!operation)
        return m_notices->post(u"refused"_s, Tone::Warning, sentenceOf(operation.error()));
    m_notices->withdraw(u"refused"_s);
    const auto &plan = (*operation)->plan();
    const auto &change = plan.changes.front();
    const Wish asked{plan.store->id(), change.key, change.value, {}};
    const auto preview = (*operation)->preview();
    auto *terms = offered ? new TermsPanel(this) : nullptr;
    // A slot has to be copyable, so the unique owner travels in a shared box.
    auto box = std::make_shared<std::unique_ptr<models::FlagOperation>>(std::move(*operation));
    auto *dialog = confirm(preview, this, [this, box, asked, terms](const QString &reason) {
        auto wish = asked;
        if (terms)
            wish.terms = terms->terms(QDateTime::currentMSecsSinceEpoch());
        const auto run = book()->start(std::move(*box), reason, wish.terms);
        if (!run)
            return m_notices->post(u"refused"_s, Tone::Warning, sentenceOf(run.error()));
        m_wishes[*run] = wish;
    });
    connect(book(), &models::FlagBook::guardsChanged, dialog, [this, dialog, asked] {
        dialog->setGuards(book()->guards(asked.store, {{asked.key, asked.value}}));
    });
    if (terms)
        offerTerms(terms, *offered, dialog, preview.consequence);
}

/// The choice of the terms, which becomes the dialog's; what it says of the change follows it.
void FlagsPage::offerTerms(TermsPanel *terms, const models::SwitchTerms &chosen, ConfirmDialog *dialog,
                           const QString &consequence)
{
    dialog->setChoice(terms);
    connect(terms, &TermsPanel::changed, dialog, [terms, dialog, consequence] {
        const auto now = terms->terms(QDateTime::currentMSecsSinceEpoch());
        dialog->setConsequence(now.isEmpty() ? consequence
                                             : consequence + u' ' + tr("It is %1.").arg(describe(now)));
    });
    terms->choose(chosen, QDateTime::currentMSecsSinceEpoch());
}

void FlagsPage::onConflict(int run, const QString &difference)
{
    const auto found = m_wishes.find(run);
    if (found == m_wishes.end())
        return; // not asked for here: who did says so
    const auto wish = found->second;
    const auto reading = std::ranges::find(book()->readings(), wish.store, &models::FlagReading::store);
    auto *dialog = new ConflictDialog(reading == book()->readings().end() ? wish.store : reading->place,
                                      models::assignmentText(wish.key, wish.value), difference, this);
    connect(dialog, &ConflictDialog::againRequested, this, [this, wish] { ask(wish); });
    dialog->open();
}

void FlagsPage::makeTable()
{
    if (auto operation = book()->prepareTable())
        confirmAndStart(std::move(operation), workspace()->operations(), this);
}

} // namespace seawall::ui
