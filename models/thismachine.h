// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace seawall::models {

/// Whether a host, as libpq takes it or as Endpoint::host() tells it, is this machine: a loopback address, or
/// a Unix socket. One server has several of these names.
bool isThisMachine(const QString &host);

} // namespace seawall::models
