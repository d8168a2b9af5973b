#!/usr/bin/env bash
# The browser stories, on both engines side by side (a story waits more than it works): starts the demo of each county, tells
# Playwright where they are (TOUYAN_URLS, and TOUYAN_DIRS for what is done at the command line), stops them.
# E2E_ENGINES=sqlite (or postgres) takes one; E2E_COUNTIES="xiangning taoyuan" starts only those; REPORT_DIR receives one
# playwright-ENGINE.json each; arguments go to Playwright.
set -euo pipefail
cd "$(dirname "$0")/.."

# How pages look does not hang on the engine: seen once, on SQLite. Every other story runs on both.
if [[ -z ${E2E_ENGINES:-} ]]; then
  # shellcheck disable=SC2046 # one word each
  trap 'kill $(jobs -p) 2>/dev/null || true' INT TERM
  E2E_ENGINES=sqlite "$0" "$@" &
  first=$!
  E2E_ENGINES=postgres "$0" --grep-invert 'looks: ' "$@" &
  status=0
  wait "$first" || status=1
  wait "$!" || status=1
  exit $status
fi

work=$(mktemp -d /tmp/tye2e.XXXXXX)
servers=()
dsn=

# shellcheck disable=SC2317 # called by the trap too
stop_servers() {
  local p
  for p in "${servers[@]}"; do kill "$p" 2>/dev/null || true; done
  for p in "${servers[@]}"; do wait "$p" 2>/dev/null || true; done
  servers=()
}
# shellcheck disable=SC2317 # called by the trap
finish() {
  stop_servers
  if [[ -n $dsn ]]; then scripts/pg.sh stop "$dsn"; fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# The usual county is of full size and takes longest; the small ones are made meanwhile. On PostgreSQL each has a database of its
# own in one cluster.
start_servers() { # start_servers ENGINE
  local county out
  if [[ $1 == postgres ]]; then dsn=$(scripts/pg.sh start); fi
  TOUYAN_DIRS=
  for county in $counties; do
    out=$work/$1.$county
    mkdir -p "$out"
    # In the settings of the folder, so that a command in it (a story brings rules) finds the database too. A story receives events itself.
    : >"$out/touyan.toml"
    if [[ $1 == postgres ]]; then printf 'db = "%s"\n' "$(scripts/pg.sh db "$dsn" "$county")" >"$out/touyan.toml"; fi
    printf '[webhooks]\nallow_private = true\n' >>"$out/touyan.toml"
    TOUYAN_DIRS+=" $county=$out"
    : >"$out.out" # read at once, and the server may be slow to begin
    bin/touyan demo --county "$county" --data "$out" --addr 127.0.0.1:0 >"$out.out" 2>"$out.log" &
    servers+=($!)
  done
  local i=0
  TOUYAN_URLS=
  for county in $counties; do
    wait_for "$1" "$county" "${servers[i]}" || return 1
    i=$((i + 1))
  done
  export TOUYAN_URLS TOUYAN_DIRS TOUYAN_ENGINE=$1
}

wait_for() { # wait_for ENGINE COUNTY PID: the demo prints its address on its first line
  local out=$work/$1.$2 port
  for _ in $(seq 1600); do
    port=$(sed -n '1s/.*127\.0\.0\.1:\([0-9]*\).*/\1/p' "$out.out")
    if [[ -n $port ]] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      # By name: a browser counts http://localhost as a secure context, which the offline app needs.
      TOUYAN_URLS+=" $2=http://localhost:$port"
      return
    fi
    kill -0 "$3" 2>/dev/null || break
    sleep 0.25
  done
  echo "e2e: the demo of $2 did not start on $1:" >&2
  tail -n 50 "$out.out" "$out.log" >&2
  return 1
}

counties=${E2E_COUNTIES:-xiangning zhushan longshan xiangfu taoyuan}
status=0
for engine in $E2E_ENGINES; do
  start_servers "$engine"
  report=${REPORT_DIR:-$work}/playwright-$engine.json
  PLAYWRIGHT_JSON_OUTPUT_NAME=$report ui/node_modules/.bin/playwright test \
    -c test/e2e/playwright.config.ts --reporter=list,json "$@" || status=1
  stop_servers
done
exit $status
