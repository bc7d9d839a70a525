-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_names
-- title: Every relation with its columns, and the table with which it goes
-- oldest: 130000
SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind,
       (SELECT json_agg(a.attname) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           AND c.relkind NOT IN ('i', 'I', 'S')) AS columns,
       -- Of a domain the type below it; with its modifiers: numeric(10,2), timestamptz(3).
       (SELECT json_object_agg(a.attname, b.typname || coalesce(substring(
                   format_type(b.oid, CASE y.typtype WHEN 'd' THEN y.typtypmod ELSE a.atttypmod END)
                   FROM '[(][-0-9,]+[)]'), ''))
          FROM pg_attribute a
          JOIN pg_type y ON y.oid = a.atttypid
          JOIN pg_type b ON b.oid = CASE y.typtype WHEN 'd' THEN y.typbasetype ELSE y.oid END
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           AND c.relkind IN ('r', 'p', 'f')) AS types,
       tn.nspname AS owner_schema, t.relname AS owner,
       c.relhassubclass AS is_parent,
       EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid) AS is_heir,
       (c.relkind <> 'v' AND c.relhasrules) OR
       EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal) AS runs_code
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index i ON i.indexrelid = c.oid
  LEFT JOIN pg_depend d ON c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
                       AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
  LEFT JOIN pg_class t ON t.oid = coalesce(i.indrelid, d.refobjid)
  LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'i', 'I', 'S', 'c')
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
