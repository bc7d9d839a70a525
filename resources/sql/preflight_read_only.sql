-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_read_only
-- title: Where default_transaction_read_only is on for a database or for all roles; that a role is read-only by itself is meant so
-- oldest: 130000
SELECT CASE WHEN s.setdatabase = 0 THEN 'ALTER ROLE ALL' ELSE 'ALTER DATABASE ' || quote_ident(d.datname) END AS place
  FROM pg_db_role_setting s
  LEFT JOIN pg_database d ON d.oid = s.setdatabase
 WHERE s.setrole = 0
   AND EXISTS (SELECT FROM unnest(s.setconfig) setting
                WHERE setting ~* '^default_transaction_read_only=(on|true|yes|1)')
