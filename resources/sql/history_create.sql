-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_create
-- title: The table of migrations, made where it is missing; its owner alone may read and write it
-- oldest: 130000
CREATE SCHEMA IF NOT EXISTS seawall;
CREATE TABLE IF NOT EXISTS seawall.migration_history (
    version text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    up_checksum text,
    down_checksum text,
    state text NOT NULL
        CHECK (state OPERATOR(pg_catalog.=)
               ANY ('{applied, applying, rolling back, rolled back, baseline}'::pg_catalog.text[])),
    applied_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    applied_by text NOT NULL,
    duration interval NOT NULL DEFAULT '0',
    wal_bytes bigint NOT NULL DEFAULT 0,
    statements integer NOT NULL DEFAULT 0,
    statements_done integer NOT NULL DEFAULT 0,
    rolled_back_at timestamptz,
    rolled_back_by text
) WITH (fillfactor = 45); -- a row that is rolled back finds room beside itself
COMMENT ON TABLE seawall.migration_history IS
    'What Seawall knows of the migrations of this database: one row a version, kept after a rollback too.';
