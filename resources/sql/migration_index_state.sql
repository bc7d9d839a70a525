-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_index_state
-- title: Whether the index named $2 on the table $1 is there and valid
-- oldest: 130000
SELECT i.indisvalid AS valid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE i.indrelid = to_regclass($1)
   AND c.relname = $2
