#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Entrypoint of the replica: takes a base backup of the primary when there is no data yet, then hands over to the
# image's own entrypoint, which only starts the server.
#
# The backup goes to $PGDATA.partial and is renamed to $PGDATA when it is whole and on disk. So a data directory that
# exists is a complete one, and what an interrupted backup leaves behind is thrown away at the next start.
#
# An existing data directory is started as it is: the replica resumes where it was, and one that was promoted since
# stays a primary. Turning a promoted server back into a replica by itself would throw committed data away.
set -euo pipefail

: "${PGDATA:?}" "${PRIMARY_HOST:?}" "${PRIMARY_PORT:=5432}" "${REPLICA_NAME:?}"
: "${POSTGRES_REPLICATION_USER:?}" "${POSTGRES_REPLICATION_PASSWORD:?}"

readonly partial=$PGDATA.partial
readonly passfile=/var/run/postgresql/replication.pgpass
# A primary that does not answer at all is given up after 10 s, not after the two minutes of TCP.
connection="host=$PRIMARY_HOST port=$PRIMARY_PORT user=$POSTGRES_REPLICATION_USER passfile=$passfile connect_timeout=10"
readonly connection

say() { printf 'replica: %s\n' "$*" >&2; }

# These names go into connection strings and commands: no quoting is needed where nothing to quote is let in.
checkNames() {
    local name
    for name in "$PRIMARY_HOST" "$POSTGRES_REPLICATION_USER"; do
        [[ $name =~ ^[A-Za-z0-9_.-]+$ ]] || { say "'$name' has characters other than letters, digits, _ . -"; exit 1; }
    done
    # What PostgreSQL allows as the name of a slot.
    [[ $REPLICA_NAME =~ ^[a-z0-9_]+$ ]] || { say "REPLICA_NAME '$REPLICA_NAME' must be of a-z, 0-9, _"; exit 1; }
}

# Written at each start, so that a password changed in .env (and by ALTER ROLE on the primary) takes effect.
writePassfile() {
    local password=${POSTGRES_REPLICATION_PASSWORD//\\/\\\\}
    rm -f "$passfile"
    (umask 077 && printf '*:*:*:%s:%s\n' "$POSTGRES_REPLICATION_USER" "${password//:/\\:}" >"$passfile")
}

# Runs a command so that a signal to this script ends it at once: bash by itself would wait for it, and as process 1 it
# would not even notice.
interruptibly() {
    "$@" &
    child=$!
    wait "$child"
}
stop() {
    [ -z "${child:-}" ] || kill "$child" 2>/dev/null || true
    say 'stopped before the base backup was complete; the next start begins it anew'
    exit 1
}

# A slot left by an earlier attempt, or by data since removed, holds old WAL or has lost it. One that is in use belongs
# to a living replica and is left alone: --create-slot fails then, and says why.
dropOldSlot() {
    psql --no-psqlrc --quiet --tuples-only --output=/dev/null "$connection dbname=postgres" -c \
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
          WHERE slot_name = '$REPLICA_NAME' AND NOT active"
}

baseBackup() {
    interruptibly pg_basebackup --dbname="$connection" --pgdata="$partial" --checkpoint=fast --wal-method=stream \
        --create-slot --slot="$REPLICA_NAME" ${BASE_BACKUP_RATE:+--max-rate="$BASE_BACKUP_RATE"}
}

# As pg_basebackup --write-recovery-conf does, but with an application_name that pg_basebackup itself does not bear: a
# backup must not look like a replica in pg_stat_replication. The password stays out of the data directory.
makeStandby() {
    printf "primary_conninfo = '%s'\nprimary_slot_name = '%s'\n" \
        "$connection application_name=$REPLICA_NAME" "$REPLICA_NAME" >>"$partial/postgresql.auto.conf" &&
        touch "$partial/standby.signal"
}

# Called as a condition, where `set -e` has no effect: hence the chain.
takeBaseBackup() {
    rm -rf "$partial" && dropOldSlot && baseBackup && makeStandby && sync && mv "$partial" "$PGDATA" && sync
}

main() {
    if [ ! -s "$PGDATA/PG_VERSION" ]; then
        trap stop INT TERM
        # Without that file there is no cluster in it, and the image's entrypoint would make an independent one.
        rm -rf "$PGDATA"
        local delay=1
        say "no data yet: taking a base backup of $PRIMARY_HOST:$PRIMARY_PORT"
        until takeBaseBackup; do
            say "no base backup (reason above); trying again in $delay s"
            interruptibly sleep "$delay"
            delay=$((delay < 8 ? delay * 2 : 15))
        done
        trap - INT TERM
        say 'base backup complete'
    elif [ -e "$PGDATA/standby.signal" ]; then
        rm -rf "$partial"
        say 'resuming as a replica'
    else
        say 'this server was promoted: starting it as a primary. docs/docker.md says how to make it a replica again'
    fi
    exec docker-entrypoint.sh "$@"
}

checkNames
if [ "$(id -u)" = 0 ]; then
    # A fresh volume may belong to root. Nothing but this preparation runs as root.
    mkdir -p "$(dirname "$PGDATA")" && chown postgres "$(dirname "$PGDATA")"
    exec gosu postgres bash "$0" "$@"
fi
writePassfile
main "$@"
