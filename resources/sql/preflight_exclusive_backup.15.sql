-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_exclusive_backup
-- title: There are no exclusive backups any more
-- oldest: 150000
false
