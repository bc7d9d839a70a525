-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_still_applied
-- title: A rollback ($1) that was begun left nothing: the migration is applied as before
-- oldest: 130000
UPDATE seawall.migration_history
   SET state = $2, statements = $3::int, statements_done = $3::int
 WHERE version = $1
