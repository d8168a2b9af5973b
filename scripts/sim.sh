#!/usr/bin/env bash
# The simulator of phones on a bad network, against bin/touyan (test/sim/sim.test.ts says what it proves and which variables say
# how much). Arguments go to vitest.
set -euo pipefail
cd "$(dirname "$0")/../test/sim"
ln -sfn ../../ui/node_modules node_modules # Node looks for packages only above the file that imports them
exec ../../ui/node_modules/.bin/vitest run "$@"
