-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_begin
-- title: A migration outside a transaction begins: $1 version, $2 actor, $3 name, $4 and $5 checksums, $6 statements, $7 of them done
-- oldest: 130000
INSERT INTO seawall.migration_history AS h
       (version, name, up_checksum, down_checksum, state, applied_by, statements, statements_done)
VALUES ($1::text, $3::text, $4::text, $5::text, 'applying', {{history_actor}}, $6::integer, $7::integer)
ON CONFLICT (version) DO UPDATE
   SET name = EXCLUDED.name, up_checksum = EXCLUDED.up_checksum, down_checksum = EXCLUDED.down_checksum,
       state = EXCLUDED.state, applied_at = pg_catalog.clock_timestamp(), applied_by = EXCLUDED.applied_by,
       duration = '0', wal_bytes = 0, statements = EXCLUDED.statements,
       statements_done = EXCLUDED.statements_done, rolled_back_at = NULL, rolled_back_by = NULL
