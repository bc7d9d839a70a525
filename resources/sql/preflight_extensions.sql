-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_extensions
-- title: Extensions of this database
-- oldest: 130000
SELECT extname AS name, extversion AS version FROM pg_extension
