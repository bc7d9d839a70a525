-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_server
-- title: Whether the data pages carry checksums, and the address of the server
-- oldest: 130000
SELECT data_page_checksum_version > 0 AS checksums, host(inet_server_addr()) AS server_address
  FROM pg_control_init()
