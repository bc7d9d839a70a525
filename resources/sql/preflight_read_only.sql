-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_read_only
-- title: Where default_transaction_read_only is on for a database or a role
-- oldest: 130000
SELECT concat_ws(' ', 'ALTER' || CASE WHEN s.setrole = 0 THEN ' DATABASE ' || quote_ident(d.datname)
                                      ELSE ' ROLE ' || quote_ident(r.rolname) END,
                 CASE WHEN s.setrole <> 0 AND s.setdatabase <> 0 THEN 'IN DATABASE ' || quote_ident(d.datname) END) AS place
  FROM pg_db_role_setting s
  LEFT JOIN pg_database d ON d.oid = s.setdatabase
  LEFT JOIN pg_roles r ON r.oid = s.setrole
 WHERE EXISTS (SELECT FROM unnest(s.setconfig) setting
                WHERE setting ~* '^default_transaction_read_only=(on|true|yes|1)')
