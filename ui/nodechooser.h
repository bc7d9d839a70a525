// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace seawall::ui {

/// Chooses one of the nodes by its name. What a person chose, or choose() named, is chosen again as soon as
/// it is among the names; meanwhile it is the one shown last, else the first.
class NodeChooser final : public QComboBox
{
    Q_OBJECT

public:
    NodeChooser(const QString &objectName, const QString &accessibleName, const QString &toolTip,
                QWidget *parent);

    bool setNames(const QStringList &names); ///< false: they are those that are shown
    void choose(const QString &name);
    QString chosen() const; ///< which choose() takes again; else the one shown

private:
    QString m_chosen;
};

} // namespace seawall::ui
