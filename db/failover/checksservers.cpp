// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the new primary would behave as the old one.
#include "db/failover/checkdraft.h"
#include "db/failover/preflightchecks.h"

#include <algorithm>

namespace seawall::db::preflight {

using namespace Qt::StringLiterals;

ReadinessCheck extensions(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"extensions"_s, u"The extensions in use are installed on the candidate"_s, node,
                           u"preflight_available"_s);
    if (!facts.primary.extensions)
        return CheckDraft(u"extensions"_s, u"The extensions in use are installed on the candidate"_s,
                          facts.primary, u"preflight_extensions"_s)
            .unread(facts);
    if (!node.extensions)
        return draft.unread(facts);
    QStringList missing;
    QStringList used;
    for (const auto &[name, versions] : *facts.primary.extensions) {
        const auto there = node.extensions->find(name);
        used << u"%1 %2"_s.arg(name, versions.join(u' '));
        if (there == node.extensions->end())
            missing << used.back();
        else if (!there->second.contains(versions.value(0)))
            missing << u"%1 (there: %2)"_s.arg(used.back(), there->second.join(u", "_s));
    }
    if (!missing.isEmpty())
        return draft.blocking(
            u"not there: %1"_s.arg(missing.join(u", "_s)),
            u"Their functions would fail. Install the same packages on the machine of %1 as on "
            "that of %2."_s.arg(node.name, facts.primary.name));
    return draft.ok(used.isEmpty() ? u"none is used in this database"_s : used.join(u", "_s));
}

ReadinessCheck collations(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"collations"_s, u"Text sorts there as in the data"_s, node,
                           u"preflight_collations"_s);
    if (!node.collations)
        return draft.unread(facts);
    if (node.collations->isEmpty())
        return draft.ok(u"the collations' versions are those the data was made with"_s);
    return draft.warning(
        node.collations->join(u"; "_s),
        u"Indexes on text made by another version of the operating system's library give wrong "
        "answers. Use the same system on both machines, or after the switchover:\nREINDEX DATABASE "
        "name;\nALTER DATABASE name REFRESH COLLATION VERSION;"_s);
}

ReadinessCheck settings(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"settings"_s, u"The settings of both fit"_s, node, u"preflight_settings"_s);
    for (const auto *each : {&facts.primary, &node})
        if (!each->settings)
            return CheckDraft(u"settings"_s, u"The settings of both fit"_s, *each, u"preflight_settings"_s)
                .unread(facts);
    const auto differences = settingDifferences(facts);
    QStringList names;
    QStringList remedy;
    for (const auto &each : differences) {
        if (each.weight != SettingDifference::Weight::Matters || each.primary.isNull())
            continue;
        names << each.name;
        remedy << alterSystem(each.name, each.primary,
                              facts.primary.settings->at(each.name).context == u"postmaster");
    }
    if (!names.isEmpty())
        return draft.warning(u"%1 differ: %2"_s.arg(QString::number(names.size()), names.join(u", "_s)),
                             u"Where that is not meant so, on %1:\n"_s.arg(node.name) + remedy.join(u'\n'));
    for (const auto *each : {&facts.primary, &node})
        if (each->facts.canMonitor != true)
            return draft.unknown(u"%1 may not see every setting of %2"_s.arg(each->facts.user, each->name),
                                 monitorGrant(facts, *each));
    const auto notable =
        std::ranges::count(differences, SettingDifference::Weight::Notable, &SettingDifference::weight);
    return draft.ok(notable == 0 ? u"none differs that should not"_s
                                 : u"%1 differ, none that is known to matter"_s.arg(notable));
}

} // namespace seawall::db::preflight
