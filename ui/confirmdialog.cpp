// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/confirmdialog.h"

#include "ui/confirmbody.h"
#include "ui/elidedlabel.h"
#include "ui/shell/clusterheader.h"
#include "ui/toneicon.h"
#include "ui/wrappedlabel.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Guard;
using models::Preview;

namespace {

void setTextColour(QWidget *widget, const QColor &colour)
{
    auto palette = widget->palette();
    palette.setColor(QPalette::WindowText, colour);
    widget->setPalette(palette);
}

QStringList blockedBy(const std::vector<Guard> &guards)
{
    QStringList titles;
    for (const auto &guard : guards)
        if (guard.state == Guard::State::Blocking)
            titles << guard.title;
    return titles;
}

QString targetLine(const models::OperationTarget &target)
{
    QStringList parts;
    for (const auto &part : {target.profile, target.node, target.address})
        if (!part.isEmpty())
            parts << part;
    if (target.role != db::Role::Unknown)
        parts << db::toString(target.role);
    if (target.timeline)
        parts << ConfirmDialog::tr("timeline %1").arg(*target.timeline);
    return parts.join(u"  ·  "_s);
}

} // namespace

ConfirmDialog::ConfirmDialog(const Preview &preview, QWidget *parent)
    : QDialog(parent), m_typedConfirmation(preview.typedConfirmation),
      m_blockedFirst(blockedBy(preview.guards)),
      m_needsReason(preview.needsReason || !m_blockedFirst.isEmpty())
{
    setObjectName(u"confirmDialog"_s);
    setWindowTitle(tr("Confirm"));
    setWindowModality(Qt::WindowModal);
    const int em = fontMetrics().height();
    const int width = em * (ConfirmBody::isLong(preview) ? 52 : 34);
    setMinimumWidth(std::min(width, screen()->availableSize().width() * 9 / 10));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em, em, em, em);
    layout->setSpacing(em * 2 / 3);
    addHeading(preview, layout);
    m_body = new ConfirmBody(preview, minimumWidth() - 2 * em, this);
    layout->addWidget(m_body, 1);
    addInputs(layout);
    addButtons(preview, layout);
    updateConfirm();
    fit();
}

void ConfirmDialog::addHeading(const Preview &preview, QVBoxLayout *layout)
{
    const int em = fontMetrics().height();
    auto *row = new QHBoxLayout;
    row->setSpacing(em);
    auto *sign = new ToneIcon(this, 2);
    sign->setTone(preview.destructive ? Tone::Warning : Tone::Info);
    row->addWidget(sign, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    auto *title = wrappedLabel(preview.title, this);
    title->setObjectName(u"confirmTitle"_s);
    auto bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.25);
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    auto *target = wrappedLabel(targetLine(preview.target), this);
    target->setObjectName(u"confirmTarget"_s);
    setTextColour(target, mutedText(palette()));
    texts->addWidget(title);
    texts->addWidget(target);
    if (preview.target.production) {
        auto *mark = wrappedLabel(tr("PRODUCTION: real users are on this cluster."), this);
        mark->setObjectName(u"confirmProduction"_s);
        mark->setStyleSheet(productionStyle(em));
        mark->setWordWrap(false);
        texts->addWidget(mark, 0, Qt::AlignLeft);
    }
    row->addLayout(texts, 1);
    layout->addLayout(row);
}

/// The hint of a layout with wrapped texts is made for another width than the dialog has.
void ConfirmDialog::fit()
{
    const int em = fontMetrics().height();
    const int most = screen()->availableSize().height() - em * 3; // its frame
    const auto heightWithBody = [this](int body) {
        m_body->setFixedHeight(body);
        return layout()->totalHeightForWidth(minimumWidth());
    };
    if (const int over = heightWithBody(m_body->wholeHeight()) - most; over > 0)
        m_body->shortenActions(over);
    const int wanted = m_body->wholeHeight();
    const int whole = heightWithBody(wanted);
    m_body->setMinimumHeight(std::min(wanted, em * 6));
    m_body->setMaximumHeight(QWIDGETSIZE_MAX);
    if (whole > most)
        m_body->setFocusPolicy(Qt::TabFocus); // the keys scroll it
    resize(minimumWidth(), std::min(whole, most));
}

