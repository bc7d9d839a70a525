-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: schema_fingerprint
-- title: Every object of the schema with its definition; search_path has to be pg_catalog
-- oldest: 130000
WITH own AS (
    SELECT oid, nspname, nspacl
      FROM pg_namespace
     WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'seawall')
), relation AS (
    SELECT c.*, format('%I.%I', n.nspname, c.relname) AS name
      FROM pg_class c
      JOIN own n ON n.oid = c.relnamespace
), member AS (
    SELECT objid, classid FROM pg_depend WHERE deptype = 'e'
)
SELECT 'schema ' || quote_ident(nspname) AS object, coalesce(nspacl::text, '') AS definition
  FROM own
UNION ALL
SELECT CASE r.relkind WHEN 'r' THEN 'table ' WHEN 'p' THEN 'table ' WHEN 'v' THEN 'view '
                      WHEN 'm' THEN 'materialized view ' WHEN 'f' THEN 'foreign table '
                      ELSE 'type ' END || r.name,
       concat_ws(E'\n', r.relkind, r.relpersistence, r.relreplident, r.relrowsecurity, r.relforcerowsecurity,
                 array_to_string(r.reloptions, ','), r.relacl::text, pg_get_expr(r.relpartbound, r.oid),
                 CASE WHEN r.relkind = 'p' THEN pg_get_partkeydef(r.oid) END,
                 CASE WHEN r.relkind IN ('v', 'm') THEN pg_get_viewdef(r.oid) END,
                 (SELECT string_agg(i.inhparent::regclass::text, ',' ORDER BY i.inhseqno)
                    FROM pg_inherits i WHERE i.inhrelid = r.oid),
                 (SELECT string_agg(concat_ws(' ', quote_ident(a.attname),
                                              format_type(a.atttypid, a.atttypmod),
                                              CASE WHEN a.attnotnull THEN 'NOT NULL' END,
                                              pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
                                              a.attstorage, a.attacl::text, array_to_string(a.attoptions, ','),
                                              CASE WHEN a.attcollation <> t.typcollation
                                                   THEN a.attcollation::regcollation::text END),
                                    E'\n' ORDER BY a.attnum)
                    FROM pg_attribute a
                    JOIN pg_type t ON t.oid = a.atttypid
                    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                   WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped))
  FROM relation r
 WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
UNION ALL
SELECT 'index ' || r.name,
       concat_ws(' ', pg_get_indexdef(r.oid), CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
                 CASE WHEN i.indisclustered THEN 'CLUSTER' END, CASE WHEN i.indisreplident THEN 'IDENTITY' END)
  FROM relation r
  JOIN pg_index i ON i.indexrelid = r.oid
UNION ALL
SELECT 'sequence ' || r.name,
       concat_ws(' ', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
                 s.seqcycle, r.relacl::text,
                 (SELECT d.refobjid::regclass || '.' || d.refobjsubid FROM pg_depend d
                   WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i')
                     AND d.refclassid = 'pg_class'::regclass LIMIT 1))
  FROM relation r
  JOIN pg_sequence s ON s.seqrelid = r.oid
UNION ALL
SELECT format('constraint %I on %s', c.conname, coalesce(r.name, c.contypid::regtype::text)),
       pg_get_constraintdef(c.oid) || CASE WHEN c.convalidated THEN '' ELSE ' (not validated)' END
  FROM pg_constraint c
  JOIN own n ON n.oid = c.connamespace
  LEFT JOIN relation r ON r.oid = c.conrelid
UNION ALL
SELECT format('trigger %I on %s', t.tgname, r.name), pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
  FROM pg_trigger t
  JOIN relation r ON r.oid = t.tgrelid
 WHERE NOT t.tgisinternal
UNION ALL
SELECT format('rule %I on %s', w.rulename, r.name), pg_get_ruledef(w.oid) || ' ' || w.ev_enabled::text
  FROM pg_rewrite w
  JOIN relation r ON r.oid = w.ev_class
 WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT format('policy %I on %s', p.polname, r.name),
       concat_ws(' ', p.polcmd, p.polpermissive, p.polroles::regrole[]::text,
                 pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  FROM pg_policy p
  JOIN relation r ON r.oid = p.polrelid
UNION ALL
SELECT format('function %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
       concat_ws(E'\n', CASE WHEN p.prokind = 'a' THEN pg_get_function_result(p.oid)
                             ELSE pg_get_functiondef(p.oid) END, p.proacl::text)
  FROM pg_proc p
  JOIN own n ON n.oid = p.pronamespace
 WHERE NOT EXISTS (SELECT FROM member m WHERE m.objid = p.oid AND m.classid = 'pg_proc'::regclass)
UNION ALL
SELECT format('type %I.%I', n.nspname, t.typname),
       concat_ws(E'\n', t.typtype, t.typacl::text, t.typnotnull, t.typdefault,
                 CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
                 (SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder)
                    FROM pg_enum e WHERE e.enumtypid = t.oid),
                 (SELECT format_type(g.rngsubtype, NULL) FROM pg_range g WHERE g.rngtypid = t.oid))
  FROM pg_type t
  JOIN own n ON n.oid = t.typnamespace
 WHERE t.typtype IN ('d', 'e', 'r')
   AND NOT EXISTS (SELECT FROM member m WHERE m.objid = t.oid AND m.classid = 'pg_type'::regclass)
UNION ALL
SELECT format('statistics %I.%I', n.nspname, s.stxname), pg_get_statisticsobjdef(s.oid)
  FROM pg_statistic_ext s
  JOIN own n ON n.oid = s.stxnamespace
UNION ALL
SELECT 'extension ' || quote_ident(extname), extversion
  FROM pg_extension
UNION ALL
SELECT 'event trigger ' || quote_ident(evtname),
       concat_ws(' ', evtevent, evtfoid::regprocedure::text, evtenabled, array_to_string(evttags, ','))
  FROM pg_event_trigger
UNION ALL
SELECT 'publication ' || quote_ident(p.pubname),
       concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate,
                 (SELECT string_agg(x.prrelid::regclass::text, ',' ORDER BY x.prrelid::regclass::text COLLATE "C")
                    FROM pg_publication_rel x WHERE x.prpubid = p.oid))
  FROM pg_publication p
UNION ALL
SELECT 'comment on ' || CASE WHEN d.objsubid > 0 THEN 'column ' || r.name || '.' || a.attname ELSE r.name END,
       d.description
  FROM pg_description d
  JOIN relation r ON r.oid = d.objoid AND d.classoid = 'pg_class'::regclass
  LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.objsubid AND d.objsubid > 0
