#!/usr/bin/env bash
# Fails when a generated file differs from what its source gives now. The new files stay, ready to be looked at and committed.
set -euo pipefail
cd "$(dirname "$0")/.."

generated=(docs/openapi.json docs/pack.schema.json docs/rows.md ui/shared/api.gen.ts migrations/golden)

before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
for f in "${generated[@]}"; do
  mkdir -p "$before/$(dirname "$f")"
  if [[ -e $f ]]; then cp -r "$f" "$before/$f"; fi
done

scripts/gen.sh

stale=0
for f in "${generated[@]}"; do
  diff -ruN "$before/$f" "$f" || { echo "verify: $f was stale; it has been written anew"; stale=1; }
done
exit $stale