void ConfirmDialog::addInputs(QVBoxLayout *layout)
{
    const bool blocked = !m_blockedFirst.isEmpty();
    const auto addField = [&](const QString &caption, const QString &name) {
        auto *label = wrappedLabel(caption, this);
        auto *field = new QLineEdit(this);
        field->setObjectName(name);
        field->setAccessibleName(caption);
        label->setBuddy(field);
        layout->addWidget(label);
        layout->addWidget(field);
        connect(field, &QLineEdit::textChanged, this, &ConfirmDialog::updateConfirm);
        return field;
    };
    if (blocked)
        m_reason =
            addField(tr("A check speaks against this. Why is it done all the same? (kept in the Journal)"),
                     u"confirmReason"_s);
    else
        m_reason = addField(m_needsReason ? tr("Reason (kept in the Journal):")
                                          : tr("Reason (optional, kept in the Journal):"),
                            u"confirmReason"_s);
    if (!m_typedConfirmation.isEmpty())
        m_typed = addField(tr("Type “%1” to confirm:").arg(m_typedConfirmation), u"confirmTyped"_s);
}

void ConfirmDialog::addButtons(const Preview &preview, QVBoxLayout *layout)
{
    Q_ASSERT(!preview.verb.isEmpty());
    auto *box = new QDialogButtonBox(this);
    auto *cancel = box->addButton(QDialogButtonBox::Cancel);
    cancel->setObjectName(u"confirmCancel"_s);
    cancel->setText(tr("Do nothing")); // 'Cancel' is also what the console does to statements
    m_confirm = box->addButton(preview.verb, QDialogButtonBox::AcceptRole);
    m_confirm->setObjectName(u"confirmAccept"_s);
    m_confirm->setAutoDefault(false);
    cancel->setDefault(true);
    m_why = new ElidedLabel(this);
    m_why->setObjectName(u"confirmWhy"_s);
    setTextColour(m_why, toneColour(palette(), Tone::Critical));
    auto *row = new QHBoxLayout;
    row->addWidget(m_why, 1);
    row->addWidget(box);
    layout->addLayout(row);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT confirmed(reason());
        accept();
    });
    cancel->setFocus();
}

void ConfirmDialog::updateConfirm()
{
    if (!m_confirm)
        return;
    const bool typed = !m_typed || m_typed->text() == m_typedConfirmation;
    const bool reasoned = !m_needsReason || !reason().isEmpty();
    m_why->setText(m_against);
    m_confirm->setEnabled(m_against.isEmpty() && typed && reasoned);
    m_confirm->setToolTip(!m_against.isEmpty()
                              ? tr("%1\nTo go against it, close this and ask anew.").arg(m_against)
                          : !typed    ? tr("Type “%1” first.").arg(m_typedConfirmation)
                          : !reasoned ? tr("Give a reason first.")
                                      : QString());
}

void ConfirmDialog::keyPressEvent(QKeyEvent *event)
{
    const auto *focus = focusWidget();
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter || (focus != m_typed && focus != m_reason && focus != m_confirm))
        return QDialog::keyPressEvent(event);
    if (event->isAutoRepeat()) // a key that is held down has not been pressed a second time
        return;
    if (focus == m_confirm)
        m_confirm->click();
    else if (m_confirm->isEnabled())
        m_confirm->setFocus(Qt::TabFocusReason);
}

void ConfirmDialog::setGuards(const std::vector<Guard> &guards)
{
    m_body->setGuards(guards);
    const auto found = std::ranges::find_if(guards, [this](const Guard &guard) {
        return guard.state == Guard::State::Blocking && !m_blockedFirst.contains(guard.title);
    });
    const auto before = std::exchange(
        m_against, found == guards.end() ? QString() : u"%1: %2"_s.arg(found->title, found->measured));
    if (!m_against.isEmpty() && before.isEmpty())
        m_body->showGuards();
    updateConfirm();
}

void ConfirmDialog::setConsequence(const QString &text)
{
    m_body->setConsequence(text);
}

void ConfirmDialog::setChoice(QWidget *choice)
{
    auto *lines = qobject_cast<QVBoxLayout *>(layout());
    lines->insertWidget(lines->indexOf(m_body) + 1, choice);
    choice->setVisible(true);
    fit();
}

QString ConfirmDialog::reason() const
{
    return m_reason ? m_reason->text().trimmed() : QString();
}

ConfirmDialog *confirm(const Preview &preview, QWidget *parent,
                       std::function<void(const QString &reason)> confirmed)
{
    auto *dialog = new ConfirmDialog(preview, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ConfirmDialog::confirmed, parent, std::move(confirmed),
                     Qt::SingleShotConnection);
    dialog->open();
    return dialog;
}

ConfirmDialog *confirmAndStart(std::unique_ptr<models::Operation> operation, models::OperationRunner *runner,
                               QWidget *parent, std::function<void(int run)> started)
{
    const auto preview = operation->preview();
    // A slot has to be copyable, so the unique owner travels in a shared box.
    auto box = std::make_shared<std::unique_ptr<models::Operation>>(std::move(operation));
    return confirm(preview, parent, [box, runner, started](const QString &reason) {
        const int run = runner->start(std::move(*box), reason);
        if (started)
            started(run);
    });
}

} // namespace seawall::ui
