-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: environment_extensions
-- title: Extensions of this database
-- oldest: 130000
SELECT extname AS name, extversion AS value FROM pg_extension ORDER BY extname
