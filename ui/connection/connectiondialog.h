// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connectioncheck.h"
#include "models/profiles.h"

#include <QDialog>
#include <QHash>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace seawall::ui {

class NodeFields;

/// Choose a cluster, or describe one: named profiles at the left, the nodes of the chosen one at the right,
/// with a trial connection to each. Passwords go to the system's keychain. Opened with open().
class ConnectionDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `profiles` is not owned and outlives the dialog. `current` is what the form starts with.
    ConnectionDialog(models::Profiles *profiles, const models::ClusterProfile &current, QWidget *parent);

    /// Adds them to the form, with the user and database of the primary; they may need another port.
    void addDiscovered(const std::vector<db::DiscoveredReplica> &replicas);
    models::ClusterProfile profile() const; ///< as the form describes it
    void setKeychain(bool isThere);         ///< without one passwords are not kept, and the form says so
    void openEnvFile();                     ///< asks for a .env file, and fills the form with it

Q_SIGNALS:
    void profileChosen(const seawall::models::ClusterProfile &profile);

private:
    void build();
    QWidget *buildList();
    QWidget *buildForm();
    void buildButtons(QVBoxLayout *layout);
    void addNode(const db::NodeConfig &node);
    void showProfile(const models::ClusterProfile &profile);
    void showNames();
    void chooseName(const QString &name);
    void chooseColour();
    void showColour();
    enum class Awaited {
        Nothing,
        Chosen,  ///< a file that a person pointed at
        Present, ///< what the file of the cluster that is shown says now
        Opening, ///< the same, to open it
    };
    void await(Awaited what, const QString &path);
    Awaited answered(const QString &path);
    void takeFile(const QString &path, const models::ClusterProfile &read);
    void missFile(const QString &path, const db::Error &error);
    std::vector<db::NodeConfig> nodes() const; ///< as the form has them
    bool isChanged() const;                    ///< by a person, since they were shown
    void test();
    void onChecked(const models::NodeCheck &check);
    void openProfile(); ///< as its file says at this moment, where it has one
    void openAs(const models::ClusterProfile &chosen);
    void say(const QString &sentence); ///< below the form; empty: nothing
    void removeNode(NodeFields *fields);
    QString nodeProblem() const; ///< what is wrong with the nodes; empty: nothing

    models::Profiles *m_profiles;
    models::ClusterProfile m_base; ///< what the form does not show is kept from here
    models::ConnectionCheck m_check;
    std::vector<NodeFields *> m_nodes;
    QListWidget *m_names = nullptr;
    QLineEdit *m_name = nullptr;
    QCheckBox *m_production = nullptr;
    QPushButton *m_colour = nullptr;
    QCheckBox *m_keep = nullptr;
    QVBoxLayout *m_nodesLayout = nullptr;
    QPushButton *m_test = nullptr;
    QLabel *m_message = nullptr;
    Awaited m_awaited = Awaited::Nothing;
    QHash<QString, int> m_reads;         ///< by file: answers that are still to come
    QString m_awaitedFile;               ///< the .env file that a worker reads
    std::vector<db::NodeConfig> m_shown; ///< the form's nodes before anybody changed them
    bool m_isFresh = false;              ///< servers are entered: the others begin as the first
};

} // namespace seawall::ui
