-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: flag_exists
-- title: Whether the table of feature flags was made
-- oldest: 130000
SELECT to_regclass('seawall.feature_flag') IS NOT NULL AND to_regclass('seawall.feature_flag_history') IS NOT NULL
