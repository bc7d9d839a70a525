-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What comes from GitHub; read by project, newest first.
CREATE TABLE pull_requests (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES projects,
    number integer NOT NULL,
    title text NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'merged', 'closed')),
    created_at timestamptz NOT NULL DEFAULT now(),
    merged_at timestamptz
);
CREATE INDEX pull_requests_project ON pull_requests (project_id, created_at DESC);
