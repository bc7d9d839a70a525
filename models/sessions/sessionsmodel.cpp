// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sessions/sessionsmodel.h"

#include "models/keyedmerge.h"
#include "models/sessions/sessioncell.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

struct SessionsModel::Item {
    db::Session session;
    Item *parent = nullptr;
    std::vector<std::unique_ptr<Item>> children;

    int row() const
    {
        const auto found = std::ranges::find(parent->children, this, &std::unique_ptr<Item>::get);
        return int(found - parent->children.begin());
    }
    int descendants() const
    {
        int count = int(children.size());
        for (const auto &child : children)
            count += child->descendants();
        return count;
    }
};

struct SessionsModel::Private {
    QString node;
    bool current = false;
    Item root;
};

/// Merges one level of the tree, and through update() those below it.
struct SessionsModel::Ops {
    using Key = std::pair<int, qint64>;
    SessionsModel *model;
    Item *parent;

    static Key keyOf(const db::Session &session) { return {session.pid, session.backendStartUs.value_or(0)}; }
    static Key keyOf(const SessionBranch &branch) { return keyOf(branch.session); }
    static Key keyOf(const std::unique_ptr<Item> &item) { return keyOf(item->session); }

    static std::unique_ptr<Item> made(SessionBranch branch, Item *parent)
    {
        auto item = std::make_unique<Item>();
        item->session = std::move(branch.session);
        item->parent = parent;
        for (auto &each : branch.blocked)
            item->children.push_back(made(std::move(each), item.get()));
        return item;
    }
    void remove(int first, int last)
    {
        model->beginRemoveRows(model->indexFor(parent), first, last);
        parent->children.erase(parent->children.begin() + first, parent->children.begin() + last + 1);
        model->endRemoveRows();
    }
    void insert(int at, std::vector<SessionBranch> branches)
    {
        model->beginInsertRows(model->indexFor(parent), at, at + int(branches.size()) - 1);
        for (auto &branch : branches)
            parent->children.insert(parent->children.begin() + at++, made(std::move(branch), parent));
        model->endInsertRows();
    }
    void move(int from, int to)
    {
        const auto index = model->indexFor(parent);
        model->beginMoveRows(index, from, from, index, to);
        const auto begin = parent->children.begin();
        std::rotate(begin + to, begin + from, begin + from + 1);
        model->endMoveRows();
    }
    void update(int at, SessionBranch branch)
    {
        auto *item = parent->children[size_t(at)].get();
        const bool blocked = !item->children.empty();
        mergeKeyed(item->children, std::move(branch.blocked), Ops{model, item});
        if (item->session == branch.session && blocked == !item->children.empty())
            return;
        item->session = std::move(branch.session);
        const auto index = model->indexFor(item);
        Q_EMIT model->dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
    }
};

SessionsModel::SessionsModel(QObject *parent) : QAbstractItemModel(parent), d(std::make_unique<Private>())
{}

SessionsModel::~SessionsModel() = default;

void SessionsModel::setNode(const QString &name)
{
    if (d->node == name)
        return;
    beginResetModel();
    d->node = name;
    d->current = false;
    d->root.children.clear();
    endResetModel();
}

QString SessionsModel::node() const
{
    return d->node;
}

void SessionsModel::setSnapshot(const db::SnapshotPtr &snapshot)
{
    const auto *found = snapshot->node(d->node);
    d->current = found && found->reachable && found->facts.sessionList;
    if (d->current)
        mergeKeyed(d->root.children, blockingTree(*found->facts.sessionList), Ops{this, &d->root});
}

bool SessionsModel::isCurrent() const
{
    return d->current;
}

const db::Session *SessionsModel::session(const QModelIndex &index) const
{
    return index.isValid() ? &itemAt(index)->session : nullptr;
}

QModelIndex SessionsModel::indexOf(int pid, std::optional<qint64> backendStartUs) const
{
    std::vector<const Item *> left{&d->root};
    while (!left.empty()) {
        const auto *item = left.back();
        left.pop_back();
        if (item->parent && item->session.pid == pid && item->session.backendStartUs == backendStartUs)
            return indexFor(item);
        for (const auto &child : item->children)
            left.push_back(child.get());
    }
    return {};
}

int SessionsModel::blockedCount() const
{
    int count = 0;
    for (const auto &top : d->root.children)
        count += top->descendants() + (top->session.blockedBy.empty() ? 0 : 1);
    return count;
}

SessionsModel::Item *SessionsModel::itemAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : &d->root;
}

QModelIndex SessionsModel::indexFor(const Item *item) const
{
    return item->parent ? createIndex(item->row(), 0, item) : QModelIndex();
}

QModelIndex SessionsModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent)
               ? createIndex(row, column, itemAt(parent)->children[size_t(row)].get())
               : QModelIndex();
}

QModelIndex SessionsModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexFor(itemAt(child)->parent) : QModelIndex();
}

int SessionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(itemAt(parent)->children.size());
}

int SessionsModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant SessionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto *item = itemAt(index);
    if (role == KeyRole)
        return u"%1/%2"_s.arg(item->session.pid).arg(item->session.backendStartUs.value_or(0));
    if (role == SeverityRole) {
        const auto severity = sessionSeverity(item->session, !item->children.empty());
        return severity ? QVariant(int(*severity)) : QVariant();
    }
    return sessionCell(item->session, index.column()).data(role);
}

QVariant SessionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("PID"), QT_TR_NOOP("Process number of the session on the server")},
        {QT_TR_NOOP("User"), QT_TR_NOOP("Whom the session is logged in as")},
        {QT_TR_NOOP("Application"), QT_TR_NOOP("application_name, or the kind of the server process")},
        {QT_TR_NOOP("Database"), QT_TR_NOOP("The database it is connected to")},
        {QT_TR_NOOP("Client"), QT_TR_NOOP("Where it comes from; empty for a local socket")},
        {QT_TR_NOOP("State"), QT_TR_NOOP("What the session does now")},
        {QT_TR_NOOP("For"), QT_TR_NOOP("How long the statement runs, or the transaction idles")},
        {QT_TR_NOOP("Transaction"), QT_TR_NOOP("Age of its transaction")},
        {QT_TR_NOOP("Waits for"), QT_TR_NOOP("Wait event: what it is held up by")},
        {QT_TR_NOOP("Blocked by"), QT_TR_NOOP("Sessions whose locks it waits for")},
        {QT_TR_NOOP("Statement"), QT_TR_NOOP("The running statement, or the last one")},
    }};
    if (role == Qt::TextAlignmentRole && (section == AgeColumn || section == TransactionColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter); // as its figures
    return orientation == Qt::Horizontal ? headerCell<SessionsModel>(headers, section, role) : QVariant();
}

} // namespace seawall::models
