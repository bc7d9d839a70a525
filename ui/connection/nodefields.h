// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/clustermonitor.h"
#include "ui/tone.h"

#include <QFrame>
#include <QSet>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace seawall::ui {

class ToneIcon;

/// The fields of one node in the connection dialog, and below them what its trial connection found.
class NodeFields final : public QFrame
{
    Q_OBJECT

public:
    explicit NodeFields(QWidget *parent = nullptr);

    void show(const db::NodeConfig &node);
    using QWidget::show;
    db::NodeConfig node() const; ///< what is not on the form is kept as it was shown
    /// One that goes leaves its room: nothing moves under the pointer of who edits.
    void setResult(Tone tone, const QString &sentence);
    void setRemovable(bool removable);
    void follow(const NodeFields &first); ///< port, user, database, TLS, password, but those that were edited

Q_SIGNALS:
    void removeRequested();
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();

    db::NodeConfig m_node;
    QLineEdit *m_name;
    QComboBox *m_role;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_user;
    QLineEdit *m_database;
    QComboBox *m_sslMode;
    QLineEdit *m_password;
    QToolButton *m_remove;
    ToneIcon *m_icon;
    QLabel *m_result;
    QSet<QWidget *> m_edited; ///< by a person
};

} // namespace seawall::ui
