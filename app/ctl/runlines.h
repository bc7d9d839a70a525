// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/table.h"
#include "db/migrations/runner.h"

#include <QElapsedTimer>

#include <map>

namespace seawall::app {

/// Tells a run of migrations while it goes on: a line for each thing worth keeping, and on a terminal one
/// more that is written over, with what is at work now and how far it is. One call at a time.
class RunLines final
{
public:
    RunLines(const std::vector<db::MigrationStep> &steps, Output &output);

    void tell(const db::RunEvent &event);
    void end(); ///< takes the passing line away

private:
    std::optional<Line> lasting(const db::RunEvent &event);
    QString passing(const db::RunEvent &event); ///< empty: as it is

    const std::vector<db::MigrationStep> m_steps;
    Output &m_output;
    const bool m_hasKeys;
    std::map<db::RunEvent::Kind, QString> m_last; ///< told of each kind
    QString m_passing;
    QElapsedTimer m_sinceStatement;
};

} // namespace seawall::app
