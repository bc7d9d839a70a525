-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_transactions
-- title: Open transactions of clients, the oldest first
-- oldest: 130000
SELECT format('pid %s, %s, %s', pid, coalesce(nullif(application_name, ''), usename), state) AS name,
       extract(epoch FROM clock_timestamp() - xact_start) AS age
  FROM pg_stat_activity
 WHERE backend_type = 'client backend' AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
 ORDER BY xact_start
 LIMIT 20
