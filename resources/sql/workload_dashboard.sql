-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: workload_dashboard
-- title: What a dashboard shows of ten projects out of a hundred: how much, by state, how large, how old
-- oldest: 130000
SELECT j.name, count(*) AS pull_requests, count(*) FILTER (WHERE p.state = 'open') AS open,
       sum(p.lines) AS lines, percentile_cont(0.5) WITHIN GROUP (ORDER BY p.lines) AS median_lines,
       max(p.updated_at) AS latest
  FROM seawall_load.pull_requests AS p
  JOIN seawall_load.projects AS j ON j.id = p.project_id
 WHERE p.project_id < 10
 GROUP BY j.name
 ORDER BY pull_requests DESC, j.name
