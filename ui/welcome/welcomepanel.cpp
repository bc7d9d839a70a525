// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcomepanel.h"

#include "ui/card.h"
#include "ui/tone.h"

#include <QCommandLinkButton>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel *words(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// As far from its edge as its heading is.
void pad(Card &card)
{
    const int em = card.fontMetrics().height();
    card.body()->setContentsMargins(em, 0, em, em);
}

} // namespace

WelcomePanel::WelcomePanel(QWidget *parent)
    : QWidget(parent), m_gone(words({}, this)), m_actions(words({}, this)), m_problem(words({}, this)),
      m_progress(new QProgressBar(this)), m_sandbox(new QPushButton(this))
{
    setObjectName(u"welcome"_s);
    const int em = fontMetrics().height();
    auto *inner = new QWidget;
    inner->setMaximumWidth(em * 46);
    auto *mark = new QLabel(inner);
    mark->setPixmap(QIcon(u":/ui/seawall.svg"_s).pixmap(em * 4, em * 4));
    auto *title = words(tr("Welcome to Seawall"), inner);
    auto large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    auto *head = new QHBoxLayout;
    head->addWidget(mark);
    head->addSpacing(em / 2);
    auto *headline = new QVBoxLayout;
    headline->addWidget(title);
    headline->addWidget(
        words(tr("It shows whether a PostgreSQL replica can be trusted, and carries out risky work on a "
                 "cluster step by step. Watching writes nothing; whatever changes something is "
                 "shown first and waits for you."),
              inner));
    head->addLayout(headline, 1);

    auto *layout = new QVBoxLayout(inner);
    layout->setContentsMargins(em, em * 2, em, em);
    layout->setSpacing(em);
    layout->addLayout(head);
    m_gone->setObjectName(u"welcomeGone"_s);
    m_gone->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto heavy = m_gone->font();
    heavy.setWeight(QFont::DemiBold);
    m_gone->setFont(heavy);
    m_gone->hide();
    layout->addWidget(m_gone);
    layout->addWidget(sandboxCard());
    auto *own = new Card(tr("Your own servers"), inner);
    pad(*own);
    own->body()->setSpacing(em / 2);
    auto *file =
        choice(own->body(), u"welcomeFile"_s, tr("Open a .env file…"),
               tr("With POSTGRES_HOST, POSTGRES_REPLICA_HOST and the other keys of the application's "
                  "configuration."),
               u"document-open"_s);
    auto *servers =
        choice(own->body(), u"welcomeServers"_s, tr("Enter servers…"),
               tr("A primary and its replicas, each tried before it is opened. Passwords are kept in "
                  "the desktop's keychain. A role with pg_monitor is enough to watch."),
               u"network-connect"_s);
    layout->addWidget(own);
    layout->addWidget(words(tr("F1 opens the documentation, Ctrl+K finds every command."), inner));
    layout->addStretch(1); // else the cards would share what is left
    connect(file, &QPushButton::clicked, this, &WelcomePanel::fileWanted);
    connect(servers, &QPushButton::clicked, this, &WelcomePanel::serversWanted);

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAlignment(Qt::AlignHCenter);
    scroll->setWidget(inner);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    setFocusProxy(m_sandbox);
}

QWidget *WelcomePanel::sandboxCard()
{
    auto *card = new Card(tr("Try it on a sandbox, with a guided tour of three minutes"), this);
    m_actions->setObjectName(u"welcomeActions"_s);
    m_problem->setObjectName(u"welcomeProblem"_s);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->hide();
    m_progress->setObjectName(u"welcomeProgress"_s);
    m_progress->setAccessibleName(tr("Making the sandbox"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_sandbox->setObjectName(u"welcomeSandbox"_s);
    m_sandbox->setIcon(QIcon::fromTheme(u"media-playback-start"_s));
    pad(*card);
    card->body()->setSpacing(fontMetrics().height() / 2);
    card->body()->addWidget(m_actions);
    card->body()->addWidget(m_problem);
    card->body()->addWidget(m_progress);
    card->body()->addWidget(m_sandbox, 0, Qt::AlignLeft);
    connect(m_sandbox, &QPushButton::clicked, this, &WelcomePanel::sandboxWanted);
    return card;
}

QPushButton *WelcomePanel::choice(QVBoxLayout *to, const QString &name, const QString &title,
                                  const QString &text, const QString &icon)
{
    auto *button = new QCommandLinkButton(title, text, this);
    button->setObjectName(name);
    button->setAccessibleName(title);
    button->setAccessibleDescription(text);
    button->setIcon(QIcon::fromTheme(icon));
    to->addWidget(button);
    return button;
}

void WelcomePanel::showSandbox(const models::Preview &preview)
{
    m_sandbox->setText(preview.verb);
    m_sandbox->setAccessibleDescription(preview.consequence);
    m_actions->setText(u"• "_s + preview.actions.join(u"\n• "_s) + u"\n\n"_s + preview.consequence);
}

void WelcomePanel::showGone(const QString &sentence)
{
    m_gone->setText(sentence);
    m_gone->show();
}

void WelcomePanel::showMaking(bool isMaking)
{
    m_progress->setVisible(isMaking);
    m_sandbox->setEnabled(!isMaking);
    if (isMaking)
        m_problem->hide();
}

void WelcomePanel::showProblem(const db::Error &error)
{
    showMaking(false);
    m_problem->setText(error.message + u' ' + error.hint);
    auto colours = palette();
    colours.setColor(QPalette::WindowText, toneColour(palette(), Tone::Critical));
    m_problem->setPalette(colours);
    m_problem->show();
}

} // namespace seawall::ui
