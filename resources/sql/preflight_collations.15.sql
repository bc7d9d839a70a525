-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_collations
-- title: Databases whose collation sorts otherwise here than where they were made
-- oldest: 150000
SELECT format('%s: made with %s, here %s', datname, datcollversion, pg_database_collation_actual_version(oid)) AS name
  FROM pg_database
 WHERE datcollversion <> pg_database_collation_actual_version(oid)
 ORDER BY datname
