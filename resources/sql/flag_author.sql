-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: flag_author
-- title: Says to the history who changes a feature flag in this transaction, and why
-- oldest: 130000
SELECT set_config('seawall.actor', $1, true), set_config('seawall.reason', $2, true)
