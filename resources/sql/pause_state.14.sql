-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: pause_state
-- title: Whether replay is paused
-- oldest: 140000
pg_get_wal_replay_pause_state()
