// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/conflictdialog.h"

#include "ui/flags/diffview.h"
#include "ui/toneicon.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 16;

QLabel *paragraph(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ConflictDialog::ConflictDialog(const QString &place, const QString &wish, const QString &difference,
                               QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"conflictDialog"_s);
    setWindowTitle(tr("Changed meanwhile"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    const int em = fontMetrics().height();
    setMinimumWidth(em * 36);
    auto *icon = new ToneIcon(this, 2);
    icon->setTone(Tone::Warning);
    auto *title =
        paragraph(tr("Nothing was changed: %1 is no longer what it was when it was read.").arg(place), this);
    title->setObjectName(u"conflictTitle"_s);
    auto *head = new QHBoxLayout;
    head->setSpacing(em);
    head->addWidget(icon, 0, Qt::AlignTop);
    head->addWidget(title, 1);
    auto *view = new DiffView(this);
    view->setObjectName(u"conflictDifference"_s);
    view->setAccessibleName(tr("What changed since it was read"));
    view->setLines(difference.split(u'\n'));
    view->fitTo(mostLines);
    auto *box = new QDialogButtonBox(this);
    auto *leave = box->addButton(tr("Leave it as it is now"), QDialogButtonBox::RejectRole);
    leave->setObjectName(u"conflictLeave"_s);
    auto *again = box->addButton(tr("Set %1 all the same…").arg(wish), QDialogButtonBox::AcceptRole);
    again->setObjectName(u"conflictAgain"_s);
    again->setAutoDefault(false);
    again->setToolTip(tr("The other change stays; the difference is shown and asked once more"));
    leave->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em, em, em, em);
    layout->setSpacing(em * 2 / 3);
    layout->addLayout(head);
    layout->addWidget(paragraph(tr("Another program changed this since:"), this));
    layout->addWidget(view);
    layout->addWidget(paragraph(
        tr("What it wrote stays in either case. Setting %1 now changes that one value on top of it.")
            .arg(wish),
        this));
    layout->addWidget(box);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, [this] {
        accept();
        Q_EMIT againRequested();
    });
    leave->setFocus();
}

} // namespace seawall::ui
