-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_backups
-- title: Backups that run: pg_basebackup, or a session that has begun one
-- oldest: 130000
-- The server tells of a backup by pg_backup_start() to its own session only; the last statement of the session and the
-- names of backup programs give it away.
SELECT format('pid %s, %s', pid, coalesce(nullif(application_name, ''), usename)) AS name,
       extract(epoch FROM clock_timestamp() - backend_start) AS age
  FROM pg_stat_activity
 WHERE pid <> pg_backend_pid()
   AND (pid IN (SELECT pid FROM pg_stat_progress_basebackup)
        OR (backend_type = 'client backend' AND query ~* 'pg_(backup_start|start_backup)\s*\(')
        OR application_name ~* '^(pgbackrest \[backup\]|barman_backup|wal-g|pg_basebackup)')
 UNION ALL
SELECT 'exclusive backup', NULL
 WHERE {{preflight_exclusive_backup}}
 ORDER BY age DESC NULLS FIRST
