// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connection/nodefields.h"

#include "ui/card.h"
#include "ui/toneicon.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int columns = 7;

QLabel *captionFor(QWidget *field, const QString &caption, const QString &tip)
{
    auto *label = new QLabel(caption, field->parentWidget());
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(field);
    field->setAccessibleName(caption);
    field->setToolTip(tip);
    return label;
}

void setParameter(db::Endpoint &endpoint, const QString &keyword, const QString &value)
{
    if (value.isEmpty())
        endpoint.parameters.erase(keyword);
    else
        endpoint.parameters[keyword] = value;
}

QString given(const db::Endpoint &endpoint, const QString &keyword)
{
    const auto found = endpoint.parameters.find(keyword);
    return found == endpoint.parameters.end() ? QString() : found->second;
}

} // namespace

NodeFields::NodeFields(QWidget *parent)
    : QFrame(parent), m_name(new QLineEdit(this)), m_role(new QComboBox(this)), m_host(new QLineEdit(this)),
      m_port(new QSpinBox(this)), m_user(new QLineEdit(this)), m_database(new QLineEdit(this)),
      m_sslMode(new QComboBox(this)), m_password(new QLineEdit(this)), m_remove(new QToolButton(this)),
      m_icon(new ToneIcon(this)), m_result(new QLabel(this))
{
    m_role->addItem(tr("primary"), int(db::Role::Primary));
    m_role->addItem(tr("replica"), int(db::Role::Replica));
    m_port->setRange(1, 65535);
    m_port->setGroupSeparatorShown(false);
    for (const auto &mode :
         {u""_s, u"disable"_s, u"allow"_s, u"prefer"_s, u"require"_s, u"verify-ca"_s, u"verify-full"_s})
        m_sslMode->addItem(mode.isEmpty() ? tr("default") : mode, mode);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("~/.pgpass"));
    m_user->setPlaceholderText(tr("your login"));
    m_database->setPlaceholderText(tr("as the user"));
    m_remove->setText(u"✕"_s);
    m_remove->setObjectName(u"nodeRemove"_s);
    m_remove->setToolTip(tr("Take this node out"));
    m_remove->setAccessibleName(m_remove->toolTip());
    build();
    connect(m_remove, &QToolButton::clicked, this, &NodeFields::removeRequested);
    const auto edited = [this](QWidget *field) {
        return [this, field] {
            m_edited.insert(field);
            Q_EMIT changed();
        };
    };
    for (auto *field : {m_name, m_host, m_user, m_database, m_password})
        connect(field, &QLineEdit::textEdited, this, edited(field));
    for (auto *field : {m_role, m_sslMode})
        connect(field, &QComboBox::activated, this, edited(field));
    connect(m_port, &QSpinBox::valueChanged, this, edited(m_port));
}

void NodeFields::build()
{
    struct Field {
        QWidget *widget;
        QString name, caption, tip;
        int stretch;
    };
    const std::array<Field, columns + 1> fields{{
        {m_name, u"nodeName"_s, tr("Node"), tr("The node's name in the console."), 3},
        {m_role, u"nodeRole"_s, tr("Expected role"), tr("What it should be; it is asked at each sample."), 2},
        {m_host, u"nodeHost"_s, tr("Host"), tr("Host name, address or socket folder."), 4},
        {m_port, u"nodePort"_s, tr("Port"), tr("TCP port, 5432 by default."), 2},
        {m_user, u"nodeUser"_s, tr("User"), tr("A member of pg_monitor sees every figure."), 3},
        {m_database, u"nodeDatabase"_s, tr("Database"), tr("Any database of the server will do."), 3},
        {m_sslMode, u"nodeSslMode"_s, tr("TLS"), tr("libpq's sslmode."), 4},
        {m_password, u"nodePassword"_s, tr("Password"), tr("Kept in the system's keychain, nowhere else."),
         3},
    }};
    auto *grid = new QGridLayout(this);
    const int em = fontMetrics().height();
    grid->setContentsMargins(em / 2, em / 2, em / 2, em / 2);
    grid->setHorizontalSpacing(em / 2);
    grid->setVerticalSpacing(em / 6);
    int column = 0;
    for (const auto &field : fields) {
        field.widget->setObjectName(field.name);
        field.widget->setMinimumWidth(em * (field.stretch + 3));
        grid->addWidget(captionFor(field.widget, field.caption, field.tip), 0, column);
        grid->addWidget(field.widget, 1, column);
        grid->setColumnStretch(column, field.stretch);
        ++column;
    }
    grid->addWidget(m_remove, 1, column);
    m_result->setObjectName(u"nodeResult"_s);
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *result = new QHBoxLayout;
    result->setSpacing(em / 2);
    result->addWidget(m_icon, 0, Qt::AlignTop);
    result->addWidget(m_result, 1);
    grid->addLayout(result, 2, 0, 1, column + 1);
    setResult(Tone::Neutral, {});
}

