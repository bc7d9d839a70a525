-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_try_lock
-- title: The runner's lock ($1) until the end of this transaction, where nobody has it
-- oldest: 130000
SELECT pg_catalog.pg_try_advisory_xact_lock($1::bigint) AS locked
