-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The demo database of a sandbox: what the application of the checklist keeps, in small.
BEGIN;

CREATE TABLE clients (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE projects (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_id bigint NOT NULL REFERENCES clients,
    key text NOT NULL UNIQUE,
    name text NOT NULL
);

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

CREATE TABLE issues (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES projects,
    key text NOT NULL UNIQUE,
    summary text NOT NULL,
    status text NOT NULL DEFAULT 'open',
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX issues_project ON issues (project_id, status);

CREATE TABLE jobs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('github', 'jira')),
    status text NOT NULL DEFAULT 'ready',
    processed bigint NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO clients (name) VALUES ('WEX'), ('Northwind'), ('Contoso');
INSERT INTO projects (client_id, key, name)
    SELECT c.id, upper(left(c.name, 3)) || n, c.name || ' project ' || n
    FROM clients c, generate_series(1, 4) n;
INSERT INTO pull_requests (project_id, number, title, state, created_at, merged_at)
    SELECT 1 + n % 12, n, 'Change ' || n,
           CASE n % 5 WHEN 0 THEN 'open' WHEN 1 THEN 'closed' ELSE 'merged' END,
           now() - n * interval '1 hour',
           CASE WHEN n % 5 > 1 THEN now() - n * interval '1 hour' + interval '20 minutes' END
    FROM generate_series(1, 600) n;
INSERT INTO issues (project_id, key, summary, status)
    SELECT 1 + n % 12, 'ISSUE-' || n, 'Issue ' || n, CASE n % 3 WHEN 0 THEN 'done' ELSE 'open' END
    FROM generate_series(1, 600) n;
INSERT INTO jobs (kind) VALUES ('github'), ('jira');

COMMIT;
