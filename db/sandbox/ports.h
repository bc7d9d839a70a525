// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

namespace seawall::db {

/// Whether nothing listens on that port of the loopback addresses.
bool isPortFree(int port);

/// Whether this machine has the loopback address ::1.
bool hasIpv6Loopback();

/// The first free port from `preferred` on that is not in `taken`; with 0 any free one, chosen at random
/// outside of the range from which the kernel takes ports for outgoing connections.
int freePort(int preferred, const QSet<int> &taken);

} // namespace seawall::db
