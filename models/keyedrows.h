// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <algorithm>
#include <iterator>
#include <set>
#include <type_traits>
#include <vector>

namespace seawall::models {

/// Turns the rows a view shows into the wanted ones by remove, insert, move and update, so that selection,
/// scroll position and expanded branches outlive each snapshot. Keys are unique on both sides. `ops` has:
///   keyOf(item), keyOf(wanted)          the key, comparable with < and ==
///   remove(first, last), insert(at, vector of wanted), move(from, to), update(at, wanted)
/// and does each on `items` with the begin/end calls of its model around it. move() is only asked upward.
template<typename Items, typename Wanted, typename Ops>
void mergeKeyed(const Items &items, std::vector<Wanted> wanted, Ops &&ops)
{
    using Key = std::decay_t<decltype(ops.keyOf(wanted.front()))>;
    std::set<Key> kept;
    for (const auto &each : wanted)
        kept.insert(ops.keyOf(each));
    for (int last = int(items.size()) - 1; last >= 0; --last) {
        int first = last;
        while (first >= 0 && !kept.contains(ops.keyOf(items[size_t(first)])))
            --first;
        if (first < last)
            ops.remove(first + 1, last);
        last = first;
    }
    std::set<Key> present;
    for (const auto &each : items)
        present.insert(ops.keyOf(each));
    for (size_t at = 0; at < wanted.size();) {
        size_t next = at;
        while (next < wanted.size() && !present.contains(ops.keyOf(wanted[next])))
            ++next;
        if (next > at) {
            const auto run = wanted.begin() + qptrdiff(at);
            ops.insert(int(at),
                       std::vector<Wanted>(std::make_move_iterator(run),
                                           std::make_move_iterator(wanted.begin() + qptrdiff(next))));
            at = next;
            continue;
        }
        const Key key = ops.keyOf(wanted[at]);
        int from = int(at);
        while (!(ops.keyOf(items[size_t(from)]) == key))
            ++from;
        if (from != int(at))
            ops.move(from, int(at));
        ops.update(int(at), std::move(wanted[at]));
        ++at;
    }
}

/// A table whose rows are values with a key: setRows() merges. `Row` has `==`, and `auto key() const`.
template<typename Row>
class KeyedRowsModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    const std::vector<Row> &rows() const { return m_rows; }
    const Row *row(const QModelIndex &index) const
    {
        return index.isValid() && index.row() < rowCount() ? &m_rows[size_t(index.row())] : nullptr;
    }

protected:
    void setRows(std::vector<Row> wanted) { mergeKeyed(m_rows, std::move(wanted), Ops{this}); }

private:
    struct Ops {
        KeyedRowsModel *model;
        static auto keyOf(const Row &row) { return row.key(); }
        void remove(int first, int last)
        {
            model->beginRemoveRows({}, first, last);
            model->m_rows.erase(model->m_rows.begin() + first, model->m_rows.begin() + last + 1);
            model->endRemoveRows();
        }
        void insert(int at, std::vector<Row> rows)
        {
            model->beginInsertRows({}, at, at + int(rows.size()) - 1);
            model->m_rows.insert(model->m_rows.begin() + at, std::make_move_iterator(rows.begin()),
                                 std::make_move_iterator(rows.end()));
            model->endInsertRows();
        }
        void move(int from, int to)
        {
            model->beginMoveRows({}, from, from, {}, to);
            const auto begin = model->m_rows.begin();
            std::rotate(begin + to, begin + from, begin + from + 1);
            model->endMoveRows();
        }
        void update(int at, Row row)
        {
            auto &old = model->m_rows[size_t(at)];
            if (old == row)
                return;
            old = std::move(row);
            Q_EMIT model->dataChanged(model->index(at, 0), model->index(at, model->columnCount() - 1));
        }
    };

    std::vector<Row> m_rows;
};

} // namespace seawall::models
