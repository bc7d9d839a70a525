-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: flag_insert
-- title: Makes a feature flag, if there is none of that key
-- oldest: 130000
INSERT INTO seawall.feature_flag (key, value, kind) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING
