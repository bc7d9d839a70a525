-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: wal_timeline
-- title: The timeline of the newest WAL that a replica holds, which its control file learns of at the next restartpoint
-- oldest: 130000
SELECT ('x' || max(left(name, 8)))::bit(32)::int AS timeline
  FROM pg_ls_waldir()
 WHERE name ~ '^[0-9A-F]{24}$'
