// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/nodechooser.h"

namespace seawall::ui {

NodeChooser::NodeChooser(const QString &objectName, const QString &accessibleName, const QString &toolTip,
                         QWidget *parent)
    : QComboBox(parent)
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    setToolTip(toolTip);
    setSizeAdjustPolicy(AdjustToContents);
    connect(this, &QComboBox::textActivated, this, [this](const QString &name) { m_chosen = name; });
}

bool NodeChooser::setNames(const QStringList &names)
{
    QStringList shown;
    for (int i = 0; i < count(); ++i)
        shown << itemText(i);
    if (shown == names)
        return false;
    const auto before = currentText();
    clear();
    addItems(names);
    const auto wanted = names.indexOf(names.contains(m_chosen) ? m_chosen : before);
    setCurrentIndex(std::max(0, static_cast<int>(wanted)));
    return true;
}

void NodeChooser::choose(const QString &name)
{
    m_chosen = name;
    if (const int at = findText(name); at >= 0)
        setCurrentIndex(at);
}

QString NodeChooser::chosen() const
{
    return m_chosen.isEmpty() ? currentText() : m_chosen;
}

} // namespace seawall::ui
