-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_hba
-- title: Who may log in, in the order in which the rules count
-- oldest: 130000
SELECT line_number, type, array_to_json(database) AS databases, array_to_json(user_name) AS users, address, netmask,
       auth_method, error
  FROM pg_hba_file_rules
 ORDER BY line_number
