// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/nodefacts.h"

namespace seawall::ui {

/// All that is known of a session, as text to read and to copy: facts first, then the statement.
QString sessionText(const db::Session &session);

} // namespace seawall::ui
