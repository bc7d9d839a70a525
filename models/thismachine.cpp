// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/thismachine.h"

#include "db/endpoint.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

bool isThisMachine(const QString &host)
{
    return host.isEmpty() || host == u"localhost" || host.startsWith(u"127.") || host == u"::1" ||
           host.startsWith(u'/') || host == db::Endpoint().host();
}

} // namespace seawall::models
