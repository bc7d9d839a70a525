-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_exclusive_backup
-- title: Whether an exclusive backup runs, which ended with PostgreSQL 14
-- oldest: 130000
pg_is_in_backup()
