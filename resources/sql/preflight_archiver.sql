-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_archiver
-- title: How archiving of WAL goes
-- oldest: 130000
SELECT last_archived_wal, last_failed_wal,
       CASE WHEN NOT pg_is_in_recovery() THEN pg_walfile_name(pg_current_wal_lsn()) END AS current_file,
       last_failed_time IS NOT NULL AND last_failed_time >= coalesce(last_archived_time, '-infinity') AS is_failing
  FROM pg_stat_archiver
