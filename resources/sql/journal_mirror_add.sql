-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: journal_mirror_add
-- title: Mirrors one row of a Journal
-- oldest: 130000
INSERT INTO seawall.journal (origin, id, type, entry, time_ms, payload, hash)
VALUES ($1, $2::bigint, $3, $4::bigint, $5::bigint, $6, $7)
ON CONFLICT (origin, id) DO NOTHING
