#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs once, when the primary's data directory has just been made: creates the role that the replica connects with.
# The image's entrypoint runs this file where it is executable and sources it where it is not; both work.
set -e

: "${POSTGRES_REPLICATION_USER:?}" "${POSTGRES_REPLICATION_PASSWORD:?}"

# psql fetches name and password from the environment (the backquotes), so that they are in no process list, and the
# settings keep the statement out of the server's log, even if it fails. The replica makes its slot itself.
psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'EOSQL'
\set name `printf %s "$POSTGRES_REPLICATION_USER"`
\set password `printf %s "$POSTGRES_REPLICATION_PASSWORD"`
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
CREATE ROLE :"name" LOGIN REPLICATION PASSWORD :'password';
EOSQL
