// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagcomparison.h"

#include "models/flags/envflagstore.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

db::Result<std::vector<FlagDifference>> compareEnvironments(const QString &left, const QString &right)
{
    const auto one = EnvFlagStore::load(left);
    if (!one)
        return std::unexpected(one.error());
    const auto other = EnvFlagStore::load(right);
    if (!other)
        return std::unexpected(other.error());
    std::vector<FlagDifference> differences;
    const auto add = [&](const QString &key) {
        if (std::ranges::find(differences, key, &FlagDifference::key) != differences.end())
            return;
        FlagDifference each{key, one->file->value(key), other->file->value(key), false, false};
        each.isFlag = one->rules.find(key) || other->rules.find(key);
        const auto isOn = flagIsOn(each.left.value_or(QString()));
        const bool isSameBool = each.isFlag && isOn && isOn == flagIsOn(each.right.value_or(QString()));
        each.isSame = each.left == each.right || isSameBool;
        if (isSecretKey(key)) {
            for (auto *value : {&each.left, &each.right})
                *value = *value ? std::optional(u"***"_s) : std::nullopt;
        }
        differences.push_back(std::move(each));
    };
    for (const auto *file : {one->file.get(), other->file.get()}) {
        for (const auto &entry : file->entries())
            add(entry.key);
    }
    std::ranges::stable_partition(differences, &FlagDifference::isFlag);
    return differences;
}

} // namespace seawall::models
