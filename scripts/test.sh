#!/usr/bin/env bash
# Everything that must hold. Each part writes a report; test/count adds them up into the last line, `N passed, N failed`.
# Nothing is hidden: a part that fails shows its output, a skipped test counts as failed, and no part stops the others.
set -euo pipefail
cd "$(dirname "$0")/.."

report=$PWD/.cache/report
rm -rf "$report"
mkdir -p "$report"
export REPORT_DIR=$report

say() { printf '== %s (%ds)\n' "$*" "$SECONDS"; }

check() { # check NAME CMD...: one thing that passes or fails as a whole
  local name=$1
  shift
  say "$name"
  if "$@" >"$report/$name.log" 2>&1; then
    printf 'pass\t%s\n' "$name" >>"$report/checks.tsv"
  else
    cat "$report/$name.log"
    printf 'fail\t%s\n' "$name" >>"$report/checks.tsv"
  fi
}

check vet go vet ./...
check lint scripts/lint.sh
check generated scripts/verify.sh

say "go test, SQLite and PostgreSQL"
scripts/pg.sh run go test -json -vet=off -timeout 60m ./... >"$report/go.json" 2>"$report/go.log" || cat "$report/go.log"

say "front-end units"
(cd ui && node_modules/.bin/vitest run --reporter=json --outputFile="$report/vitest.json") >"$report/vitest.log" 2>&1 ||
  cat "$report/vitest.log"

say "phones on a bad network"
scripts/sim.sh --reporter=json --outputFile="$report/sim.json" >"$report/sim.log" 2>&1 || cat "$report/sim.log"

say "browser stories"
scripts/e2e.sh >"$report/e2e.log" 2>&1 || cat "$report/e2e.log"

say "sum"
go build -o .cache/bin/count ./test/count
.cache/bin/count "$report"
