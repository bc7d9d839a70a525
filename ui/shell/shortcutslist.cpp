// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutslist.h"

#include <QAction>
#include <QHeaderView>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

void addGroup(QTreeWidget *tree, const QString &title, const QList<QAction *> &actions)
{
    auto *group = new QTreeWidgetItem(tree, {title});
    auto bold = tree->font();
    bold.setWeight(QFont::DemiBold);
    group->setFont(0, bold);
    group->setFirstColumnSpanned(true);
    group->setFlags(Qt::ItemIsEnabled);
    for (const auto *action : actions) {
        QStringList keys;
        for (const auto &sequence : action->shortcuts())
            keys << sequence.toString(QKeySequence::NativeText);
        if (keys.isEmpty() || !action->isVisible())
            continue;
        auto text = action->text();
        auto *item = new QTreeWidgetItem(group, {text.remove(u'&'), keys.join(u", "_s)});
        item->setIcon(0, action->icon());
        item->setToolTip(0, action->toolTip());
    }
    group->setExpanded(true);
    group->setHidden(group->childCount() == 0);
}

} // namespace

ShortcutsList::ShortcutsList(const QList<QAction *> &everywhere, const QString &pageTitle,
                             const QList<QAction *> &onPage, QWidget *parent)
    : QTreeWidget(parent)
{
    setObjectName(u"shortcutsList"_s);
    setAccessibleName(tr("Keyboard shortcuts"));
    setHeaderLabels({tr("Command"), tr("Keys")});
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(fontMetrics().height());
    setUniformRowHeights(true);
    addGroup(this, tr("Everywhere"), everywhere);
    if (!pageTitle.isEmpty())
        addGroup(this, pageTitle, onPage);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
}

} // namespace seawall::ui
