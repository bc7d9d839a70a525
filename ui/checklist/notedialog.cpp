// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/notedialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

NoteDialog::NoteDialog(const QString &title, const QString &explanation, const QString &caption,
                       const QString &verb, const QString &text, QWidget *parent)
    : QDialog(parent), m_text(new QLineEdit(text, this))
{
    setObjectName(u"noteDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setWindowModality(Qt::WindowModal);
    const int em = fontMetrics().height();
    setMinimumWidth(em * 28);
    auto *words = new QLabel(explanation, this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    auto *label = new QLabel(caption, this);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(m_text);
    m_text->setObjectName(u"noteText"_s);
    m_text->setAccessibleName(caption);
    auto *box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = box->addButton(verb, QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(u"noteAccept"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em, em, em, em);
    layout->setSpacing(em / 2);
    layout->addWidget(words);
    layout->addWidget(label);
    layout->addWidget(m_text);
    layout->addStretch();
    layout->addWidget(box);
    const auto update = [this] { m_accept->setEnabled(!m_text->text().trimmed().isEmpty()); };
    connect(m_text, &QLineEdit::textChanged, this, update);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT given(m_text->text().trimmed());
        accept();
    });
    update();
    m_text->setFocus();
}

} // namespace seawall::ui
