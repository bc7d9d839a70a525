// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the connection dialog is put together; what it does is in connectiondialog.cpp.
#include "ui/connection/connectiondialog.h"
#include "ui/connection/nodefields.h"
#include "ui/tone.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPixmap>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

void ConnectionDialog::build()
{
    setObjectName(u"connectionDialog"_s);
    setWindowTitle(tr("Open a cluster"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    const int em = fontMetrics().height();
    auto *columns = new QHBoxLayout;
    columns->setSpacing(em);
    columns->addWidget(buildList());
    columns->addWidget(buildForm(), 1);
    m_message = new QLabel(this);
    m_message->setObjectName(u"connectionMessage"_s);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em, em, em, em);
    layout->addLayout(columns, 1);
    layout->addWidget(m_message);
    buildButtons(layout);
    resize(em * 72, em * 34);
}

QWidget *ConnectionDialog::buildList()
{
    const int em = fontMetrics().height();
    auto *panel = new QWidget(this);
    panel->setFixedWidth(em * 11);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *caption = new QLabel(tr("Clusters"), panel);
    m_names = new QListWidget(panel);
    m_names->setObjectName(u"profileNames"_s);
    m_names->setAccessibleName(tr("Known clusters"));
    caption->setBuddy(m_names);
    auto *fresh = new QPushButton(tr("New"), panel);
    fresh->setObjectName(u"profileNew"_s);
    auto *remove = new QPushButton(tr("Forget"), panel);
    remove->setObjectName(u"profileForget"_s);
    remove->setToolTip(tr("Forget this profile and its passwords; the recorder's data stays."));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(fresh);
    buttons->addWidget(remove);
    layout->addWidget(caption);
    layout->addWidget(m_names, 1);
    layout->addLayout(buttons);
    // Not the current row: a list that comes into focus gives itself one, which nobody has chosen.
    connect(m_names, &QListWidget::itemSelectionChanged, this, [this] {
        if (const auto chosen = m_names->selectedItems(); !chosen.isEmpty())
            chooseName(chosen.front()->text());
    });
    connect(fresh, &QPushButton::clicked, this, [this] {
        m_names->setCurrentRow(-1);
        showProfile({});
        m_name->setFocus();
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        if (const auto *item = m_names->currentItem())
            m_profiles->remove(item->text());
    });
    return panel;
}

QWidget *ConnectionDialog::buildForm()
{
    const int em = fontMetrics().height();
    auto *panel = new QWidget(this);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *head = new QHBoxLayout;
    auto *caption = new QLabel(tr("Name"), panel);
    m_name = new QLineEdit(panel);
    m_name->setObjectName(u"profileName"_s);
    m_name->setAccessibleName(tr("Name of the cluster"));
    caption->setBuddy(m_name);
    m_production = new QCheckBox(tr("Production"), panel);
    m_production->setObjectName(u"profileProduction"_s);
    m_production->setToolTip(tr("Draws a coloured frame and asks for more before anything is changed."));
    m_colour = new QPushButton(tr("Colour…"), panel);
    m_colour->setObjectName(u"profileColour"_s);
    m_colour->setToolTip(tr("The colour of this cluster's mark and frame."));
    auto *env = new QPushButton(QIcon::fromTheme(u"document-open"_s), tr("From a .env file…"), panel);
    env->setObjectName(u"profileEnv"_s);
    for (auto *widget : std::initializer_list<QWidget *>{caption, m_name, m_production, m_colour, env})
        head->addWidget(widget);
    auto *nodes = new QWidget(panel);
    m_nodesLayout = new QVBoxLayout(nodes);
    m_nodesLayout->setContentsMargins(0, em / 2, em / 2, 0);
    m_nodesLayout->setSpacing(em / 2);
    auto *add = new QPushButton(QIcon::fromTheme(u"list-add"_s), tr("Add a node"), nodes);
    add->setObjectName(u"nodeAdd"_s);
    m_nodesLayout->addWidget(add, 0, Qt::AlignLeft);
    m_nodesLayout->addStretch();
    auto *scroll = new QScrollArea(panel);
    scroll->setObjectName(u"nodeScroll"_s);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(nodes);
    layout->addLayout(head);
    layout->addWidget(scroll, 1);
    connect(m_colour, &QPushButton::clicked, this, &ConnectionDialog::chooseColour);
    connect(env, &QPushButton::clicked, this, &ConnectionDialog::openEnvFile);
    connect(add, &QPushButton::clicked, this, [this] {
        auto node = m_nodes.empty() ? db::NodeConfig() : m_nodes.back()->node();
        node.endpoint.name = tr("replica%1").arg(m_nodes.size());
        node.role = db::Role::Replica;
        addNode(node);
    });
    return panel;
}

void ConnectionDialog::buildButtons(QVBoxLayout *layout)
{
    m_keep = new QCheckBox(this);
    m_keep->setObjectName(u"profileKeep"_s);
    setKeychain(true);
    m_test = new QPushButton(tr("Test"), this);
    m_test->setObjectName(u"connectionTest"_s);
    m_test->setToolTip(tr("Connects to every node once, and says what worked and what did not."));
    auto *box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *open = box->addButton(tr("Open"), QDialogButtonBox::AcceptRole);
    open->setObjectName(u"connectionOpen"_s);
    open->setDefault(true);
    auto *row = new QHBoxLayout;
    row->addWidget(m_keep);
    row->addStretch();
    row->addWidget(m_test);
    row->addWidget(box);
    layout->addLayout(row);
    connect(m_test, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, &ConnectionDialog::openProfile);
}

void ConnectionDialog::setKeychain(bool isThere)
{
    m_keep->setEnabled(isThere);
    m_keep->setChecked(isThere);
    m_keep->setText(isThere ? tr("Keep the passwords in the system's keychain")
                            : tr("Passwords are not kept: there is no keychain service here"));
}

void ConnectionDialog::showNames()
{
    const QSignalBlocker quiet(m_names);
    m_names->clear();
    m_names->addItems(m_profiles->names());
    for (int row = 0; row < m_names->count(); ++row)
        if (m_names->item(row)->text() == m_name->text())
            m_names->setCurrentRow(row);
}

void ConnectionDialog::showColour()
{
    const int side = fontMetrics().height();
    QPixmap swatch(side, side);
    swatch.fill(m_base.colour.isValid() ? m_base.colour : borderColour(palette()));
    m_colour->setIcon(swatch);
}

void ConnectionDialog::say(const QString &sentence)
{
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
}

} // namespace seawall::ui
