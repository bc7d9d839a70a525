-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_streaming
-- title: From whom a replica streams, on which timeline and by which slot
-- oldest: 130000
SELECT status, sender_host, sender_port, slot_name, received_tli FROM pg_stat_wal_receiver
