// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/syntaxtree.h"

namespace seawall::db {

/// As pg_type names it, with its modifiers: 'numeric(10,2)', 'timestamptz(3)', '_int4' for an array.
QString typeOf(const SyntaxNode &typeName);

/// Whether a column without USING keeps every value from one type to the other, or the statement fails: of
/// types that are not known it does not.
bool keepsValues(const QString &from, const QString &to);

} // namespace seawall::db
