-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_rows
-- title: The rows of the table of migrations
-- oldest: 130000
SELECT version, name, up_checksum, down_checksum, state,
       (extract(epoch FROM applied_at) * 1000)::bigint AS applied_at_ms,
       applied_by,
       extract(epoch FROM duration)::double precision AS seconds,
       wal_bytes, statements, statements_done,
       (extract(epoch FROM rolled_back_at) * 1000)::bigint AS rolled_back_at_ms,
       rolled_back_by
  FROM seawall.migration_history
