-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: flag_history
-- title: Changes of feature flags, newest first
-- oldest: 130000
SELECT key, old_value, new_value, (extract(epoch FROM changed_at) * 1000)::bigint AS changed_ms, changed_by, reason
  FROM seawall.feature_flag_history
 ORDER BY id DESC
 LIMIT $1::int
