-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: wal_timeline
-- title: The timeline of the newest WAL that a replica holds, which its control file learns of at the next restartpoint
-- oldest: 130000
-- pg_rewind leaves WAL of the timeline that it discards, without its history.
WITH wal AS (SELECT name, left(name, 8) AS line FROM pg_ls_waldir())
SELECT ('x' || max(line))::bit(32)::int AS timeline
  FROM wal
 WHERE name ~ '^[0-9A-F]{24}$'
   AND (line = '00000001' OR line || '.history' IN (SELECT name FROM wal))
