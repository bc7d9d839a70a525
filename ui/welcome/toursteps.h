// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"
#include "db/monitor/snapshot.h"

#include <functional>

namespace seawall::ui {

/// One station of the tour.
struct TourStep {
    QString title, text;
    QString page;                                      ///< id of the page it is about
    QString action;                                    ///< what the button says; empty: nothing to do here
    db::NodeAction nodeAction = db::NodeAction::Start; ///< what the button does to the replica
    std::function<bool(const db::Snapshot &)> isDone;  ///< empty: there is nothing to wait for
    QString afterwards;                                ///< in place of `text` once it is done
    QString passedOver; ///< in place of both where a deed before it was not done; empty: it does not matter
};
std::vector<TourStep> tourSteps(bool onSandbox); ///< elsewhere nothing is stopped

/// The replica that the tour stops and starts: the first that is one, or that is configured as one where it
/// has not answered yet.
const db::NodeSnapshot *tourReplica(const db::Snapshot &snapshot);

} // namespace seawall::ui
