// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connection/connectiondialog.h"

#include "ui/connection/nodefields.h"

#include <QCheckBox>
#include <QColorDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::ClusterProfile;

ConnectionDialog::ConnectionDialog(models::Profiles *profiles, const ClusterProfile &current, QWidget *parent)
    : QDialog(parent), m_profiles(profiles)
{
    build();
    connect(&m_check, &models::ConnectionCheck::checked, this, &ConnectionDialog::onChecked);
    connect(&m_check, &models::ConnectionCheck::finished, this, [this] { m_test->setEnabled(true); });
    for (const auto signal : {&models::Profiles::loaded, &models::Profiles::changed})
        connect(profiles, signal, this, &ConnectionDialog::showNames);
    connect(profiles, &models::Profiles::failed, this,
            [this](const db::Error &error) { say(error.message + u' ' + error.hint); });
    connect(profiles, &models::Profiles::secretsFailed, this,
            [this](const QString &, const db::Error &error) { say(error.message + u' ' + error.hint); });
    connect(profiles, &models::Profiles::unlocked, this, &ConnectionDialog::showProfile);
    connect(profiles, &models::Profiles::passwordNeeded, this,
            [this](const ClusterProfile &profile, const db::Error &why) {
                showProfile(profile);
                say(why.message + u' ' +
                    (why.kind == db::ErrorKind::FileAccess
                         ? tr("Type the password, or forget this cluster where it is gone.")
                         : tr("Type the password.")));
                if (why.kind == db::ErrorKind::ToolMissing)
                    setKeychain(false);
            });
    connect(profiles, &models::Profiles::envFileRead, this, &ConnectionDialog::takeFile);
    connect(profiles, &models::Profiles::envFileFailed, this, &ConnectionDialog::missFile);
    connect(this, &QDialog::rejected, this, [this] { m_awaited = Awaited::Nothing; });
    showNames();
    showProfile(current);
    if (!current.envFile.isEmpty())
        await(Awaited::Present, current.envFile); // it may say something else since it was opened
    if (current.name.isEmpty())
        m_name->setFocus(); // servers are to be entered
}

void ConnectionDialog::showProfile(const ClusterProfile &profile)
{
    m_check.cancel();
    m_awaited = Awaited::Nothing;
    m_test->setEnabled(true);
    m_base = profile;
    m_name->setText(profile.name);
    m_production->setChecked(profile.production);
    showColour();
    while (!m_nodes.empty())
        removeNode(m_nodes.back());
    for (const auto &node : profile.monitor.nodes)
        addNode(node);
    if (m_nodes.empty()) {
        addNode({{.name = u"primary"_s, .parameters = {}, .password = {}}, db::Role::Primary});
        addNode({{.name = u"replica1"_s, .parameters = {}, .password = {}}, db::Role::Replica});
    }
    m_isFresh = profile.monitor.nodes.empty();
    m_shown = nodes();
    say({});
}

void ConnectionDialog::addNode(const db::NodeConfig &node)
{
    auto *fields = new NodeFields(this);
    fields->setObjectName(u"node_%1"_s.arg(m_nodes.size()));
    fields->show(node);
    m_nodes.push_back(fields);
    m_nodesLayout->insertWidget(static_cast<int>(m_nodes.size()) - 1, fields);
    connect(fields, &NodeFields::removeRequested, this, [this, fields] { removeNode(fields); });
    connect(fields, &NodeFields::changed, this, [this, fields] {
        fields->setResult(Tone::Neutral, {});
        if (!m_isFresh || fields != m_nodes.front())
            return;
        for (auto *each : m_nodes)
            if (each != fields)
                each->follow(*fields);
    });
    for (auto *each : m_nodes)
        each->setRemovable(m_nodes.size() > 1);
}

void ConnectionDialog::addDiscovered(const std::vector<db::DiscoveredReplica> &replicas)
{
    for (const auto &replica : replicas) {
        auto node = m_nodes.empty() ? db::NodeConfig() : m_nodes.front()->node();
        node.role = db::Role::Replica;
        node.endpoint.name = replica.applicationName;
        if (!replica.clientAddress.isEmpty())
            node.endpoint.parameters[u"host"_s] = replica.clientAddress;
        addNode(node);
    }
    if (!replicas.empty())
        say(tr("Replicas that the primary serves were added: check host and port, then test."));
}

