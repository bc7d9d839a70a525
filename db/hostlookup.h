// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/result.h"

#include <QStringList>

#include <stop_token>

namespace seawall::db {

/// Resolves a host name to its IP addresses, in the order the resolver prefers. libpq would do it inside
/// PQconnectStart, where it knows no deadline; here it happens on a thread of its own that is left behind
/// when the deadline passes. An IP address resolves to itself. Errors: HostUnknown, Timeout, Cancelled.
Result<QStringList> lookUpHost(const QString &host, Deadline deadline, std::stop_token stop);

} // namespace seawall::db
