-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_state
-- title: Whether the table of migrations is there, and which other session holds the runner's lock ($1)
-- oldest: 130000
SELECT pg_catalog.to_regclass('seawall.migration_history') IS NOT NULL AS table_exists,
       (SELECT l.pid
          FROM pg_catalog.pg_locks l
         WHERE l.locktype = 'advisory'
           AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                              WHERE d.datname = pg_catalog.current_database())
           AND l.classid = ($1::bigint >> 32)::oid
           AND l.objid = ($1::bigint & 4294967295)::oid
           AND l.objsubid = 1
           AND l.granted
           AND l.pid <> pg_catalog.pg_backend_pid()
         LIMIT 1) AS runner
