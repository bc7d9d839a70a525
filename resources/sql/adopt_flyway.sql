-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: adopt_flyway
-- title: What Flyway recorded, the last word on each script; %1 is the table
-- oldest: 130000
SELECT DISTINCT ON (coalesce(version, script))
       version, pg_catalog.regexp_replace(script, '^.*/', '') AS script, description, type, success,
       installed_by, (installed_on::timestamptz)::text AS installed_on,
       execution_time / 1000.0::double precision AS seconds
  FROM %1
 WHERE type <> 'SCHEMA'
 ORDER BY coalesce(version, script), installed_rank DESC
