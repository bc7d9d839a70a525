-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: workload_chunk
-- title: A chunk of the ETL: $1 first number, $2 rows; the table has 100,000 rows at most
-- oldest: 130000
INSERT INTO seawall_load.pull_requests AS p (id, project_id, title, state, lines, updated_at)
SELECT i % 100000, i % 100, 'Change ' || i, (ARRAY['open', 'merged', 'closed'])[1 + i % 3],
       (random() * 1000)::integer, clock_timestamp()
  FROM generate_series($1::bigint, $1::bigint + $2::bigint - 1) AS i
    ON CONFLICT (id) DO UPDATE
   SET title = EXCLUDED.title, state = EXCLUDED.state, lines = EXCLUDED.lines, updated_at = EXCLUDED.updated_at
