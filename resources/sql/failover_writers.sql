-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: failover_writers
-- title: Sessions in a transaction that is older than the block of writes
-- oldest: 130000
SELECT pid, usename, application_name, extract(epoch FROM clock_timestamp() - xact_start) AS age
  FROM pg_stat_activity
 WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND xact_start <= $1::timestamptz
