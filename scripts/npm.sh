#!/usr/bin/env bash
# Installs the front end's packages exactly as ui/package-lock.json names them, and lets the browser stories use them too.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "npm ci (about half a minute)"
# A linked folder belongs to another checkout, and npm would empty that one.
if [[ -L ui/node_modules ]]; then rm ui/node_modules; fi
(cd ui && npm ci --no-audit --no-fund --loglevel=error)

# The stories lie outside ui/, and Node looks for packages only above the file that imports them.
mkdir -p test/e2e
ln -sfn ../../ui/node_modules test/e2e/node_modules
