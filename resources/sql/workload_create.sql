-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: workload_create
-- title: The schema of the workload; one that a killed run left behind goes first
-- oldest: 130000
BEGIN;
DROP SCHEMA IF EXISTS seawall_load CASCADE;
CREATE SCHEMA seawall_load;
COMMENT ON SCHEMA seawall_load IS 'Made by the workload of Seawall, and dropped at its end';
CREATE TABLE seawall_load.projects (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO seawall_load.projects SELECT i, 'Project ' || i FROM generate_series(0, 99) AS i;
CREATE TABLE seawall_load.pull_requests (
    id bigint PRIMARY KEY,
    project_id integer NOT NULL,
    title text NOT NULL,
    state text NOT NULL,
    lines integer NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX ON seawall_load.pull_requests (project_id);
COMMIT
