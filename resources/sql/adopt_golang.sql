-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: adopt_golang
-- title: What golang-migrate recorded: the last version, and whether it failed; %1 is the table
-- oldest: 130000
SELECT version::text AS version, dirty FROM %1
