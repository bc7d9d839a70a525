// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklistmodel.h"

#include "models/checklist/livemetrics.h"
#include "models/checklist/outlinerows.h"
#include "models/keyedmerge.h"
#include "models/modelroles.h"

#include <QHash>

#include <algorithm>
#include <iterator>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString searched(const ChecklistNode &node)
{
    auto text = node.title + u'\n' + node.guidance;
    for (const auto &block : node.blocks)
        text += u'\n' + block.text;
    return text;
}

/// 'passed'; of a metric step 'open, now 0.2 s'
QString describedState(StepState state, const LiveMetrics::Reading &live)
{
    return live.text.isEmpty() ? toString(state) : u"%1, now %2"_s.arg(toString(state), live.text);
}

QVariant holdsOf(const LiveMetrics::Reading &reading)
{
    return reading.holds ? QVariant(*reading.holds) : QVariant();
}

} // namespace

struct ChecklistModel::Item {
    OutlineRow::Data row;
    Item *parent = nullptr;
    int place = 0; ///< among its siblings
    std::vector<std::unique_ptr<Item>> children;
};

struct ChecklistModel::Private {
    Item root;
    ChecklistViewPtr view;
    QHash<int, Item *> byNode;
    LiveMetrics metrics;
    QHash<int, LiveMetrics::Reading> live; ///< by node
};

struct ChecklistModel::Ops {
    ChecklistModel *model;
    Item *parent;

    static QString keyOf(const std::unique_ptr<Item> &item) { return item->row.key; }
    static QString keyOf(const OutlineRow &wanted) { return wanted.row.key; }
    void number() const
    {
        for (size_t i = 0; i < parent->children.size(); ++i)
            parent->children[i]->place = int(i);
    }
    void remove(int first, int last) const
    {
        auto &items = parent->children;
        model->beginRemoveRows(model->indexFor(parent), first, last);
        items.erase(items.begin() + first, items.begin() + last + 1);
        number();
        model->endRemoveRows();
    }
    static std::unique_ptr<Item> made(OutlineRow wanted, Item *parent)
    {
        auto item = std::make_unique<Item>();
        item->row = std::move(wanted.row);
        item->parent = parent;
        for (auto &child : wanted.children) {
            item->children.push_back(made(std::move(child), item.get()));
            item->children.back()->place = int(item->children.size()) - 1;
        }
        return item;
    }
    void insert(int at, std::vector<OutlineRow> wanted) const
    {
        auto &items = parent->children;
        model->beginInsertRows(model->indexFor(parent), at, at + int(wanted.size()) - 1);
        std::vector<std::unique_ptr<Item>> fresh;
        for (auto &each : wanted)
            fresh.push_back(made(std::move(each), parent));
        items.insert(items.begin() + at, std::make_move_iterator(fresh.begin()),
                     std::make_move_iterator(fresh.end()));
        number();
        model->endInsertRows();
    }
    void move(int from, int to) const
    {
        auto &items = parent->children;
        const auto index = model->indexFor(parent);
        model->beginMoveRows(index, from, from, index, to);
        std::rotate(items.begin() + to, items.begin() + from, items.begin() + from + 1);
        number();
        model->endMoveRows();
    }
    void update(int at, OutlineRow wanted) const
    {
        auto *item = parent->children[size_t(at)].get();
        mergeKeyed(item->children, std::move(wanted.children), Ops{model, item});
        if (item->row == wanted.row)
            return;
        item->row = std::move(wanted.row);
        const auto index = model->indexFor(item);
        Q_EMIT model->dataChanged(index, index);
    }
};

ChecklistModel::ChecklistModel(QObject *parent) : QAbstractItemModel(parent), d(std::make_unique<Private>())
{}

ChecklistModel::~ChecklistModel() = default;

void ChecklistModel::setView(const ChecklistViewPtr &view)
{
    const auto textOf = [](const ChecklistViewPtr &of) {
        return of ? of->run.checklist.checksum : QByteArray();
    };
    if (textOf(d->view) != textOf(view)) // its nodes are others
        d->live.clear();
    d->view = view;
    d->byNode.clear();
    mergeKeyed(d->root.children, view ? outlineRows(*view) : std::vector<OutlineRow>(), Ops{this, &d->root});
    const auto note = [this](const auto &self, const Item &item) -> void {
        for (const auto &child : item.children) {
            d->byNode.insert(child->row.node, child.get());
            self(self, *child);
        }
    };
    note(note, d->root);
    d->metrics.setView(view);
}

void ChecklistModel::setSnapshot(const db::Snapshot &snapshot)
{
    for (auto &reading : d->metrics.readings(snapshot)) {
        auto &shown = d->live[reading.node];
        if (shown == reading)
            continue;
        shown = std::move(reading);
        const auto index = indexOf(shown.node);
        Q_EMIT dataChanged(index, index, {LiveRole, HoldsRole, Qt::AccessibleDescriptionRole});
    }
}

const ChecklistViewPtr &ChecklistModel::view() const
{
    return d->view;
}

QModelIndex ChecklistModel::indexOf(int node) const
{
    const auto *item = d->byNode.value(node);
    return item ? indexFor(item) : QModelIndex();
}

StepCounts ChecklistModel::counts() const
{
    StepCounts all;
    for (const auto &item : d->root.children)
        all += item->row.counts;
    return all;
}

StepCounts ChecklistModel::counts(int node) const
{
    const auto *item = d->byNode.value(node);
    return item ? item->row.counts : StepCounts();
}

ChecklistModel::Item *ChecklistModel::itemAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : &d->root;
}

QModelIndex ChecklistModel::indexFor(const Item *item) const
{
    return item == &d->root ? QModelIndex() : createIndex(item->place, 0, item);
}

QModelIndex ChecklistModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, itemAt(parent)->children[size_t(row)].get());
}

QModelIndex ChecklistModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexFor(itemAt(child)->parent) : QModelIndex();
}

int ChecklistModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(itemAt(parent)->children.size());
}

int ChecklistModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant ChecklistModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &row = itemAt(index)->row;
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::ToolTipRole:
        return row.whole;
    case Qt::AccessibleDescriptionRole:
        return row.kind && row.counts.total == 1 ? describedState(row.state, d->live.value(row.node))
                                                 : u"%1, %2 of %3 done"_s.arg(toString(row.state))
                                                       .arg(row.counts.done)
                                                       .arg(row.counts.total);
    case KeyRole:
        return row.key;
    case StateRole:
        return int(row.state);
    case DoneRole:
        return row.counts.done;
    case TotalRole:
        return row.counts.total;
    case FailedRole:
        return row.counts.failed;
    case StaleRole:
        return row.counts.stale;
    case NodeRole:
        return row.node;
    case HeadingRole:
        return row.isHeading;
    case KindRole:
        return row.kind ? QVariant(int(*row.kind)) : QVariant();
    case OwnRole:
        return row.kind ? QVariant(int(row.own)) : QVariant();
    case LiveRole:
        return row.kind == StepSpec::Kind::Metric ? d->live.value(row.node).text : QVariant();
    case HoldsRole:
        return holdsOf(d->live.value(row.node));
    case FindRole:
        return searched(d->view->run.checklist.nodes[size_t(row.node)]);
    case TickedRole:
        return d->view->run.checklist.nodes[size_t(row.node)].tickedInFile;
    case SignedRole:
        return row.signedBy;
    default:
        return {};
    }
}

} // namespace seawall::models
