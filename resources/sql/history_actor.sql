-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_actor
-- title: Who does it ($2), with the role of the session
-- oldest: 130000
pg_catalog.format('%s (%s)', $2::pg_catalog.text, session_user)
