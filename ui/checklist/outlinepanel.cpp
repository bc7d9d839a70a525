// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/outlinepanel.h"

#include "ui/checklist/outlinedelegate.h"
#include "ui/checklist/outlinefilter.h"
#include "ui/elidedlabel.h"
#include "ui/sessions/steadytree.h"

#include <QButtonGroup>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using M = models::ChecklistModel;

OutlinePanel::OutlinePanel(QWidget *parent)
    : QWidget(parent), m_filter(new OutlineFilter(this)), m_search(new QLineEdit(this)),
      m_tree(new SteadyTree(this)), m_empty(new QLabel(m_tree->viewport()))
{
    m_filter->setSourceModel(&m_model);
    m_search->setObjectName(u"checklistFind"_s);
    m_search->setPlaceholderText(tr("Find a step …"));
    m_search->setAccessibleName(tr("Find a step"));
    m_search->setToolTip(
        tr("Shows the steps whose title, words or code hold this text (Ctrl+F); Enter goes to the first, Esc "
           "shows all again"));
    m_search->setClearButtonEnabled(true);
    m_tree->setObjectName(u"checklistOutline"_s);
    m_tree->setAccessibleName(tr("Outline of the checklist"));
    m_tree->setModel(m_filter);
    m_tree->setItemDelegate(new OutlineDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(fontMetrics().height());
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setExpandsOnDoubleClick(true);
    m_empty->setObjectName(u"checklistNothing"_s);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    auto *over = new QVBoxLayout(m_tree->viewport());
    over->addWidget(m_empty);
    over->addStretch();
    m_search->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_search);
    layout->addWidget(buildFilters());
    layout->addWidget(m_tree, 1);
    auto *keys = new ElidedLabel(this);
    keys->setObjectName(u"checklistKeys"_s);
    keys->setForegroundRole(QPalette::PlaceholderText);
    keys->setText(tr("Space verifies, runs or passes  ·  N next open  ·  P previous"));
    layout->addWidget(keys);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        m_tree->expandAll();
        choose(m_chosen);
        showEmptiness();
    });
    connect(m_search, &QLineEdit::returnPressed, this, &OutlinePanel::goToFirst);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (!current.isValid()) // hidden by a filter: the step stays in front of the person
                    return;
                m_chosen = current.data(M::NodeRole).toInt();
                Q_EMIT nodeChosen(m_chosen);
            });
}

QWidget *OutlinePanel::buildFilters()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_buttons = new QButtonGroup(row);
    for (const auto &[what, name, tip] :
         {std::tuple(Show::All, u"showAll"_s, tr("Show every step")),
          std::tuple(Show::Open, u"showOpen"_s, tr("Show what is still to be done")),
          std::tuple(Show::Failed, u"showFailed"_s, tr("Show what failed or was interrupted")),
          std::tuple(Show::Stale, u"showStale"_s,
                     tr("Show what was verified, and rested on something that has changed since"))}) {
        auto *button = new QToolButton(row);
        button->setObjectName(name);
        button->setCheckable(true);
        button->setToolTip(tip);
        button->setChecked(what == Show::All);
        m_buttons->addButton(button, int(what));
        layout->addWidget(button);
    }
    layout->addStretch();
    connect(m_buttons, &QButtonGroup::idClicked, this, [this](int id) { setShown(Show(id)); });
    showCounts();
    return row;
}

void OutlinePanel::showCounts()
{
    const auto counts = m_model.counts();
    const std::array texts{tr("All %1").arg(counts.total), tr("To do %1").arg(counts.open()),
                           tr("Failed %1").arg(counts.failed), tr("Stale %1").arg(counts.stale)};
    for (int i = 0; i < int(texts.size()); ++i)
        m_buttons->button(i)->setText(texts[size_t(i)]);
}

void OutlinePanel::setShown(Show what)
{
    m_buttons->button(int(what))->setChecked(true);
    m_filter->setShown(what);
    m_tree->expandAll();
    choose(m_chosen);
    showEmptiness();
}

void OutlinePanel::showEmptiness()
{
    const bool isEmpty = m_model.rowCount() > 0 && m_filter->rowCount() == 0;
    m_empty->setVisible(isEmpty);
    if (!isEmpty)
        return;
    const bool isSearch = !m_search->text().trimmed().isEmpty();
    switch (m_filter->shown()) {
    case Show::All:
        m_empty->setText(tr("No step holds these words."));
        break;
    case Show::Open:
        m_empty->setText(isSearch ? tr("No step that is still to be done holds these words.")
                                  : tr("Nothing is left to be done."));
        break;
    case Show::Failed:
        m_empty->setText(isSearch ? tr("No step that failed holds these words.") : tr("No step failed."));
        break;
    case Show::Stale:
        m_empty->setText(isSearch ? tr("No stale step holds these words.") : tr("No step is stale."));
        break;
    }
}

void OutlinePanel::goToFirst()
{
    const auto *rows = m_tree->model();
    QModelIndex first;
    for (auto index = rows->index(0, 0); index.isValid(); index = m_tree->indexBelow(index)) {
        if (!m_filter->isFound(index))
            continue;
        const bool isStep = index.data(M::KindRole).isValid();
        if (isStep || !first.isValid())
            first = index;
        if (isStep)
            break;
    }
    if (first.isValid())
        choose(first.data(M::NodeRole).toInt());
    m_tree->setFocus();
}

bool OutlinePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape)
        m_search->clear();
    if (key == Qt::Key_Escape || key == Qt::Key_Down)
        m_tree->setFocus();
    return key == Qt::Key_Escape || key == Qt::Key_Down;
}

void OutlinePanel::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_model.setSnapshot(*snapshot);
}

void OutlinePanel::setView(const models::ChecklistViewPtr &view)
{
    const QString chosen = m_model.view() && m_chosen >= 0
                               ? m_model.view()->run.checklist.nodes[size_t(m_chosen)].identity
                               : QString();
    const bool isOther = !view || view->run.id != m_run;
    const bool isNewText =
        isOther || !m_model.view() || m_model.view()->run.checklist.checksum != view->run.checklist.checksum;
    m_run = view ? view->run.id : 0;
    if (isOther) { // what was searched for was a step of the one before
        m_chosen = -1;
        m_search->clear();
    }
    m_model.setView(view);
    showCounts();
    showEmptiness();
    if (isNewText)
        m_tree->expandAll();
    if (!isOther && isNewText) {
        m_chosen = view->run.checklist.indexOf(chosen);
        choose(m_chosen);
    }
}

void OutlinePanel::choose(int node)
{
    const auto index = m_filter->mapFromSource(m_model.indexOf(node));
    if (!index.isValid()) {
        if (node >= 0 && node != m_chosen) { // not in the outline now, and wanted all the same
            m_chosen = node;
            Q_EMIT nodeChosen(node);
        }
        return;
    }
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
    if (node != m_chosen) { // it was the tree's already, of the run before
        m_chosen = node;
        Q_EMIT nodeChosen(node);
    }
}

void OutlinePanel::find()
{
    m_search->setFocus();
    m_search->selectAll();
}

void OutlinePanel::saveState(QSettings &settings) const
{
    settings.setValue(u"shown"_s, int(m_filter->shown()));
}

void OutlinePanel::restoreState(QSettings &settings)
{
    setShown(Show(std::clamp(settings.value(u"shown"_s, 0).toInt(), 0, int(Show::Stale))));
}

} // namespace seawall::ui
