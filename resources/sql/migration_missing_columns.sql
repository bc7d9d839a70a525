-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_missing_columns
-- title: Columns ($1, JSON) that a table of that name, or of that schema.name, does not have; a table that is not there is left out
-- oldest: 130000
SELECT DISTINCT w.name, w."column"
  FROM jsonb_to_recordset($1::jsonb) AS w (name text, "column" text)
  JOIN pg_class c ON c.relkind IN ('r', 'p', 'f')
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE ((c.relname = w.name AND pg_table_is_visible(c.oid)) OR n.nspname || '.' || c.relname = w.name)
   AND NOT EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attname = w."column" AND NOT a.attisdropped)
