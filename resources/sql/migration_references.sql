-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_references
-- title: Tables whose foreign keys refer to another one or to a part of it; partitions by their parent alone
-- oldest: 130000
WITH RECURSIVE reference AS (
    SELECT k.conrelid, k.confrelid, k.confdeltype = 'c' AS deletes
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.contype = 'f' AND NOT (c.relispartition AND k.conparentid <> 0)
     UNION
    SELECT r.conrelid, i.inhparent, r.deletes FROM reference r JOIN pg_inherits i ON i.inhrelid = r.confrelid
)
SELECT tn.nspname AS schema, t.relname AS name, pg_table_is_visible(t.oid) AS visible,
       CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text
            ELSE cn.nspname || '.' || c.relname END AS referrer,
       bool_or(r.deletes) AS deletes
  FROM reference r
  JOIN pg_class t ON t.oid = r.confrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_class c ON c.oid = r.conrelid
  JOIN pg_namespace cn ON cn.oid = c.relnamespace
 WHERE r.conrelid <> r.confrelid
 GROUP BY t.oid, tn.nspname, t.relname, c.oid, cn.nspname, c.relname
 ORDER BY tn.nspname, t.relname, referrer
