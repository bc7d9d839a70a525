-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_rolled_back
-- title: A migration ($1) was rolled back by $2; its row stays; $3 the lock of the runner, taken again where the script released it
-- oldest: 130000
UPDATE seawall.migration_history
   SET state = 'rolled back', statements_done = 0, rolled_back_at = pg_catalog.clock_timestamp(),
       rolled_back_by = {{history_actor}}
 WHERE version OPERATOR(pg_catalog.=) $1::pg_catalog.text
RETURNING pg_catalog.pg_current_wal_insert_lsn() AS lsn,
          pg_catalog.pg_try_advisory_lock($3::bigint) AS has_lock
