-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: adopt_tables
-- title: The tables in which other tools keep their history, those on the search path first
-- oldest: 130000
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS table_name,
       CASE WHEN c.relname = 'flyway_schema_history' THEN 'flyway'
            WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attname = 'dirty' AND NOT a.attisdropped)
            THEN 'golang-migrate'
            ELSE 'dbmate' END AS tool
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relname IN ('schema_migrations', 'flyway_schema_history')
   AND c.relkind IN ('r', 'p')
   AND n.nspname NOT LIKE 'pg\_temp\_%'
 ORDER BY pg_catalog.pg_table_is_visible(c.oid) DESC, n.nspname, c.relname
