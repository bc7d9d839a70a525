-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: flag_rows
-- title: The feature flags, each with its last change
-- oldest: 130000
SELECT f.key, f.value, f.kind, array_to_string(f.choices, E'\n') AS choices, f.least, f.most, f.description,
       h.old_value, h.new_value, (extract(epoch FROM h.changed_at) * 1000)::bigint AS changed_ms, h.changed_by, h.reason
  FROM seawall.feature_flag f
  LEFT JOIN LATERAL (SELECT * FROM seawall.feature_flag_history WHERE key = f.key ORDER BY id DESC LIMIT 1) h ON true
 ORDER BY f.key
