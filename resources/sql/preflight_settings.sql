-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_settings
-- title: Every setting that may be seen, as SHOW writes it
-- oldest: 130000
SELECT name, current_setting(name) AS value, context
  FROM pg_settings
 WHERE source NOT IN ('client', 'session')
