-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_statement_done
-- title: So many statements ($2) of a migration outside a transaction ($1) stand now
-- oldest: 130000
UPDATE seawall.migration_history SET statements_done = $2::integer WHERE version = $1::text
