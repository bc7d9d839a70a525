-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_blockers
-- title: The sessions that one session ($1) waits for; pid 0 is a prepared transaction
-- oldest: 130000
SELECT b.pid, a.usename, a.application_name, a.state, left(a.query, 1000) AS query,
       extract(epoch FROM clock_timestamp() - a.xact_start) AS age
  FROM (SELECT DISTINCT unnest(pg_blocking_pids($1::int)) AS pid) AS b
  LEFT JOIN pg_stat_activity a ON a.pid = b.pid
 ORDER BY age DESC NULLS LAST
