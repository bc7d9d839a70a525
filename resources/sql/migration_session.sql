-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_session
-- title: What a session for migrations has to know of itself
-- oldest: 130000
SELECT pg_catalog.pg_is_in_recovery() AS in_recovery,
       pg_catalog.pg_backend_pid() AS pid,
       pg_catalog.current_setting('synchronous_commit') = 'off' AS commits_late,
       coalesce(pg_catalog.current_setting('idle_session_timeout', true), '0') <> '0' AS ends_idle,
       (SELECT (extract(epoch FROM a.backend_start) * 1000000)::bigint
          FROM pg_catalog.pg_stat_activity a
         WHERE a.pid = pg_catalog.pg_backend_pid()) AS backend_start_us
