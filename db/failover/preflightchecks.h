// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/preflightfacts.h"

/// The checks before a switchover, each by itself. Pure: whatever a server may say is tested without one.
namespace seawall::db::preflight {

ReadinessCheck primary(const PreflightFacts &facts);   ///< answers, and is the only one
ReadinessCheck managers(const PreflightFacts &facts);  ///< nobody else promotes (Patroni)
ReadinessCheck candidate(const PreflightFacts &facts); ///< in recovery, of the same cluster
ReadinessCheck streaming(const PreflightFacts &facts); ///< from this primary, timeline and slot
ReadinessCheck replaying(const PreflightFacts &facts); ///< neither paused nor delayed
ReadinessCheck lag(const PreflightFacts &facts);
ReadinessCheck synchronous(const PreflightFacts &facts); ///< commits would not hang
ReadinessCheck senders(const PreflightFacts &facts);
ReadinessCheck slots(const PreflightFacts &facts);
ReadinessCheck connections(const PreflightFacts &facts);
ReadinessCheck hba(const PreflightFacts &facts); ///< the old primary may replicate
ReadinessCheck rewind(const PreflightFacts &facts);
ReadinessCheck backup(const PreflightFacts &facts);
ReadinessCheck archiver(const PreflightFacts &facts);
ReadinessCheck prepared(const PreflightFacts &facts);
ReadinessCheck transactions(const PreflightFacts &facts);
ReadinessCheck extensions(const PreflightFacts &facts);
ReadinessCheck collations(const PreflightFacts &facts);
ReadinessCheck settings(const PreflightFacts &facts);
ReadinessCheck stop(const PreflightFacts &facts);        ///< the old primary stays stopped
ReadinessCheck readOnly(const PreflightFacts &facts);    ///< nothing refuses writes on either
ReadinessCheck cutOff(const PreflightFacts &facts);      ///< of an earlier run that was left undone
ReadinessCheck application(const PreflightFacts &facts); ///< it finds the new primary

/// All of them, in the order in which they are mended; cutOff() only where there is one.
std::vector<ReadinessCheck> all(const PreflightFacts &facts);

/// What the two do not have in common, what matters first; empty where either's settings are not known.
std::vector<SettingDifference> settingDifferences(const PreflightFacts &facts);

/// WAL of the primary that the candidate has not received, never negative.
std::optional<qint64> unreceived(const PreflightFacts &facts);

} // namespace seawall::db::preflight
