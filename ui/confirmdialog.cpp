// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/confirmdialog.h"

#include "ui/guardlist.h"
#include "ui/shell/clusterheader.h"
#include "ui/toneicon.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Guard;
using models::Preview;

namespace {

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void setTextColour(QWidget *widget, const QColor &colour)
{
    auto palette = widget->palette();
    palette.setColor(QPalette::WindowText, colour);
    widget->setPalette(palette);
}

bool isBlocked(const Preview &preview)
{
    return std::ranges::any_of(preview.guards,
                               [](const Guard &guard) { return guard.state == Guard::State::Blocking; });
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
      m_needsReason(preview.needsReason || isBlocked(preview))
{
    setObjectName(u"confirmDialog"_s);
    setWindowTitle(tr("Confirm"));
    setWindowModality(Qt::WindowModal);
    const int em = fontMetrics().height();
    setMinimumWidth(em * 34);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em, em, em, em);
    layout->setSpacing(em * 2 / 3);
    addHeading(preview, layout);
    addActions(preview, layout);
    if (!preview.guards.empty())
        layout->addWidget(new GuardList(preview.guards, this));
    addInputs(preview, layout);
    layout->addStretch();
    addButtons(preview, layout);
    updateConfirm();
    // The hint of a layout with wrapped texts is made for another width than the dialog has.
    resize(minimumWidth(), layout->totalHeightForWidth(minimumWidth()));
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
    auto *title = plainLabel(preview.title, this);
    title->setObjectName(u"confirmTitle"_s);
    auto bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.25);
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    auto *target = plainLabel(targetLine(preview.target), this);
    target->setObjectName(u"confirmTarget"_s);
    setTextColour(target, mutedText(palette()));
    texts->addWidget(title);
    texts->addWidget(target);
    if (preview.target.production) {
        auto *mark = plainLabel(tr("PRODUCTION: real users are on this cluster."), this);
        mark->setObjectName(u"confirmProduction"_s);
        mark->setStyleSheet(productionStyle(em));
        mark->setWordWrap(false);
        texts->addWidget(mark, 0, Qt::AlignLeft);
    }
    row->addLayout(texts, 1);
    layout->addLayout(row);
}

void ConfirmDialog::addActions(const Preview &preview, QVBoxLayout *layout)
{
    const int em = fontMetrics().height();
    layout->addWidget(plainLabel(tr("Exactly this will be executed:"), this));
    auto *actions = new QPlainTextEdit(preview.actions.join(u'\n'), this);
    actions->setObjectName(u"confirmActions"_s);
    actions->setAccessibleName(tr("What will be executed"));
    actions->setReadOnly(true);
    actions->setTabChangesFocus(true);
    actions->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const auto lines = std::clamp(static_cast<int>(actions->toPlainText().count(u'\n')) + 1, 1, 8);
    actions->setFixedHeight(em * (lines + 1) + em / 2);
    layout->addWidget(actions);
    if (!preview.consequence.isEmpty()) {
        auto *consequence = plainLabel(preview.consequence, this);
        consequence->setObjectName(u"confirmConsequence"_s);
        layout->addWidget(consequence);
    }
}

void ConfirmDialog::addInputs(const Preview &preview, QVBoxLayout *layout)
{
    const bool blocked = isBlocked(preview);
    const auto addField = [&](const QString &caption, const QString &name) {
        auto *label = plainLabel(caption, this);
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
    layout->addWidget(box);
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
    m_confirm->setEnabled(typed && reasoned);
    m_confirm->setToolTip(!typed      ? tr("Type “%1” first.").arg(m_typedConfirmation)
                          : !reasoned ? tr("Give a reason first.")
                                      : QString());
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
