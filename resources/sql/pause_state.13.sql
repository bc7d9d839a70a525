-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: pause_state
-- title: Whether replay is paused; before PostgreSQL 14 only whether a pause was requested
-- oldest: 130000
CASE WHEN pg_is_wal_replay_paused() THEN 'paused' ELSE 'not paused' END
