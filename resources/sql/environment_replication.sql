-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: environment_replication
-- title: Whom a server streams to, and from whom it streams
-- oldest: 130000
SELECT 'to ' || application_name || coalesce(' at ' || host(client_addr), '') AS name,
       concat_ws(', ', state, sync_state) AS value
  FROM pg_stat_replication
 UNION ALL
SELECT 'from ' || coalesce(sender_host, 'a local socket') || ':' || sender_port, concat_ws(', ', status, 'slot ' || slot_name)
  FROM pg_stat_wal_receiver
 ORDER BY 1
