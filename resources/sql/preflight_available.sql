-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_available
-- title: Extensions whose files lie on this machine
-- oldest: 130000
SELECT name, version FROM pg_available_extension_versions
