// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace seawall::models {

/// The first rows of a result, and how many there were.
struct ResultTable {
    static constexpr int mostRows = 1000;
    QStringList columns;
    std::vector<QStringList> rows; ///< a null QString is NULL
    qint64 count = 0;              ///< of all rows, also of those that are not in `rows`

    bool isWhole() const { return count == static_cast<qint64>(rows.size()); }
    bool operator==(const ResultTable &) const = default;
};

/// Aligned columns as psql prints them, with a count below; at most `most` bytes, and said so.
QString toText(const ResultTable &table, qsizetype most = 1024 * 1024);

} // namespace seawall::models
