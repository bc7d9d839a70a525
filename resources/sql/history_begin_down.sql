-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_begin_down
-- title: A rollback outside a transaction begins: $1 version, $6 statements of the down script, $7 of them done
-- oldest: 130000
UPDATE seawall.migration_history
   SET state = 'rolling back', statements = $6::integer, statements_done = $7::integer
 WHERE version = $1::text
