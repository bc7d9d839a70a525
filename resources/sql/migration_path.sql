-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_path
-- title: Where a script of this role looks for a name, and what may run unseen beside its statements
-- oldest: 130000
SELECT current_setting('search_path') AS path,
       current_user AS role,
       (SELECT coalesce(json_agg(nspname), '[]') FROM pg_namespace) AS schemas,
       (SELECT coalesce(json_agg(nspname), '[]') FROM pg_namespace
         WHERE has_schema_privilege(oid, 'USAGE')) AS usable,
       (SELECT coalesce(json_agg(extname), '[]') FROM pg_extension) AS extensions,
       EXISTS (SELECT FROM pg_event_trigger WHERE evtenabled <> 'D') AS event_triggers
