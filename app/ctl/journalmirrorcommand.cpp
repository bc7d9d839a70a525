// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/interrupt.h"
#include "app/ctl/journalcommand.h"
#include "app/ctl/observation.h"
#include "models/journalmirror.h"
#include "models/operationtarget.h"

#include <QFileInfo>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Makes the table, once that was confirmed.
ExitCode JournalCommand::makeMirror(Output &output, const models::ClusterProfile &profile) const
{
    const Interrupt interrupt;
    const auto snapshot = lookOnce(profile.monitor);
    const auto *const primary = snapshot->primary();
    const auto endpoint = primary ? models::endpointOf(profile, primary->name) : std::nullopt;
    if (!endpoint)
        return output.failed(
            {db::ErrorKind::Refused, u"No primary answers."_s, u"See 'seawallctl status'."_s, {}, {}, 0});
    models::MirrorTableOperation operation(*endpoint, models::targetOn(profile, *primary));
    if (const auto confirmed = m_shell.confirm(operation.preview(), output, m_json, interrupt.token());
        !confirmed)
        return output.failed(confirmed.error());
    const auto outcome = m_shell.run(operation, profile, [](const models::Progress &) {}, interrupt.token());
    if (!outcome)
        return output.failed(outcome.error());
    return outcome->error ? output.failed(*outcome->error) : ExitCode::Fine;
}

ExitCode JournalCommand::mirror(Output &output, const QString &path) const
{
    const auto profile = m_connection.profile(1s);
    if (!profile)
        return output.failed(profile.error());
    for (bool isMade = false;; isMade = true) {
        if (isMade || QFileInfo::exists(path)) {
            const auto journal = models::Journal::open(path);
            if (!journal)
                return output.failed(journal.error());
            const auto state = models::mirrorJournal(**journal, *profile, db::Deadline::in(10min));
            if (!state)
                return output.failed(state.error());
            if (state->isThere && m_json)
                output.json({{"node", utf8(state->node)}, {"copied", state->copied}, {"rows", state->rows}});
            else if (state->isThere)
                output.line(u"%1 rows were copied to %2; all %3 of this Journal are there."_s.arg(
                    QString::number(state->copied), state->node, QString::number(state->rows)));
            if (state->isThere)
                return ExitCode::Fine;
        }
        if (isMade)
            return ExitCode::NotFine;
        if (const auto code = makeMirror(output, *profile); code != ExitCode::Fine)
            return code;
    }
}

} // namespace seawall::app
