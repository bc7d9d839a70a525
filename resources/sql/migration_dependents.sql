-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_dependents
-- title: Columns and tables that go with a type, function, table, schema, extension or role that is dropped
-- oldest: 130000
WITH RECURSIVE edge AS (
    SELECT d.classid, d.objid, d.refclassid, d.refobjid
      FROM pg_depend d
     WHERE d.classid IN ('pg_type'::regclass, 'pg_proc'::regclass, 'pg_class'::regclass) AND d.objsubid = 0
       AND d.refclassid IN ('pg_type'::regclass, 'pg_proc'::regclass, 'pg_class'::regclass,
                            'pg_extension'::regclass, 'pg_namespace'::regclass)
     UNION ALL
    SELECT 'pg_type'::regclass, c.reltype, 'pg_type'::regclass, a.atttypid
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind = 'c'
), held AS (
    SELECT c.oid, c.relname, n.nspname, c.relowner, c.relnamespace
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), reached AS (
    SELECT d.objid AS held, d.objsubid AS attnum, d.refclassid AS class, d.refobjid AS object
      FROM pg_depend d
     WHERE d.classid = 'pg_class'::regclass AND d.objid IN (SELECT oid FROM held)
       AND CASE WHEN d.objsubid > 0 THEN d.refclassid IN ('pg_type'::regclass, 'pg_proc'::regclass)
                ELSE d.refclassid IN ('pg_type'::regclass, 'pg_class'::regclass, 'pg_extension'::regclass) END
     UNION
    -- A generated column goes with what its expression calls.
    SELECT f.adrelid, f.adnum, d.refclassid, d.refobjid
      FROM pg_attrdef f
      JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum AND a.attgenerated <> ''
      JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
     WHERE f.adrelid IN (SELECT oid FROM held)
       AND d.refclassid IN ('pg_type'::regclass, 'pg_proc'::regclass)
     UNION
    SELECT r.held, r.attnum, e.refclassid, e.refobjid
      FROM reached r
      JOIN edge e ON e.classid = r.class AND e.objid = r.object
), object AS (
    SELECT 'pg_type'::regclass AS class, y.oid, 'type' AS kind, y.typnamespace AS namespace,
           y.typname AS name, pg_type_is_visible(y.oid) AS visible, y.typowner AS owner
      FROM pg_type y
      LEFT JOIN pg_class c ON c.oid = y.typrelid
     WHERE y.typrelid = 0 OR c.relkind = 'c'
     UNION ALL
    SELECT 'pg_proc'::regclass, oid, 'function', pronamespace, proname, pg_function_is_visible(oid), proowner
      FROM pg_proc
     UNION ALL
    SELECT 'pg_class'::regclass, oid, 'table', relnamespace, relname, pg_table_is_visible(oid), relowner
      FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
     UNION ALL
    SELECT 'pg_extension'::regclass, oid, 'extension', NULL, extname, true, extowner FROM pg_extension
     UNION ALL
    SELECT 'pg_namespace'::regclass, oid, 'schema', NULL, nspname, true, nspowner FROM pg_namespace
), found AS (
    SELECT o.kind, o.namespace, o.name, o.visible, r.held, r.attnum
      FROM reached r
      JOIN object o ON o.class = r.class AND o.oid = r.object
      JOIN held h ON h.oid = r.held
     WHERE NOT (o.kind = 'schema' AND h.relnamespace = o.oid)
     UNION
    SELECT 'role', NULL, pg_get_userbyid(o.owner), true, r.held, r.attnum
      FROM reached r
      JOIN object o ON o.class = r.class AND o.oid = r.object
      JOIN held h ON h.oid = r.held
     WHERE h.relowner <> o.owner
     UNION
    SELECT 'role', NULL, pg_get_userbyid(relowner), true, oid, 0 FROM held
)
SELECT f.kind, n.nspname AS schema, f.name, f.visible,
       CASE WHEN pg_table_is_visible(h.oid) THEN h.relname::text
            ELSE h.nspname || '.' || h.relname END AS dependent,
       a.attname AS dependent_column
  FROM found f
  JOIN held h ON h.oid = f.held
  LEFT JOIN pg_namespace n ON n.oid = f.namespace
  LEFT JOIN pg_attribute a ON a.attrelid = f.held AND a.attnum = f.attnum AND f.attnum > 0
 WHERE coalesce(n.nspname, '') !~ '^(pg_|information_schema$)'
 ORDER BY f.kind, n.nspname, f.name, dependent, a.attnum
