-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_read_only_file
-- title: Whether default_transaction_read_only is on in the configuration files
-- oldest: 130000
SELECT 'ALTER SYSTEM' AS place
 WHERE (SELECT lower(setting) FROM pg_file_settings
         WHERE name = 'default_transaction_read_only' ORDER BY seqno DESC LIMIT 1) IN ('on', 'true', 'yes', '1')
