-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: journal_mirror_last
-- title: Up to which row a Journal is mirrored
-- oldest: 130000
SELECT coalesce(max(id), 0) FROM seawall.journal WHERE origin = $1
