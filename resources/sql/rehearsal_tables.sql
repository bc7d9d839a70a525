-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: rehearsal_tables
-- title: The tables that are there before a rehearsal
-- oldest: 130000
SELECT c.oid, CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text
                   ELSE n.nspname || '.' || c.relname END AS name
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm', 'f')
   AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'seawall')
