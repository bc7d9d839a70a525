-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: environment_databases
-- title: Databases; the size where we may connect
-- oldest: 130000
SELECT datname AS name,
       concat_ws(', ', pg_encoding_to_char(encoding), datcollate,
                 CASE WHEN has_database_privilege(oid, 'CONNECT') THEN pg_size_pretty(pg_database_size(oid)) END) AS value
  FROM pg_database
 WHERE datallowconn
 ORDER BY datname
