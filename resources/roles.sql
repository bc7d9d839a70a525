-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The roles that Seawall needs, with no more rights than that. Run it once, as a superuser, on the primary; the replicas
-- receive it. It can be run again. It sets no password: use \password afterwards, which leaves no trace in any log.
--
--   psql -v database=pulse_db -f roles.sql
--   psql -v database=pulse_db -v owner=app -f roles.sql      the role 'app' shall run migrations as well
\set ON_ERROR_STOP on
\if :{?database}
\else
\echo 'Name the database: psql -v database=NAME -f roles.sql'
SELECT 1 / 0 AS "no database was named";
\endif

-- Rights on catalogs are those of one database: the one that Seawall logs in to.
\connect :"database"

BEGIN;

-- Watches: sees all figures, changes nothing.
SELECT 'CREATE ROLE seawall_watch LOGIN CONNECTION LIMIT 20'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'seawall_watch') \gexec
GRANT pg_monitor TO seawall_watch;
ALTER ROLE seawall_watch SET default_transaction_read_only = on;
GRANT CONNECT ON DATABASE :"database" TO seawall_watch;
-- What the checks before a switchover read beside the figures: who may replicate, and what the servers' files say.
GRANT SELECT ON pg_hba_file_rules, pg_file_settings TO seawall_watch;
GRANT EXECUTE ON FUNCTION pg_hba_file_rules(), pg_show_all_file_settings() TO seawall_watch;

-- Operates: cancels and terminates sessions as well, except those of superusers.
SELECT 'CREATE ROLE seawall_operate LOGIN CONNECTION LIMIT 20'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'seawall_operate') \gexec
GRANT pg_monitor, pg_signal_backend TO seawall_operate;
GRANT CONNECT ON DATABASE :"database" TO seawall_operate;
GRANT SELECT ON pg_hba_file_rules, pg_file_settings TO seawall_operate;
GRANT EXECUTE ON FUNCTION pg_hba_file_rules(), pg_show_all_file_settings() TO seawall_operate;

-- Migrates: the owner of the tables, who may make the schema 'seawall' with the history, and see who is in the way.
\if :{?owner}
GRANT pg_monitor TO :"owner";
GRANT CONNECT, CREATE ON DATABASE :"database" TO :"owner";
\endif

COMMIT;
