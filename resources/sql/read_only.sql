-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: read_only
-- title: Whether new transactions are read-only by a setting of the database or of all roles, and whether the files may be asked
-- oldest: 130000
-- A database's own setting comes before that of all roles, and both before the files. That a role is read-only by itself is meant so.
SELECT (SELECT split_part(setting, '=', 2)::boolean
          FROM pg_db_role_setting s, unnest(s.setconfig) setting
         WHERE s.setrole = 0
           AND s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
           AND lower(split_part(setting, '=', 1)) = 'default_transaction_read_only'
         ORDER BY s.setdatabase DESC
         LIMIT 1) AS read_only,
       has_table_privilege('pg_file_settings', 'SELECT')
           AND has_function_privilege('pg_show_all_file_settings()', 'EXECUTE') AS may_read_files
