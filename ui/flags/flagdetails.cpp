// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/flagdetails.h"

#include "models/format.h"
#include "ui/badge.h"
#include "ui/card.h"
#include "ui/flags/aftermathpanel.h"
#include "ui/flags/diffview.h"
#include "ui/flags/flagwords.h"
#include "ui/guardlist.h"

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::FlagKind;
namespace format = models::format;

namespace {

constexpr int mostDiffLines = 8;

QLabel *wrapped(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString changeText(const models::Flag &flag)
{
    if (!flag.lastChange)
        return FlagDetails::tr("no change is known");
    const auto &change = *flag.lastChange;
    auto text = FlagDetails::tr("%1 → %2 at %3")
                    .arg(shownValue(change.from), shownValue(change.to), format::dateTime(change.timeMs));
    text += change.who.isEmpty() ? FlagDetails::tr(", by whom is not known")
                                 : FlagDetails::tr(" by %1").arg(change.who);
    return change.why.isEmpty() ? text : u"%1: %2"_s.arg(text, change.why);
}

/// The flag as it stands, in one word and its sign.
std::pair<Tone, QString> standing(const models::Flag &flag)
{
    if (!flag.problem.isEmpty())
        return {Tone::Warning, FlagDetails::tr("not valid")};
    if (!flag.value)
        return {Tone::Unknown, shownValue(flag.value)};
    const bool isOn =
        flag.declaration.kind == FlagKind::Bool && models::flagIsOn(*flag.value).value_or(false);
    return {isOn ? Tone::Ok : Tone::Info, shownValue(flag)};
}

} // namespace

FlagDetails::FlagDetails(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(u"flagDetails"_s);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(fontMetrics().height() / 2, fontMetrics().height() / 3,
                               fontMetrics().height() / 2, 0);
    layout->setSpacing(fontMetrics().height() / 2);
    buildFacts(layout);
    buildProposal(layout);
    auto *after = new Card(tr("After the last change"), content);
    const int em = fontMetrics().height();
    after->body()->setContentsMargins(em, 0, em, em / 3);
    m_aftermath = new AftermathPanel(after);
    after->body()->addWidget(m_aftermath);
    layout->addWidget(after);
    layout->addStretch(1);
    setWidget(content);
}

void FlagDetails::buildFacts(QVBoxLayout *layout)
{
    auto *content = layout->parentWidget();
    m_key = wrapped(u"flagKey"_s, content);
    auto bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    bold.setWeight(QFont::DemiBold);
    m_key->setFont(bold);
    m_badge = new Badge(content);
    m_badge->setObjectName(u"flagBadge"_s);
    auto *head = new QHBoxLayout;
    head->addWidget(m_key, 1);
    head->addWidget(m_badge, 0, Qt::AlignTop);
    m_description = wrapped(u"flagDescription"_s, content);
    m_description->setForegroundRole(QPalette::PlaceholderText);
    m_problem = wrapped(u"flagProblem"_s, content);
    m_facts = new QFormLayout;
    m_facts->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_facts->setVerticalSpacing(fontMetrics().height() / 4);
    m_value = addFact(tr("Value"), u"flagValue"_s);
    m_effect = addFact(tr("Effect"), u"flagEffect"_s);
    m_services = addFact(tr("Affects"), u"flagServices"_s);
    m_changed = addFact(tr("Changed"), u"flagChanged"_s);
    layout->addLayout(head);
    layout->addWidget(m_description);
    layout->addWidget(m_problem);
    layout->addLayout(m_facts);
}

QLabel *FlagDetails::addFact(const QString &title, const QString &name)
{
    auto *caption = new QLabel(title, this);
    caption->setForegroundRole(QPalette::PlaceholderText);
    auto *value = wrapped(name, this);
    value->setAccessibleName(title);
    m_facts->addRow(caption, value);
    return value;
}

void FlagDetails::buildProposal(QVBoxLayout *layout)
{
    const int em = fontMetrics().height();
    m_proposal = new Card(tr("If it is set to another value"), layout->parentWidget());
    m_proposal->setObjectName(u"proposalCard"_s);
    m_expected = wrapped(u"expectedEffect"_s, m_proposal);
    m_refusal = wrapped(u"proposalRefusal"_s, m_proposal);
    m_diff = new DiffView(m_proposal);
    m_diff->setObjectName(u"proposalDiff"_s);
    m_diff->setAccessibleName(tr("Exactly what would change"));
    m_guards = new GuardList({}, m_proposal);
    m_guards->setObjectName(u"liveGuards"_s);
    m_set = new QPushButton(m_proposal);
    m_set->setObjectName(u"setFlagButton"_s);
    m_set->setToolTip(
        tr("It is shown and asked once more before anything is written, and on what terms it comes back"));
    auto *body = m_proposal->body();
    body->setContentsMargins(em, 0, em, em / 3);
    body->setSpacing(em / 2);
    for (auto *each : std::initializer_list<QWidget *>{m_expected, m_refusal, m_diff, m_guards})
        body->addWidget(each);
    body->addWidget(m_set, 0, Qt::AlignRight);
    layout->addWidget(m_proposal);
    connect(m_set, &QPushButton::clicked, this, [this] { Q_EMIT changeRequested(proposal()); });
}

void FlagDetails::show(const models::Flag *flag, const models::FlagBook &book, qint64 nowMs)
{
    widget()->setVisible(flag);
    if (!flag)
        return;
    if (flag->key() != m_flag.key() || flag->store != m_flag.store)
        m_proposed.clear();
    m_flag = *flag;
    showFacts(book);
    showProposal(book);
    m_aftermath->show(m_flag, book, nowMs);
    setMinimumWidth(widget()->minimumSizeHint().width() + fontMetrics().height()); // nothing is cut off
}

void FlagDetails::setFact(QLabel *label, const QString &text)
{
    if (label->text() != text) // a text that somebody selects stays selected
        label->setText(text);
    label->setVisible(!text.isEmpty());
    if (auto *caption = m_facts->labelForField(label))
        caption->setVisible(!text.isEmpty());
}

void FlagDetails::showFacts(const models::FlagBook &book)
{
    const auto &declaration = m_flag.declaration;
    const auto reading = std::ranges::find(book.readings(), m_flag.store, &models::FlagReading::store);
    const auto place = reading == book.readings().end() ? m_flag.store : reading->place;
    m_key->setText(m_flag.key());
    const auto [tone, word] = standing(m_flag);
    m_badge->show(tone, word);
    setFact(m_description, declaration.description);
    setFact(m_problem, m_flag.problem);
    const auto where = m_flag.line > 0 ? tr("line %1 of %2").arg(m_flag.line).arg(place) : place;
    setFact(m_value, m_flag.value ? tr("%1, in %2").arg(shownValue(m_flag.value), where)
                                  : tr("not set in %1: the services' own default counts").arg(place));
    setFact(m_effect, expectedEffect(declaration, m_flag.value.value_or(QString())));
    const auto services = declaration.services.isEmpty() ? tr("every service that reads it")
                                                         : declaration.services.join(u", "_s);
    setFact(m_services, declaration.restart.isEmpty()
                            ? services
                            : tr("%1; restarted by: %2").arg(services, declaration.restart));
    setFact(m_changed, changeText(m_flag));
}

void FlagDetails::propose(const QString &value)
{
    m_proposed = value;
}

QString FlagDetails::proposal() const
{
    if (m_flag.declaration.kind == FlagKind::Bool)
        return oppositeOf(m_flag);
    return m_proposed == m_flag.value.value_or(QString()) ? QString() : m_proposed;
}

void FlagDetails::showProposal(const models::FlagBook &book)
{
    const auto value = proposal();
    const auto operation = value.isEmpty() ? db::Result<std::unique_ptr<models::FlagOperation>>(nullptr)
                                           : book.prepare(m_flag.store, {{m_flag.key(), value}});
    const bool isPossible = operation && *operation;
    m_refusal->setText(!operation ? u"%1 %2"_s.arg(operation.error().message, operation.error().hint)
                       : !*operation
                           ? tr("Choose another value in the table: what it would change, and what speaks "
                                "against it, is shown here.")
                           : QString());
    m_refusal->setVisible(!isPossible);
    for (auto *each : std::initializer_list<QWidget *>{m_expected, m_diff, m_guards, m_set})
        each->setVisible(isPossible);
    if (!isPossible)
        return;
    const auto preview = (*operation)->preview();
    m_set->setText(tr("%1…").arg(preview.verb));
    m_expected->setText(tr("Set to %1: %2").arg(value, expectedEffect(m_flag.declaration, value)));
    m_diff->setLines(preview.actions);
    m_diff->fitTo(mostDiffLines);
    m_guards->setGuards(preview.guards);
}

} // namespace seawall::ui
