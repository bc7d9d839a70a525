-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_not_begun
-- title: A migration ($1) that was begun left nothing: its new row goes
-- oldest: 130000
DELETE FROM seawall.migration_history WHERE version = $1
