-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_progress
-- title: How far a session ($1) is with an index, a rewrite, VACUUM or ANALYZE
-- oldest: 130000
SELECT command || ': ' || phase
       || CASE WHEN current_locker_pid > 0 THEN ' (session ' || current_locker_pid || ')' ELSE '' END AS what,
       CASE WHEN blocks_total > 0 THEN blocks_done::float8 / blocks_total
            WHEN tuples_total > 0 THEN tuples_done::float8 / tuples_total END AS fraction
  FROM pg_stat_progress_create_index WHERE pid = $1::int
UNION ALL
SELECT command || ': ' || phase,
       CASE WHEN heap_blks_total > 0 THEN heap_blks_scanned::float8 / heap_blks_total END
  FROM pg_stat_progress_cluster WHERE pid = $1::int
UNION ALL
SELECT 'VACUUM: ' || phase,
       CASE WHEN heap_blks_total > 0 THEN heap_blks_scanned::float8 / heap_blks_total END
  FROM pg_stat_progress_vacuum WHERE pid = $1::int
UNION ALL
SELECT 'ANALYZE: ' || phase,
       CASE WHEN sample_blks_total > 0 THEN sample_blks_scanned::float8 / sample_blks_total END
  FROM pg_stat_progress_analyze WHERE pid = $1::int
