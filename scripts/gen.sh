#!/usr/bin/env bash
# Writes every generated file anew from its source. scripts/verify.sh lists the files.
set -euo pipefail
cd "$(dirname "$0")/.."

bin/touyan openapi >.cache/openapi.json
mv .cache/openapi.json docs/openapi.json
bin/touyan pack schema >.cache/pack.schema.json
mv .cache/pack.schema.json docs/pack.schema.json
(cd ui && npm run --silent gen)
scripts/pg.sh run go test ./internal/app -run '^TestGoldenSchema$' -count=1 -update >/dev/null
go run ./test/rows -md docs/rows.md