void NodeFields::show(const db::NodeConfig &node)
{
    m_node = node;
    m_name->setText(node.endpoint.name);
    m_role->setCurrentIndex(node.role == db::Role::Replica ? 1 : 0);
    m_host->setText(given(node.endpoint, u"host"_s));
    auto hostless = node.endpoint;
    hostless.parameters.erase(u"host"_s);
    m_host->setPlaceholderText(given(hostless, u"service"_s).isEmpty() ? hostless.host()
                                                                       : tr("as the service says"));
    {
        const QSignalBlocker quiet(m_port);
        m_port->setValue(node.endpoint.port());
    }
    m_user->setText(given(node.endpoint, u"user"_s));
    m_database->setText(given(node.endpoint, u"dbname"_s));
    m_sslMode->setCurrentIndex(std::max(0, m_sslMode->findData(given(node.endpoint, u"sslmode"_s))));
    m_password->setText(node.endpoint.password.reveal());
    m_edited.clear();
    m_result->setMinimumHeight(0);
    m_result->hide();
    setResult(Tone::Neutral, {});
}

db::NodeConfig NodeFields::node() const
{
    auto node = m_node;
    node.endpoint.name = m_name->text().trimmed();
    node.role = static_cast<db::Role>(m_role->currentData().toInt());
    setParameter(node.endpoint, u"host"_s, m_host->text().trimmed());
    setParameter(node.endpoint, u"port"_s, QString::number(m_port->value()));
    setParameter(node.endpoint, u"user"_s, m_user->text().trimmed());
    setParameter(node.endpoint, u"dbname"_s, m_database->text().trimmed());
    setParameter(node.endpoint, u"sslmode"_s, m_sslMode->currentData().toString());
    node.endpoint.password = db::Secret(m_password->text());
    return node;
}

void NodeFields::setResult(Tone tone, const QString &sentence)
{
    m_icon->setTone(tone);
    m_icon->setVisible(!sentence.isEmpty());
    // Until the next result is known.
    const bool isOver = tone != Tone::Neutral && tone != Tone::Unknown;
    m_result->setMinimumHeight(isOver || m_result->isHidden() ? 0 : m_result->height());
    m_result->setText(sentence);
    m_result->setVisible(!sentence.isEmpty() || !m_result->isHidden());
}

void NodeFields::follow(const NodeFields &first)
{
    const QSignalBlocker quiet(m_port);
    if (!m_edited.contains(m_port))
        m_port->setValue(first.m_port->value());
    for (auto field : {&NodeFields::m_user, &NodeFields::m_database, &NodeFields::m_password})
        if (!m_edited.contains(this->*field))
            (this->*field)->setText((first.*field)->text());
    if (!m_edited.contains(m_sslMode))
        m_sslMode->setCurrentIndex(first.m_sslMode->currentIndex());
}

void NodeFields::setRemovable(bool removable)
{
    m_remove->setEnabled(removable);
}

void NodeFields::paintEvent(QPaintEvent *)
{
    paintCard(this);
}

} // namespace seawall::ui
