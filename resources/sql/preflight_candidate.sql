-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_candidate
-- title: Whether a node is in recovery, and of which cluster
-- oldest: 130000
SELECT pg_is_in_recovery(), system_identifier, current_setting('server_version') FROM pg_control_system()
