-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: environment_server
-- title: What a server is
-- oldest: 130000
SELECT fact.name, fact.value
  FROM (VALUES ('version', version()),
               ('database', current_database()::text),
               ('user', current_user::text),
               ('role', CASE WHEN pg_is_in_recovery() THEN 'replica' ELSE 'primary' END),
               ('system identifier', (SELECT system_identifier::text FROM pg_control_system())),
               ('timeline', (SELECT timeline_id::text FROM pg_control_checkpoint())),
               ('started', pg_postmaster_start_time()::text)) AS fact (name, value)
