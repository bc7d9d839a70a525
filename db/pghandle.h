// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <libpq-fe.h>

namespace seawall::db {

/// The one place, besides sources of this floor, where libpq's types are seen: its handles as owners.
template<auto Free>
struct PgDeleter {
    template<typename T>
    void operator()(T *handle) const
    {
        Free(handle);
    }
};

using PgConnHandle = std::unique_ptr<PGconn, PgDeleter<PQfinish>>;
using PgResultHandle = std::unique_ptr<PGresult, PgDeleter<PQclear>>;
using PgCancelHandle = std::unique_ptr<PGcancel, PgDeleter<PQfreeCancel>>;
using PgOptionsHandle = std::unique_ptr<PQconninfoOption, PgDeleter<PQconninfoFree>>;

} // namespace seawall::db
