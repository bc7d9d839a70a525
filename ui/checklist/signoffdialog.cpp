// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/signoffdialog.h"

#include "ui/tone.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace seawall::ui {

using namespace Qt::StringLiterals;

SignOffDialog::SignOffDialog(const QString &phase, const QString &state, const QString &name, QWidget *parent)
    : QDialog(parent), m_name(new QLineEdit(name, this)), m_second(new QLineEdit(this))
{
    setObjectName(u"signOffDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Sign off"));
    setWindowModality(Qt::WindowModal);
    const int em = fontMetrics().height();
    setMinimumWidth(em * 28);
    auto *title = new QLabel(tr("Sign off “%1”").arg(phase), this);
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    auto *words = new QLabel(state.isEmpty() ? tr("Every step of it is done.") : state, this);
    words->setObjectName(u"signOffState"_s);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    if (!state.isEmpty()) {
        auto colours = words->palette();
        colours.setColor(QPalette::WindowText, toneColour(palette(), Tone::Warning));
        words->setPalette(colours);
    }
    m_name->setObjectName(u"signOffName"_s);
    m_second->setObjectName(u"signOffSecond"_s);
    m_second->setPlaceholderText(tr("optional"));
    auto *box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *accept = box->addButton(tr("Sign off"), QDialogButtonBox::AcceptRole);
    accept->setObjectName(u"signOffAccept"_s);
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(em, em, em, em);
    layout->addRow(title);
    layout->addRow(words);
    layout->addRow(tr("Name"), m_name);
    layout->addRow(tr("Second person"), m_second);
    layout->addRow(box);
    auto *same = new QLabel(tr("The second person is somebody else."), this);
    same->setObjectName(u"signOffSame"_s);
    layout->insertRow(layout->rowCount() - 1, same);
    const auto update = [this, accept, same] {
        const auto first = m_name->text().trimmed();
        const bool isSame =
            !first.isEmpty() && first.compare(m_second->text().trimmed(), Qt::CaseInsensitive) == 0;
        same->setVisible(isSame);
        accept->setEnabled(!first.isEmpty() && !isSame);
    };
    connect(m_name, &QLineEdit::textChanged, this, update);
    connect(m_second, &QLineEdit::textChanged, this, update);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT given(m_name->text().trimmed(), m_second->text().trimmed());
        this->accept();
    });
    update();
}

} // namespace seawall::ui
