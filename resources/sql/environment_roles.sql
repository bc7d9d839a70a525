-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: environment_roles
-- title: Roles and what they may do; no passwords
-- oldest: 130000
SELECT r.rolname AS name,
       concat_ws(', ', CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolcanlogin THEN 'login' END,
                 CASE WHEN r.rolreplication THEN 'replication' END, CASE WHEN r.rolcreatedb THEN 'createdb' END,
                 CASE WHEN r.rolcreaterole THEN 'createrole' END, CASE WHEN r.rolbypassrls THEN 'bypassrls' END,
                 CASE WHEN r.rolconnlimit >= 0 THEN 'at most ' || r.rolconnlimit || ' connections' END,
                 'member of ' || (SELECT string_agg(g.rolname, ' ' ORDER BY g.rolname)
                                    FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                                   WHERE m.member = r.oid)) AS value
  FROM pg_roles r
 WHERE r.rolname !~ '^pg_'
 ORDER BY r.rolname
