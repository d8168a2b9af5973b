#!/usr/bin/env bash
# A throwaway PostgreSQL cluster for tests: own folder, own socket, no network; nothing flushed to disk unless asked.
#   pg.sh start          prints its DSN
#   pg.sh start durable  the same, but flushed to disk and with some memory, as a county runs it: for measuring
#   pg.sh stop DSN       stops it and removes it
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

THROWAWAY="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
DURABLE="-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c shared_buffers=512MB -c max_wal_size=8GB -c checkpoint_timeout=30min"

start() { # start [durable]
  local bin dir flags=$THROWAWAY
  if [[ ${1:-} == durable ]]; then flags=$DURABLE; fi
  bin=$(bin_dir)
  # A short path directly under /tmp: a socket's name may have 107 bytes, and no parent may be closed to the server's user.
  dir=$(mktemp -d /tmp/typg.XXXXXX)
  if ((EUID == 0)); then chown postgres:postgres "$dir"; fi
  if ! (cd "$dir" && boot "$bin" "$dir" "$flags") >"$dir.log" 2>&1; then
    cat "$dir.log" "$dir/log" >&2 || true
    rm -rf "$dir" "$dir.log"
    exit 1
  fi
  rm -f "$dir.log"
  echo "postgres://postgres@/postgres?host=$dir&port=$PORT"
}

boot() { # boot BIN DIR FLAGS
  as_owner "$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync &&
    as_owner "$1/pg_ctl" -D "$2/data" -l "$2/log" -w start -o "-p $PORT -k $2 -c listen_addresses='' -c max_connections=200 \
      -c wal_level=minimal -c max_wal_senders=0 $3"
}

stop() { # stop DSN
  local dir=${1#*host=}
  dir=${dir%%&*}
  case $dir in
    /tmp/typg.*) ;;
    *) echo "pg.sh: not one of my clusters: $1" >&2; exit 2 ;;
  esac
  if [[ -d $dir/data ]]; then
    (cd "$dir" && as_owner "$(bin_dir)/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null) || true
  fi
  rm -rf "$dir"
}

run() { # run CMD...
  TOUYAN_TEST_PG=$(start)
  export TOUYAN_TEST_PG
  trap 'stop "$TOUYAN_TEST_PG"' EXIT
  trap 'exit 130' INT TERM
  "$@"
}

case ${1:-} in
  start) start "${2:-}" ;;
  bin) bin_dir ;;
  stop) stop "${2:?the DSN that start printed}" ;;
  run) shift; run "$@" ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
