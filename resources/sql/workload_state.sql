-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: workload_state
-- title: Whether the schema of the workload is there, and what its comment says
-- oldest: 130000
SELECT to_regnamespace('seawall_load') IS NOT NULL AS is_there,
       obj_description(to_regnamespace('seawall_load')::oid, 'pg_namespace') AS made_by
