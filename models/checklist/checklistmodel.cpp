// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklistmodel.h"

#include "models/keyedmerge.h"
#include "models/modelroles.h"

#include <QSet>

#include <algorithm>
#include <iterator>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

/// What a row shows.
struct Row {
    QString key, title, whole, duration, signedBy;
    int node = -1;
    bool isHeading = false;
    StepState state = StepState::Open;
    StepCounts counts;
    std::optional<StepSpec::Kind> kind;
    bool operator==(const Row &) const = default;
};

struct Wanted {
    Row row;
    std::vector<Wanted> children;
};

StepState stateOfAll(const StepCounts &counts)
{
    if (counts.running > 0)
        return StepState::Running;
    if (counts.failed > 0)
        return StepState::Failed;
    if (counts.stale > 0)
        return StepState::Stale;
    return counts.total > 0 && counts.done == counts.total ? StepState::Passed : StepState::Open;
}

/// Makes the wanted rows of one view. Plain items (of a numbered plan) are read in their parent's guidance,
/// not walked through, except where they hold steps.
class Builder final
{
public:
    explicit Builder(const ChecklistView &view)
        : m_view(view), m_checklist(view.run.checklist), m_counts(countSteps(m_checklist, view.status))
    {
        for (const auto &each : view.signOffs)
            m_signed[each.phase] =
                each.second.isEmpty() ? each.name : u"%1, %2"_s.arg(each.name, each.second);
    }

    std::vector<Wanted> top()
    {
        std::vector<int> roots;
        for (size_t i = 0; i < m_checklist.nodes.size(); ++i)
            if (m_checklist.nodes[i].parent < 0)
                roots.push_back(int(i));
        // The title of the document alone above everything tells nothing: its parts are the outline.
        while (roots.size() == 1 && isHollow(roots.front()))
            roots = m_checklist.nodes[size_t(roots.front())].children;
        return below(roots);
    }

private:
    bool isHollow(int node) const
    {
        const auto &only = m_checklist.nodes[size_t(node)];
        return only.type == ChecklistNode::Type::Heading && !only.children.empty() &&
               std::ranges::all_of(only.children, [this](int child) {
                   return m_checklist.nodes[size_t(child)].type == ChecklistNode::Type::Heading;
               });
    }

    std::vector<Wanted> below(const std::vector<int> &nodes)
    {
        std::vector<Wanted> wanted;
        for (const int node : nodes)
            wanted.push_back({rowOf(node), below(m_checklist.nodes[size_t(node)].children)});
        return wanted;
    }

    Row rowOf(int index)
    {
        const auto &node = m_checklist.nodes[size_t(index)];
        Row row;
        row.key = node.identity;
        for (int n = 2; m_keys.contains(row.key); ++n)
            row.key = u"%1#%2"_s.arg(node.identity).arg(n);
        m_keys.insert(row.key);
        row.title = shortTitle(node.title);
        row.whole = node.title;
        row.duration = node.duration;
        row.signedBy = m_signed.value(node.identity);
        row.node = index;
        row.isHeading = node.type == ChecklistNode::Type::Heading;
        row.counts = m_counts[size_t(index)];
        const bool isLeaf = node.isCheckbox() && m_checklist.isLeaf(index);
        row.state = isLeaf ? stateOf(m_checklist, index, m_view.status) : stateOfAll(row.counts);
        if (isLeaf) {
            const auto found = m_view.status.find(node.identity);
            row.kind = found == m_view.status.end() ? node.spec.kind : found->second.spec.kind;
        }
        return row;
    }

    const ChecklistView &m_view;
    const Checklist &m_checklist;
    std::vector<StepCounts> m_counts;
    QHash<QString, QString> m_signed;
    QSet<QString> m_keys;
};

} // namespace

struct ChecklistModel::Item {
    Row row;
    Item *parent = nullptr;
    int place = 0; ///< among its siblings
    std::vector<std::unique_ptr<Item>> children;
};

struct ChecklistModel::Private {
    Item root;
    ChecklistViewPtr view;
    QHash<int, Item *> byNode;
};

struct ChecklistModel::Ops {
    ChecklistModel *model;
    Item *parent;

    static QString keyOf(const std::unique_ptr<Item> &item) { return item->row.key; }
    static QString keyOf(const Wanted &wanted) { return wanted.row.key; }
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
    static std::unique_ptr<Item> made(Wanted wanted, Item *parent)
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
    void insert(int at, std::vector<Wanted> wanted) const
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
    void update(int at, Wanted wanted) const
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
    d->view = view;
    d->byNode.clear();
    mergeKeyed(d->root.children, view ? Builder(*view).top() : std::vector<Wanted>(), Ops{this, &d->root});
    const auto note = [this](const auto &self, const Item &item) -> void {
        for (const auto &child : item.children) {
            d->byNode.insert(child->row.node, child.get());
            self(self, *child);
        }
    };
    note(note, d->root);
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
        return row.kind ? toString(row.state)
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
    case SignedRole:
        return row.signedBy;
    default:
        return {};
    }
}

} // namespace seawall::models
