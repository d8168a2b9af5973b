#!/usr/bin/env bash
# A throwaway PostgreSQL cluster for tests: own folder, own socket, no network, nothing flushed to disk.
#   pg.sh start          prints its DSN
#   pg.sh stop DSN       stops it and removes it
#   pg.sh crash DSN      stops it as a power cut does and starts it again; worth it for one started with TOUYAN_PG_FLUSH=1,
#                        which flushes to disk
#   pg.sh db DSN NAME    makes a database of its own in the cluster and prints its DSN
#   pg.sh run CMD...     start, run CMD with TOUYAN_TEST_PG set to the DSN, stop
#   pg.sh bin            prints the folder of PostgreSQL's programs
set -euo pipefail

PORT=5432 # only part of the socket's name: the cluster listens on no network address

bin_dir() {
  local d
  for d in "${TOUYAN_PG_BIN:-}" /usr/lib/postgresql/15/bin; do
    if [[ -n $d && -x $d/initdb ]]; then echo "$d"; return; fi
  done
  echo "pg.sh: no PostgreSQL 15; run 'make setup' or set TOUYAN_PG_BIN" >&2
  exit 1
}

# PostgreSQL refuses to run as root.
as_owner() {
  if ((EUID == 0)); then
    setpriv --reuid=postgres --regid=postgres --init-groups env -i PATH="$PATH" LC_ALL=C.UTF-8 "$@"
  else
    env LC_ALL=C.UTF-8 "$@"
  fi
}

start() {
  local bin dir
  bin=$(bin_dir)
  # A short path directly under /tmp: a socket's name may have 107 bytes, and no parent may be closed to the server's user.
  dir=$(mktemp -d /tmp/typg.XXXXXX)
  if ((EUID == 0)); then chown postgres:postgres "$dir"; fi
  if ! (cd "$dir" && boot "$bin" "$dir") >"$dir.log" 2>&1; then
    cat "$dir.log" "$dir/log" >&2 || true
    rm -rf "$dir" "$dir.log"
    exit 1
  fi
  rm -f "$dir.log"
  echo "postgres://postgres@/postgres?host=$dir&port=$PORT"
}

boot() { # boot BIN DIR
  local how=''
  if [[ -z ${TOUYAN_PG_FLUSH:-} ]]; then how="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  else how="-c shared_buffers=512MB -c max_wal_size=8GB"; fi
  as_owner "$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync &&
    as_owner "$1/pg_ctl" -D "$2/data" -l "$2/log" -w start -o "-p $PORT -k $2 -c listen_addresses='' -c max_connections=200 \
      -c wal_level=minimal -c max_wal_senders=0 $how"
}

# dir_of DSN: the folder of one of our clusters.
dir_of() {
  local dir=${1#*host=}
  dir=${dir%%&*}
  case $dir in
    /tmp/typg.*) echo "$dir" ;;
    *) echo "pg.sh: not one of my clusters: $1" >&2; exit 2 ;;
  esac
}

stop() { # stop DSN
  local dir
  dir=$(dir_of "$1")
  if [[ -d $dir/data ]]; then
    (cd "$dir" && as_owner "$(bin_dir)/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null) || true
  fi
  rm -rf "$dir"
}

database() { # database DSN NAME
  local dir
  dir=$(dir_of "$1")
  (cd "$dir" && as_owner "$(bin_dir)/createdb" -h "$dir" -p "$PORT" -U postgres "$2")
  echo "postgres://postgres@/$2?host=$dir&port=$PORT"
}

crash() { # crash DSN
  local dir
  dir=$(dir_of "$1")
  cd "$dir"
  as_owner "$(bin_dir)/pg_ctl" -D "$dir/data" -l "$dir/log" -m immediate -w restart >/dev/null
}

run() { # run CMD...
  TOUYAN_TEST_PG=$(start)
  export TOUYAN_TEST_PG
  trap 'stop "$TOUYAN_TEST_PG"' EXIT
  trap 'exit 130' INT TERM
  "$@"
}

case ${1:-} in
  start) start ;;
  bin) bin_dir ;;
  db) database "${2:?the DSN that start printed}" "${3:?the name of the database}" ;;
  stop) stop "${2:?the DSN that start printed}" ;;
  crash) crash "${2:?the DSN that start printed}" ;;
  run) shift; run "$@" ;;
  *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
