-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: session_terminate
-- title: Ends one session, if it is still that session
-- oldest: 130000
WITH target AS MATERIALIZED (
    SELECT pid
      FROM pg_stat_activity
     WHERE pid = $1::int
       AND (extract(epoch FROM backend_start) * 1000000)::bigint = $2::bigint
)
SELECT pg_terminate_backend(pid) AS signalled
  FROM target
