-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_lock_holder
-- title: Who holds the lock of the migration runner ($1) in this database
-- oldest: 130000
SELECT a.pid, a.usename, a.application_name, host(a.client_addr) AS client, a.state,
       left(a.query, 1000) AS query,
       extract(epoch FROM clock_timestamp() - a.backend_start) AS age,
       (extract(epoch FROM a.backend_start) * 1000000)::bigint AS backend_start_us,
       to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ') AS since
  FROM pg_locks l
  JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'advisory'
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND l.classid = ($1::bigint >> 32)::oid
   AND l.objid = ($1::bigint & 4294967295)::oid
   AND l.objsubid = 1
   AND l.granted
   AND l.pid <> pg_backend_pid()