void ConnectionDialog::removeNode(NodeFields *fields)
{
    std::erase(m_nodes, fields);
    fields->hide();
    fields->deleteLater();
    for (auto *each : m_nodes)
        each->setRemovable(m_nodes.size() > 1);
}

ClusterProfile ConnectionDialog::profile() const
{
    auto profile = m_base;
    profile.name = m_name->text().trimmed();
    profile.production = m_production->isChecked();
    profile.monitor.nodes = nodes();
    profile.ownServers = !m_base.envFile.isEmpty() && (m_base.ownServers || isChanged());
    return profile;
}

std::vector<db::NodeConfig> ConnectionDialog::nodes() const
{
    std::vector<db::NodeConfig> nodes;
    for (const auto *fields : m_nodes)
        nodes.push_back(fields->node());
    return nodes;
}

/// A password where there was none changes nothing of what the file says.
bool ConnectionDialog::isChanged() const
{
    auto now = nodes();
    for (size_t i = 0; i < std::min(now.size(), m_shown.size()); ++i)
        if (m_shown[i].endpoint.password.isEmpty())
            now[i].endpoint.password = {};
    return now != m_shown;
}

QString ConnectionDialog::nodeProblem() const
{
    QSet<QString> names;
    for (const auto *fields : m_nodes) {
        const auto name = fields->node().endpoint.name;
        if (name.isEmpty())
            return tr("Give every node a name.");
        if (names.contains(name))
            return tr("Two nodes are called %1; give each a name of its own.").arg(name);
        names.insert(name);
    }
    return {};
}

void ConnectionDialog::test()
{
    if (const auto wrong = nodeProblem(); !wrong.isEmpty()) {
        say(wrong);
        return;
    }
    say({});
    m_test->setEnabled(false);
    std::vector<db::Endpoint> endpoints;
    for (auto *fields : m_nodes) {
        fields->setResult(Tone::Unknown, tr("Connecting …"));
        endpoints.push_back(fields->node().endpoint);
    }
    m_check.start(endpoints);
}

void ConnectionDialog::onChecked(const models::NodeCheck &check)
{
    for (auto *fields : m_nodes) {
        const auto node = fields->node();
        if (node.endpoint.name != check.node)
            continue;
        auto sentence = check.sentence();
        auto tone = check.error ? Tone::Critical : check.canMonitor ? Tone::Ok : Tone::Warning;
        if (!check.error && check.role != node.role) {
            sentence += u' ' + tr("A %1 was expected here.").arg(db::toString(node.role));
            tone = Tone::Warning;
        }
        fields->setResult(tone, sentence);
    }
}

void ConnectionDialog::openProfile()
{
    const auto wrong = m_name->text().trimmed().isEmpty() ? tr("Give the cluster a name.") : nodeProblem();
    if (!wrong.isEmpty()) {
        say(wrong);
        return;
    }
    if (m_base.envFile.isEmpty()) {
        openAs(profile());
        return;
    }
    say(tr("Reading %1 …").arg(m_base.envFile));
    await(Awaited::Opening, m_base.envFile);
}

void ConnectionDialog::openAs(const ClusterProfile &chosen)
{
    m_profiles->save(chosen, m_keep->isChecked());
    Q_EMIT profileChosen(chosen);
    accept();
}

void ConnectionDialog::chooseColour()
{
    auto *chooser = new QColorDialog(m_base.colour, this);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    connect(chooser, &QColorDialog::colorSelected, this, [this](const QColor &colour) {
        m_base.colour = colour;
        showColour();
    });
    chooser->open();
}

void ConnectionDialog::chooseName(const QString &name)
{
    const auto found = m_profiles->find(name);
    if (!found)
        return;
    showProfile(*found);
    m_profiles->unlock(name); // the form is filled again once the keychain has given the passwords
}

} // namespace seawall::ui
