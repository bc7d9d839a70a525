// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/failoverrecover.h"

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FailoverRecover::FailoverRecover(CLI::App &failover)
    : FailoverSubcommand(failover, "recover",
                         "Say where a switchover that was cut off stands, and bring it to an end")
{
    auto *forward = app().add_flag("--forward", m_forward, "Bring it to its end");
    app().add_flag("--back", m_back, "Undo what it had done")->excludes(forward);
}

ExitCode FailoverRecover::run(Output &output)
{
    auto where = site();
    if (!where)
        return output.failed(where.error());
    const auto record = db::FailoverRecord::load(where->recordFile);
    if (!record)
        return output.failed(record.error());
    if (!*record) {
        if (options().json)
            output.json({{"cut_off", false}});
        else
            output.line(u"No change of primary was cut off here."_s);
        return ExitCode::Fine;
    }
    const auto found = db::examineRecord(where->members, **record, db::Deadline::in(20s));
    if (!m_forward && !m_back)
        return show(output, **record, found);
    if (!(m_forward ? found.canGoForward : found.canGoBack)) {
        show(output, **record, found);
        return ExitCode::NotFine;
    }
    const models::FailoverWatch watch{lines(output)};
    const auto operation = models::recoverOperation(*where, **record, found, m_forward, {}, watch);
    const auto code = carryOut(output, *operation, *where, watch);
    if (m_forward && code == ExitCode::Fine)
        mentionSwap(output, *where, (*record)->to);
    return code;
}

ExitCode FailoverRecover::show(Output &output, const db::FailoverRecord &record,
                               const db::SwitchoverRecovery &found) const
{
    if (options().json) {
        output.json({{"cut_off", true},
                     {"kind", utf8(record.kind)},
                     {"from", utf8(record.from)},
                     {"to", utf8(record.to)},
                     {"step", utf8(record.step)},
                     {"standing", utf8(found.standing)},
                     {"can_go_forward", found.canGoForward},
                     {"can_go_back", found.canGoBack}});
        return ExitCode::NotFine;
    }
    output.line(found.standing);
    if (found.canGoForward)
        output.line(u"  seawallctl failover recover --forward   %1 shall be the primary"_s.arg(record.to));
    if (found.canGoBack)
        output.line(
            u"  seawallctl failover recover --back      %1 shall be the primary again"_s.arg(record.from));
    return ExitCode::NotFine;
}

} // namespace seawall::app
