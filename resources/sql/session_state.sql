-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: session_state
-- title: What one session does now; no row where it is gone
-- oldest: 130000
SELECT state, (extract(epoch FROM query_start) * 1000000)::bigint AS query_start_us, left(query, 200) AS query
  FROM pg_stat_activity
 WHERE pid = $1::int
   AND (extract(epoch FROM backend_start) * 1000000)::bigint = $2::bigint
