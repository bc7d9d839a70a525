-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Something to look at; 'WEX' is the client the checklist reads on the replica.
INSERT INTO clients (name) VALUES ('WEX'), ('Northwind'), ('Contoso');
INSERT INTO projects (client_id, key, name)
    SELECT c.id, upper(left(c.name, 3)) || n, c.name || ' project ' || n
    FROM clients c, generate_series(1, 4) n;
INSERT INTO pull_requests (project_id, number, title, state, created_at, merged_at)
    SELECT p.id, n, 'Change ' || n,
           CASE n % 5 WHEN 0 THEN 'open' WHEN 1 THEN 'closed' ELSE 'merged' END,
           now() - n * interval '1 hour',
           CASE WHEN n % 5 > 1 THEN now() - n * interval '1 hour' + interval '20 minutes' END
    FROM generate_series(1, 600) n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM projects) p ON p.place = 1 + n % 12;
INSERT INTO issues (project_id, key, summary, status)
    SELECT p.id, 'ISSUE-' || n, 'Issue ' || n, CASE n % 3 WHEN 0 THEN 'done' ELSE 'open' END
    FROM generate_series(1, 600) n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM projects) p ON p.place = 1 + n % 12;
INSERT INTO jobs (kind) VALUES ('github'), ('jira');
