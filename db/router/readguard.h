// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QByteArray>

namespace seawall::db {

/// What a read session may be asked, beside what the server refuses in a read-only session by itself: nothing
/// that would lift the read-only state. `readOnlyDefault` is what the server reports of
/// default_transaction_read_only; empty before PostgreSQL 14. Errors: InvalidInput.
Result<void> checkRead(const QString &sql, const QByteArray &readOnlyDefault);

} // namespace seawall::db
