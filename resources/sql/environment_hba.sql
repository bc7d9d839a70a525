-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: environment_hba
-- title: Who may log in, in the order in which the rules count
-- oldest: 130000
SELECT lpad(line_number::text, 4) AS name,
       concat_ws(' ', type, array_to_string(database, ','), array_to_string(user_name, ','), address, netmask, auth_method,
                 array_to_string(options, ' '), error) AS value
  FROM pg_hba_file_rules
 ORDER BY line_number
