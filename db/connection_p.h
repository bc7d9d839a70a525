// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/pghandle.h"
#include "db/wakeup.h"

#include <QSet>

namespace seawall::db {

struct Connection::Private {
    PgConnHandle handle;
    QString address; ///< for messages
    Wakeup wakeup;
    QSet<QByteArray> prepared;
    bool broken = false;
};

} // namespace seawall::db
