-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: environment_settings
-- title: Settings that are not as PostgreSQL ships them
-- oldest: 130000
SELECT name, setting || coalesce(' ' || unit, '') || ' (' || source || ')' AS value
  FROM pg_settings
 WHERE source NOT IN ('default', 'override', 'client', 'session')
 ORDER BY name
