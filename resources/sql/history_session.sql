-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_session
-- title: What a script left of the runner's session: its lock ($10), and how many statements are prepared
-- oldest: 130000
pg_catalog.pg_try_advisory_lock($10::bigint) AS has_lock,
          (SELECT pg_catalog.count(*) FROM pg_catalog.pg_prepared_statements) AS prepared
