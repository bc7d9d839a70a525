-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: failover_senders
-- title: Replicas that stream from this node
-- oldest: 130000
SELECT r.application_name, s.slot_name, r.state, r.client_addr, r.client_port, r.flush_lsn, r.replay_lsn
  FROM pg_stat_replication r LEFT JOIN pg_replication_slots s ON s.active_pid = r.pid
