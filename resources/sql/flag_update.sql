-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: flag_update
-- title: Gives a feature flag another value, if it has the one that was read
-- oldest: 130000
UPDATE seawall.feature_flag SET value = $2 WHERE key = $1 AND value = $3
