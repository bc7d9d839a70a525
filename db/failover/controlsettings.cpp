// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/controlsettings.h"

#include <array>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

using Kind = ControlSettings::Kind;

struct Word {
    Kind kind;
    QLatin1StringView text;
    bool needsWhat;
};
constexpr std::array words{Word{Kind::Sandbox, "sandbox"_L1, false},
                           Word{Kind::Docker, "docker"_L1, true},
                           Word{Kind::PgCtlCluster, "pg_ctlcluster"_L1, true},
                           Word{Kind::PgCtl, "pg_ctl"_L1, true},
                           Word{Kind::Command, "command"_L1, false},
                           Word{Kind::Patroni, "patroni"_L1, true},
                           Word{Kind::Manual, "manual"_L1, false}};

} // namespace

Result<ControlSettings> ControlSettings::parse(const QString &text)
{
    const auto word = text.section(u':', 0, 0).trimmed();
    ControlSettings settings;
    settings.what = text.section(u':', 1).trimmed();
    const auto found = std::ranges::find(words, word, &Word::text);
    if (found == words.end())
        return fail(ErrorKind::InvalidInput, u"'%1' is no way to control a node."_s.arg(word),
                    u"Use sandbox, docker:CONTAINER, pg_ctl:DATA_DIRECTORY, pg_ctlcluster:VERSION/CLUSTER, "
                    "command, patroni:URL or manual."_s);
    if (found->needsWhat && settings.what.isEmpty())
        return fail(ErrorKind::InvalidInput, u"'%1' has to say which."_s.arg(word),
                    u"Write it as in docker:pulse-postgres-primary or pg_ctl:/var/lib/pgsql/data."_s);
    if (found->kind == Kind::PgCtlCluster && settings.what.count(u'/') != 1)
        return fail(ErrorKind::InvalidInput, u"'%1' is no cluster of Debian's."_s.arg(settings.what),
                    u"Write version and name: pg_ctlcluster:15/main."_s);
    settings.kind = found->kind;
    return settings;
}

QString ControlSettings::toString() const
{
    const auto found = std::ranges::find(words, kind, &Word::kind);
    if (found == words.end())
        return {};
    return what.isEmpty() ? QString(found->text) : found->text + u':' + what;
}

} // namespace seawall::db
