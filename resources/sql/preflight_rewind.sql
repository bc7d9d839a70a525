-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_rewind
-- title: Whether pg_rewind can be used
-- oldest: 130000
SELECT current_setting('wal_log_hints') AS wal_log_hints, current_setting('full_page_writes') AS full_page_writes,
       data_page_checksum_version > 0 AS checksums
  FROM pg_control_init()
