-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_tables
-- title: Size and estimated rows (NULL: not known) of every table, partitions added up in their parents
-- oldest: 130000
WITH RECURSIVE own AS (
    SELECT c.oid, n.nspname, c.relname, c.relkind,
           CASE WHEN c.relpages > 0 THEN (c.relpages + coalesce(t.relpages, 0))::bigint * b.size
                WHEN c.relkind IN ('r', 'm') THEN coalesce(pg_relation_size(c.oid), 0)
                ELSE 0 END AS bytes,
           -- Of a table that was not analysed, the statistics say 0 as well once a crash has reset them.
           CASE WHEN greatest(c.reltuples, pg_stat_get_live_tuples(c.oid)) > 0
                THEN greatest(c.reltuples, pg_stat_get_live_tuples(c.oid))::bigint
                WHEN c.relkind = 'p' OR pg_relation_size(c.oid) = 0 THEN 0 END AS live
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_class t ON t.oid = c.reltoastrelid,
           (SELECT current_setting('block_size')::bigint AS size) AS b
     WHERE c.relkind IN ('r', 'p', 'm')
       AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), part AS (
    SELECT oid AS root, oid FROM own
     UNION ALL
    SELECT p.root, i.inhrelid FROM part p JOIN pg_inherits i ON i.inhparent = p.oid
)
SELECT r.nspname AS schema, r.relname AS name, pg_table_is_visible(r.oid) AS visible,
       sum(o.bytes)::bigint AS bytes,
       CASE WHEN count(*) = count(o.live)
            THEN sum(CASE WHEN o.relkind <> 'p' THEN o.live ELSE 0 END)::bigint END AS live
  FROM part p
  JOIN own r ON r.oid = p.root
  JOIN own o ON o.oid = p.oid
 GROUP BY r.oid, r.nspname, r.relname
