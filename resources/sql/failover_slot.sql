-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: failover_slot
-- title: Makes a slot for a replica, where it is not there
-- oldest: 130000
SELECT pg_create_physical_replication_slot($1, true)
 WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1)
