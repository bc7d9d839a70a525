-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_managers
-- title: Programs that promote replicas by themselves
-- oldest: 130000
SELECT DISTINCT CASE WHEN application_name ~* '^patroni' THEN 'Patroni'
                     WHEN application_name ~* '^repmgr' THEN 'repmgr'
                     ELSE 'pg_auto_failover' END AS manager
  FROM pg_stat_activity
 WHERE application_name ~* '^(patroni|repmgrd?($|\W)|pg_?auto_?failover|pgautofailover)'
