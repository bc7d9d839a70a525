-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_limits
-- title: Room for replicas, slots and sessions
-- oldest: 130000
SELECT name, current_setting(name) AS value
  FROM pg_settings
 WHERE name IN ('max_wal_senders', 'max_replication_slots', 'max_connections', 'superuser_reserved_connections', 'wal_level')
