// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failover/checkdetails.h"

#include "models/failover/readinesswords.h"
#include "ui/toneicon.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>

namespace seawall::ui {

using namespace Qt::StringLiterals;

CheckDetails::CheckDetails(QWidget *parent)
    : QWidget(parent), m_icon(new ToneIcon(this)), m_title(new QLabel(this)), m_found(new QLabel(this)),
      m_texts(new QWidget(this))
{
    const int em = fontMetrics().height();
    m_title->setObjectName(u"checkTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_found->setObjectName(u"checkFound"_s);
    m_found->setTextFormat(Qt::PlainText);
    m_found->setWordWrap(true);
    m_found->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *head = new QHBoxLayout;
    head->addWidget(m_icon);
    head->addWidget(m_title, 1);
    auto *texts = new QHBoxLayout(m_texts);
    texts->setContentsMargins(0, 0, 0, 0);
    texts->setSpacing(em);
    m_remedy = addText(u"checkRemedy"_s, tr("What to do"), tr("Copy what to do"), texts);
    m_query = addText(u"checkQuery"_s, tr("Query"), tr("Copy the query"), texts);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em / 2, em / 2, em / 2, em / 2);
    layout->addLayout(head);
    layout->addWidget(m_found);
    layout->addWidget(m_texts, 1);
    layout->addStretch(); // without a check the sentence stands at the top
    showCheck(nullptr);
}

CheckDetails::Text CheckDetails::addText(const QString &name, const QString &title, const QString &copyTip,
                                         QBoxLayout *layout)
{
    Text text{new QPlainTextEdit(this), new QToolButton(this)};
    text.view->setObjectName(name);
    text.view->setAccessibleName(title);
    text.view->setReadOnly(true);
    text.view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text.view->setTabChangesFocus(true);
    text.copy->setObjectName(name + u"Copy"_s);
    text.copy->setIcon(QIcon::fromTheme(u"edit-copy"_s));
    text.copy->setText(tr("Copy"));
    text.copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    text.copy->setToolTip(copyTip);
    text.copy->setAccessibleName(copyTip);
    connect(text.copy, &QToolButton::clicked, this,
            [view = text.view] { QGuiApplication::clipboard()->setText(view->toPlainText()); });
    auto *label = new QLabel(title, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    auto *head = new QHBoxLayout;
    head->addWidget(label, 1);
    head->addWidget(text.copy);
    auto *column = new QVBoxLayout;
    column->addLayout(head);
    column->addWidget(text.view, 1);
    layout->addLayout(column, 1);
    return text;
}

void CheckDetails::fill(const Text &text, const QString &content, const QString &placeholder)
{
    text.view->setPlaceholderText(placeholder);
    if (text.view->toPlainText() != content) // else the selection would go with each sample
        text.view->setPlainText(content);
    text.copy->setEnabled(!content.isEmpty());
}

void CheckDetails::showCheck(const db::ReadinessCheck *check)
{
    m_icon->setVisible(check != nullptr);
    m_title->setText(check ? check->title
                           : tr("A check that is chosen is told here: what was found, how, and what to do."));
    m_found->setVisible(check != nullptr);
    m_texts->setVisible(check != nullptr);
    if (!check)
        return;
    m_icon->setTone(toneOf(models::guardState(check->state)));
    m_found->setText(check->node.isEmpty() ? check->measured : u"%1: %2"_s.arg(check->node, check->measured));
    const bool isOk = check->state == db::ReadinessCheck::State::Ok;
    fill(m_query, check->query, tr("No query shows this."));
    fill(m_remedy, check->remedy,
         isOk ? tr("Nothing, it is as it should be.") : tr("It could not be asked."));
}

} // namespace seawall::ui
