-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_repair
-- title: Rows ($1, JSON) are put right by $2, no migration runs
-- oldest: 130000
UPDATE seawall.migration_history AS h
   SET name = r.name, up_checksum = r.up, down_checksum = r.down, state = r.state,
       statements_done = CASE WHEN r.state = 'rolled back' THEN 0 ELSE h.statements END,
       rolled_back_at = CASE WHEN r.state = 'rolled back' THEN pg_catalog.clock_timestamp() END,
       rolled_back_by = CASE WHEN r.state = 'rolled back' THEN {{history_actor}} END
  FROM pg_catalog.jsonb_to_recordset($1::jsonb)
       AS r (version text, name text, up text, down text, state text)
 WHERE h.version = r.version
