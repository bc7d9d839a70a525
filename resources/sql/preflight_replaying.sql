-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_replaying
-- title: Whether replay is paused or delayed
-- oldest: 130000
SELECT {{pause_state}} AS pause_state, current_setting('recovery_min_apply_delay') AS delay
