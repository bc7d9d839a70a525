-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: sessions
-- title: Who is connected and doing what, and who blocks whom
-- oldest: 130000
SELECT pid, usename, datname, application_name, host(client_addr) AS client, backend_type, state,
       wait_event_type, wait_event, left(query, 1000) AS query,
       CASE WHEN state = 'active' THEN extract(epoch FROM clock_timestamp() - query_start) END AS query_age,
       extract(epoch FROM clock_timestamp() - xact_start) AS transaction_age,
       extract(epoch FROM clock_timestamp() - state_change) AS state_age,
       extract(epoch FROM clock_timestamp() - backend_start) AS backend_age,
       (extract(epoch FROM backend_start) * 1000000)::bigint AS backend_start_us,
       CASE WHEN wait_event_type = 'Lock' THEN array_to_string(pg_blocking_pids(pid), ',') END AS blocked_by
  FROM pg_stat_activity
 WHERE backend_type IN ('client backend', 'walsender', 'autovacuum worker', 'background worker', 'parallel worker')
   AND pid <> pg_backend_pid()
