// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsdialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

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

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &everywhere, const QString &pageTitle,
                                 const QList<QAction *> &onPage, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"shortcutsDialog"_s);
    setWindowTitle(tr("Keyboard shortcuts"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    const int em = fontMetrics().height();
    auto *tree = new QTreeWidget(this);
    tree->setObjectName(u"shortcutsList"_s);
    tree->setAccessibleName(windowTitle());
    tree->setHeaderLabels({tr("Command"), tr("Keys")});
    tree->setRootIsDecorated(false);
    tree->setItemsExpandable(false);
    tree->setIndentation(em);
    tree->setUniformRowHeights(true);
    addGroup(tree, tr("Everywhere"), everywhere);
    if (!pageTitle.isEmpty())
        addGroup(tree, pageTitle, onPage);
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);

    auto *box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em, em, em, em);
    layout->addWidget(tree);
    layout->addWidget(box);
    resize(em * 32, em * 30);
}

} // namespace seawall::ui
