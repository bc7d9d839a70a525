-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_collations
-- title: Collations of the operating system that have changed since they were imported
-- oldest: 130000
SELECT format('%s: made with %s, here %s', collname, collversion, pg_collation_actual_version(oid)) AS name
  FROM pg_collation
 WHERE collversion <> pg_collation_actual_version(oid)
 ORDER BY collname
 LIMIT 5
