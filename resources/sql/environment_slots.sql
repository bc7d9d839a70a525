-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: environment_slots
-- title: Replication slots
-- oldest: 130000
SELECT slot_name AS name,
       concat_ws(', ', slot_type, CASE WHEN active THEN 'active' ELSE 'not active' END, wal_status) AS value
  FROM pg_replication_slots
 ORDER BY slot_name
