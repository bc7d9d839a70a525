-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_invalid_indexes
-- title: Indexes that a failed CONCURRENTLY left behind, or one that is being built now
-- oldest: 130000
SELECT i.indexrelid AS id, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT i.indisvalid
   AND c.relkind = 'i'
   AND n.nspname !~ '^pg_'
