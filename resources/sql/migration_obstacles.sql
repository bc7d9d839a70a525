-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_obstacles
-- title: Sessions and prepared transactions that a migration would wait for, or whose queries it would hit
-- oldest: 130000
SELECT a.pid, a.usename, a.application_name, a.state,
       pg_is_in_recovery() AS on_replica,
       extract(epoch FROM clock_timestamp() - a.xact_start) AS seconds
  FROM pg_stat_activity a
 WHERE a.datname = current_database()
   AND a.backend_type = 'client backend'
   AND a.pid <> pg_backend_pid()
   AND a.xact_start < clock_timestamp() - interval '5 s'
UNION ALL
SELECT 0, p.owner, '', 'prepared', false, extract(epoch FROM clock_timestamp() - p.prepared)
  FROM pg_prepared_xacts p
 WHERE p.database = current_database()
   AND p.prepared < clock_timestamp() - interval '5 s'
 ORDER BY seconds DESC
