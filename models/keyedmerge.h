// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iterator>
#include <set>
#include <type_traits>
#include <utility>
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
            const auto run = wanted.begin() + std::ptrdiff_t(at);
            ops.insert(int(at),
                       std::vector<Wanted>(std::make_move_iterator(run),
                                           std::make_move_iterator(wanted.begin() + std::ptrdiff_t(next))));
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

} // namespace seawall::models
