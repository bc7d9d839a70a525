-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: connection_check
-- title: Role and version of a server, and what our user may do there
-- oldest: 130000
SELECT pg_is_in_recovery() AS in_recovery,
       current_setting('server_version') AS version,
       current_user AS user_name,
       current_database() AS database_name,
       r.rolsuper OR pg_has_role(current_user, 'pg_monitor', 'member') AS can_monitor,
       r.rolsuper OR r.rolreplication AS can_replicate
  FROM pg_roles r
 WHERE r.rolname = current_user
