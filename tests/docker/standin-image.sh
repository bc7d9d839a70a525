#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes a stand-in for the image postgres:VERSION out of the machine's own PostgreSQL, for tests on machines that cannot
# pull images, and prints its name: seawall-postgres-standin:VERSION. Needs a running engine (scripts/docker-engine).
#
# It is not the official image. The server is the distribution's build; the entrypoint is standin-entrypoint.sh, which
# keeps to the part of the official contract that docker-compose.db.yml uses; gosu is three lines around setpriv; the
# only locale is C.UTF-8; JIT and the server-side languages are left out. What is tested with it is everything of ours:
# the compose file, the configuration, the init script and the replica's entrypoint.
#
# SEAWALL_STANDIN_ENTRYPOINT: another entrypoint to put in (the official one, to check the stand-in against it).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
entrypoint=${SEAWALL_STANDIN_ENTRYPOINT:-$here/standin-entrypoint.sh}

# Debian and Ubuntu keep each major version in a folder of its own; the newest is taken.
bindir=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
[ -x "$bindir/postgres" ] || { echo "standin-image: no PostgreSQL server in /usr/lib/postgresql" >&2; exit 1; }
major=$(basename "$(dirname "$bindir")")
image=seawall-postgres-standin:$major

# Built anew only when something in it has changed.
stamp=$({ cat "${BASH_SOURCE[0]}" "$entrypoint"; "$bindir/postgres" --version; bash --version; } | sha256sum | cut -c1-16)
if [ "$(docker image inspect --format '{{index .Config.Labels "stamp"}}' "$image" 2>/dev/null)" = "$stamp" ]; then
    echo "$image"
    exit 0
fi

root=$(mktemp -d)
archive=$root.tar
trap 'rm -rf "$root" "$archive"' EXIT
chmod 755 "$root"

# The shape of a merged-/usr system, and a user with the official image's number.
mkdir -p "$root"/{etc,proc,sys,dev,run/postgresql,docker-entrypoint-initdb.d} "$root"/usr/{bin,lib,lib64,local/bin}
mkdir -p "$root/var/lib/postgresql/data" "$root/tmp" && chmod 1777 "$root/tmp"
for folder in bin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
ln -s bin "$root/usr/sbin" && ln -s usr/bin "$root/sbin" && ln -s ../run "$root/var/run"
printf 'root:x:0:0::/root:/bin/bash\npostgres:x:999:999::/var/lib/postgresql:/bin/bash\n' >"$root/etc/passwd"
printf 'root:x:0:\npostgres:x:999:\n' >"$root/etc/group"
printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$root/etc/nsswitch.conf"

# Copies files to the same place (links followed, the merged folders spelt in full).
copy() {
    local file target
    for file; do
        case $file in /bin/* | /sbin/* | /lib/* | /lib64/*) target=/usr$file ;; *) target=$file ;; esac
        target=$root${target/#\/usr\/sbin\//\/usr\/bin\/}
        [ -e "$target" ] || install -D -m "$(stat -Lc %a "$file")" "$file" "$target"
    done
}

programs=(bash sh env basename cat chmod chown cp cut date dirname find getent grep head id install locale ls
    mkdir mktemp mountpoint mv printenv rm rmdir sed setpriv sleep sort stat sync tail touch tr wc)
for program in "${programs[@]}"; do copy "$(command -v "$program")"; done
copy "$bindir"/*
for library in "/usr/lib/postgresql/$major/lib"/*.so; do
    case $library in */llvmjit*.so | */plperl.so | */plpython*.so | */pltcl.so) ;; *) copy "$library" ;; esac
done
for folder in "/usr/share/postgresql/$major" /usr/share/zoneinfo /usr/lib/locale/C.utf8; do
    [ ! -d "$folder" ] || { mkdir -p "$root$folder" && cp -a "$folder/." "$root$folder"; }
done

# What these are linked with, and the modules libc loads by itself.
mapfile -t needed < <(find "$root" -type f \( -perm -100 -o -name '*.so' \) -exec ldd '{}' + 2>/dev/null |
    grep -oE '(=> )?/[^ :]+ \(0x' | sed -E 's/^=> //; s/ \(0x$//' | sort -u)
copy "${needed[@]}"
for library in "$(dirname "$(ldd /bin/sh | grep -oE '/[^ ]*libc\.so\.6')")"/libnss_{files,dns}.so.2; do
    [ ! -e "$library" ] || copy "$library"
done

# gosu USER COMMAND… (the user is always postgres)
cat >"$root/usr/local/bin/gosu" <<'EOS'
#!/bin/bash
export HOME=/var/lib/postgresql
exec setpriv --reuid "$1" --regid "$1" --init-groups -- "${@:2}"
EOS
install -m 755 "$entrypoint" "$root/usr/local/bin/docker-entrypoint.sh"
chmod 755 "$root/usr/local/bin/gosu"

# Ownership is given here, so that this needs no root.
old=$(docker image inspect --format '{{.Id}}' "$image" 2>/dev/null || true)
tar -C "$root" --owner=0 --group=0 --exclude=./run/postgresql --exclude=./var/lib/postgresql -cf "$archive" .
tar -C "$root" --owner=999 --group=999 -rf "$archive" ./run/postgresql ./var/lib/postgresql
docker import \
    --change "ENV PATH=$bindir:/usr/local/bin:/usr/bin" \
    --change 'ENV LANG=C.UTF-8' \
    --change "ENV PG_MAJOR=$major" \
    --change 'ENV PGDATA=/var/lib/postgresql/data' \
    --change 'VOLUME /var/lib/postgresql/data' \
    --change 'EXPOSE 5432' \
    --change 'ENTRYPOINT ["docker-entrypoint.sh"]' \
    --change 'CMD ["postgres"]' \
    --change "LABEL stamp=$stamp" \
    "$archive" "$image" >/dev/null
# The one replaced, unless a container still uses it.
[ -z "$old" ] || docker image rm "$old" >/dev/null 2>&1 || true
echo "$image"
