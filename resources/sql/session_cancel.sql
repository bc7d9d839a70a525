-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: session_cancel
-- title: Asks one session to give up the statement it runs, if it is still that session and that statement
-- oldest: 130000
WITH target AS MATERIALIZED (
    SELECT pid, query_start
      FROM pg_stat_activity
     WHERE pid = $1::int
       AND (extract(epoch FROM backend_start) * 1000000)::bigint = $2::bigint
       AND left(query, 1000) = $3
       AND state = 'active'
)
SELECT pg_cancel_backend(pid) AS signalled, (extract(epoch FROM query_start) * 1000000)::bigint AS query_start_us
  FROM target
