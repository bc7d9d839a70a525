#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Entrypoint of the stand-in image (standin-image.sh). Does what docker-compose.db.yml and docker/postgres rely on in the
# official image's entrypoint, and nothing else of it: no *_FILE variables, no .sql or .gz init files, no nss_wrapper.
#
# Contract: started as root it makes $PGDATA, gives it to postgres and steps down. An empty $PGDATA gets initdb with
# $POSTGRES_USER, $POSTGRES_PASSWORD and $POSTGRES_INITDB_ARGS, then a server that listens on the socket only, started
# with the command's own options; on it $POSTGRES_DB is made and /docker-entrypoint-initdb.d/*.sh run, executed where
# executable and sourced where not, with PGPASSWORD set. A $PGDATA with PG_VERSION is left alone. Then the command runs.
set -Eeo pipefail

if [ "$1" != postgres ]; then
    exec "$@"
fi

mkdir -p "$PGDATA"
chmod 0700 "$PGDATA"
if [ "$(id -u)" = 0 ]; then
    find "$PGDATA" ! -user postgres -exec chown postgres '{}' +
    exec gosu postgres bash "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    : "${POSTGRES_PASSWORD:?a password for the superuser is needed}"
    export POSTGRES_USER="${POSTGRES_USER:-postgres}"
    export POSTGRES_DB="${POSTGRES_DB:-$POSTGRES_USER}"
    eval 'initdb --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"${POSTGRES_INITDB_ARGS:-}"

    export PGPASSWORD="$POSTGRES_PASSWORD"
    pg_ctl -D "$PGDATA" -w -o "$(printf '%q ' "${@:2}" -c listen_addresses=)" start
    if [ "$POSTGRES_DB" != postgres ]; then
        psql -v ON_ERROR_STOP=1 --no-psqlrc -U "$POSTGRES_USER" -d postgres -v name="$POSTGRES_DB" \
            <<<'CREATE DATABASE :"name";'
    fi
    for file in /docker-entrypoint-initdb.d/*.sh; do
        # shellcheck source=/dev/null
        if [ -x "$file" ]; then "$file"; else . "$file"; fi
    done
    pg_ctl -D "$PGDATA" -w -m fast stop
    unset PGPASSWORD
fi
exec "$@"
