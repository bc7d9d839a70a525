-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: rehearsal_locks
-- title: The locks this session holds on tables, and where the WAL is
-- oldest: 130000
SELECT pg_current_wal_insert_lsn() AS lsn, l.relation, l.mode
  FROM (SELECT 1) AS always
  LEFT JOIN pg_locks l ON l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
