// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/keyedmerge.h"

#include <QAbstractTableModel>

#include <algorithm>
#include <iterator>
#include <vector>

namespace seawall::models {

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
