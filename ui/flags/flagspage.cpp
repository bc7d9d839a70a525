// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/flagspage.h"

#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/flags/aftermathpanel.h"
#include "ui/flags/comparepanel.h"
#include "ui/flags/flagdetails.h"
#include "ui/flags/flagtable.h"
#include "ui/flags/flagwords.h"
#include "ui/flags/historypanel.h"
#include "ui/shell/noticebar.h"
#include "ui/statepanel.h"

#include <QAction>
#include <QDateTime>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using Switch = models::DeadManSwitch;

void FlagsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    book()->refresh();
}

/// Guards, proof and the time that is left follow the servers.
void FlagsPage::setSnapshot(const db::SnapshotPtr &)
{
    if (m_cluster != workspace()->systemIdentifier())
        showHistory();
    showDetails();
}

void FlagsPage::showHistory()
{
    m_cluster = workspace()->systemIdentifier();
    m_history->show(book()->history(), m_cluster);
}

void FlagsPage::showFlags()
{
    m_table->update(*book());
    showHistory();
    QStringList places;
    qsizetype flags = 0;
    for (const auto &reading : book()->readings()) {
        if (reading.exists)
            places << reading.place;
        flags += qsizetype(reading.flags.size());
    }
    m_places->setText(places.join(u" · "_s));
    const auto armed = std::ranges::count(book()->switches(), Switch::State::Armed, &Switch::state);
    const auto count = flags == 1 ? tr("1 flag") : tr("%1 flags").arg(flags);
    m_summary->setText(flags == 0   ? QString()
                       : armed == 0 ? count
                                    : tr("%1, %2 to be reverted by itself").arg(count).arg(armed));
    const auto *model = m_table->view()->model();
    if (!m_table->chosen() && model->rowCount() > 0)
        m_table->view()->selectRow(0);
    showState();
    showStoreNotices();
    forgetOutside();
    showDetails();
}

bool FlagsPage::isTableMissing() const
{
    return std::ranges::any_of(book()->readings(), [](const models::FlagReading &reading) {
        return reading.store == u"table" && !reading.exists;
    });
}

/// The designed states of a page without flags.
void FlagsPage::showState()
{
    const bool any = m_table->view()->model()->rowCount() > 0;
    m_stack->setCurrentWidget(any ? static_cast<QWidget *>(m_splitter) : m_state);
    m_makeTable->setVisible(isTableMissing());
    if (any || !m_isRead)
        return;
    m_nextStep = NextStep::ReadAgain;
    if (const auto error = book()->storeError(u"env"_s))
        return m_state->show(Tone::Critical, tr("The flags cannot be read"), sentenceOf(*error),
                             tr("Read again"));
    const auto none =
        workspace()->profile().envFile.isEmpty()
            ? tr("This cluster was not given by a .env file. Start the console with --env FILE to see "
                 "and set the flags in it.")
            : tr("%1 holds no flag. Keys such as USE_… and …_ENABLED are flags, and those that "
                 "flags.toml beside the file declares.")
                  .arg(workspace()->profile().envFile);
    if (const auto error = book()->storeError(u"table"_s))
        return m_state->show(
            Tone::Unknown, tr("No flags can be told"),
            tr("%1 Whether the primary has a table of flags is unknown: %2").arg(none, sentenceOf(*error)),
            tr("Read again"));
    const bool isMissing = isTableMissing();
    m_nextStep = isMissing ? NextStep::MakeTable : NextStep::ReadAgain;
    m_state->show(Tone::Info, tr("No flags yet"),
                  isMissing
                      ? tr("%1 Services that read their flags from the database find them in a table on the "
                           "primary; it was not made yet.")
                            .arg(none)
                      : tr("%1 The table of flags on the primary has no row.").arg(none),
                  isMissing ? tr("Make the table…") : tr("Read again"));
}

void FlagsPage::showStoreNotices()
{
    const bool any = m_stack->currentWidget() == m_splitter;
    const auto show = [&](const QString &store, Tone tone, const QString &sentence) {
        const auto error = book()->storeError(store);
        if (error && any)
            m_notices->post(store, tone, sentence.arg(sentenceOf(*error)), tr("Read again"));
        else
            m_notices->withdraw(store);
    };
    show(u"env"_s, Tone::Critical, tr("The flags of the .env file cannot be read: %1"));
    show(u"table"_s, Tone::Warning, tr("What flags the table on the primary has is unknown: %1"));
    QStringList warnings;
    for (const auto &reading : book()->readings())
        warnings << reading.warnings;
    for (const auto &told : workspace()->profile().warnings) // in the status line
        warnings.removeAll(told);
    if (warnings.isEmpty())
        m_notices->withdraw(u"warnings"_s);
    else
        m_notices->post(u"warnings"_s, Tone::Warning, warnings.join(u' '));
}

void FlagsPage::showDetails()
{
    m_details->show(m_table->chosen(), *book(), QDateTime::currentMSecsSinceEpoch());
    updateActions();
}

void FlagsPage::updateActions()
{
    const auto *flag = m_table->chosen();
    m_set->setEnabled(flag && !m_details->proposal().isEmpty());
    m_revert->setEnabled(flag && flag->lastChange);
    m_copyRestart->setEnabled(flag && m_details->aftermath()->hasRestart());
    m_disarm->setEnabled(flag && std::ranges::any_of(book()->switches(), [&](const Switch &each) {
                             return each.state == Switch::State::Armed && each.change.isOf(*flag);
                         }));
}

const models::Flag *FlagsPage::flagOf(const models::FlagChange &change) const
{
    for (const auto &reading : book()->readings()) {
        const auto flag = std::ranges::find(reading.flags, change.key, &models::Flag::key);
        if (reading.store == change.store && flag != reading.flags.end())
            return &*flag;
    }
    return nullptr;
}

void FlagsPage::addOutside(const std::vector<models::FlagChange> &changes)
{
    for (auto change : changes) {
        const auto earlier = std::ranges::find_if(
            m_outside, [&](const models::FlagChange &each) { return each.isOf(change); });
        if (earlier != m_outside.end()) { // both together
            change.from = earlier->from;
            m_outside.erase(earlier);
        }
        if (change.from != change.to)
            m_outside.push_back(std::move(change));
    }
    showOutside();
}

/// What was taken back, or changed here since, is no news any more.
void FlagsPage::forgetOutside()
{
    std::erase_if(m_outside, [this](const models::FlagChange &change) {
        const auto *flag = flagOf(change);
        return (flag ? flag->value : std::nullopt) != change.to;
    });
    showOutside();
}

void FlagsPage::showOutside()
{
    if (m_outside.empty())
        return m_notices->withdraw(u"outside"_s);
    QStringList lines;
    for (const auto &change : m_outside) {
        const auto *flag = flagOf(change);
        const auto last = flag ? flag->lastChange : std::nullopt;
        const auto who = last && last->to == change.to ? last->who : QString();
        lines << u"%1: %2 → %3"_s.arg(change.key, shownValue(change.from), shownValue(change.to)) +
                     (who.isEmpty() ? QString() : tr(", by %1").arg(who));
    }
    m_notices->post(u"outside"_s, Tone::Info, tr("Another program changed %1").arg(lines.join(u", "_s)),
                    tr("History"));
}

void FlagsPage::saveState(QSettings &settings) const
{
    settings.setValue(u"splitter"_s, m_splitter->saveState());
    settings.setValue(u"compareWith"_s, m_compare->rightFile());
}

void FlagsPage::restoreState(QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_compare->setRightFile(settings.value(u"compareWith"_s).toString());
}

} // namespace seawall::ui
