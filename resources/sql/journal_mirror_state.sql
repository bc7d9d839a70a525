-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: journal_mirror_state
-- title: Whether this is the primary, and whether the mirror's table was made
-- oldest: 130000
SELECT NOT pg_is_in_recovery() AS is_primary, to_regclass('seawall.journal') IS NOT NULL AS is_there
