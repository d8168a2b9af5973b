#!/usr/bin/env bash
# The browser stories, on both engines: starts the demo on each, tells Playwright where it is (TOUYAN_URL), stops it.
# E2E_ENGINES=sqlite (or postgres) takes one; REPORT_DIR receives one playwright-ENGINE.json each; arguments go to Playwright.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d /tmp/tye2e.XXXXXX)
server=
dsn=

# shellcheck disable=SC2317 # called by the trap too
stop_server() {
  if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  server=
}
# shellcheck disable=SC2317 # called by the trap
finish() {
  stop_server
  if [[ -n $dsn ]]; then scripts/pg.sh stop "$dsn"; fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

start_server() { # start_server ENGINE: the demo prints its address on its first line
  local db=()
  if [[ $1 == postgres ]]; then
    dsn=$(scripts/pg.sh start)
    db=(--db "$dsn")
  fi
  : >"$work/$1.out" # read at once, and the server may be slow to begin
  bin/touyan demo --data "$work/$1" "${db[@]}" --addr 127.0.0.1:0 >"$work/$1.out" 2>"$work/$1.log" &
  server=$!
  for _ in $(seq 240); do
    port=$(sed -n '1s/.*127\.0\.0\.1:\([0-9]*\).*/\1/p' "$work/$1.out")
    if [[ -n $port ]] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      # By name: a browser counts http://localhost as a secure context, which the offline app needs.
      export TOUYAN_URL=http://localhost:$port TOUYAN_ENGINE=$1
      return
    fi
    kill -0 "$server" 2>/dev/null || break
    sleep 0.5
  done
  echo "e2e: the demo did not start on $1:" >&2
  tail -50 "$work/$1.out" "$work/$1.log" >&2
  return 1
}

status=0
for engine in ${E2E_ENGINES:-sqlite postgres}; do
  start_server "$engine"
  report=${REPORT_DIR:-$work}/playwright-$engine.json
  # How pages look does not hang on the engine: seen once, on SQLite. Every other story runs on both.
  only=()
  if [[ $engine != sqlite && ${E2E_ENGINES:-} != "$engine" ]]; then only=(--grep-invert 'looks: '); fi
  PLAYWRIGHT_JSON_OUTPUT_NAME=$report ui/node_modules/.bin/playwright test \
    -c test/e2e/playwright.config.ts --reporter=list,json "${only[@]}" "$@" || status=1
  stop_server
done
exit $status
