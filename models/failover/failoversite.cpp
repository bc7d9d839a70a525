// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoversite.h"

#include <QDir>

namespace seawall::models {

using namespace Qt::StringLiterals;

FailoverSite FailoverSite::of(const ClusterProfile &profile, const QString &directory)
{
    FailoverSite site;
    site.profile = profile;
    site.directory = directory;
    site.recordFile = recordFileIn(directory);
    for (const auto &node : profile.monitor.nodes) {
        db::ClusterMember member;
        member.endpoint = node.endpoint;
        if (const auto found = profile.controls.find(node.endpoint.name); found != profile.controls.end())
            member.settings = found->second;
        auto control = db::makeNodeControl(member.settings, member.endpoint);
        if (control)
            member.control = std::move(*control);
        else
            site.problems[member.name()] = control.error();
        site.members.push_back(std::move(member));
    }
    return site;
}

QString FailoverSite::recordFileIn(const QString &directory)
{
    return directory.isEmpty() ? QString() : QDir(directory).filePath(u"failover.json"_s);
}

QStringList FailoverSite::patroni() const
{
    QStringList urls;
    for (const auto &member : members) {
        if (member.settings.kind == db::ControlSettings::Kind::Patroni &&
            !urls.contains(member.settings.what))
            urls << member.settings.what;
    }
    return urls;
}

bool FailoverSite::isPatroni() const
{
    return !patroni().isEmpty();
}

} // namespace seawall::models
