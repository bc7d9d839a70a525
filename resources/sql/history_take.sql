-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_take
-- title: Rows of migrations that were not run here ($1, JSON) in the state $3, taken over by $2; what is there and not rolled back stays
-- oldest: 130000
INSERT INTO seawall.migration_history AS h
       (version, name, up_checksum, down_checksum, state, applied_at, applied_by, duration)
SELECT r.version, r.name, r.up, r.down, $3::text, coalesce(r.applied_at, pg_catalog.clock_timestamp()),
       coalesce(r.applied_by, {{history_actor}}),
       pg_catalog.make_interval(secs => coalesce(r.seconds, 0))
  FROM pg_catalog.jsonb_to_recordset($1::jsonb)
       AS r (version text, name text, up text, down text, applied_at timestamptz, applied_by text,
             seconds double precision)
    ON CONFLICT (version) DO UPDATE
   SET name = EXCLUDED.name, up_checksum = EXCLUDED.up_checksum, down_checksum = EXCLUDED.down_checksum,
       state = EXCLUDED.state, applied_at = EXCLUDED.applied_at, applied_by = EXCLUDED.applied_by,
       duration = EXCLUDED.duration, wal_bytes = 0, statements = 0, statements_done = 0,
       rolled_back_at = NULL, rolled_back_by = NULL
 WHERE h.state = 'rolled back'
