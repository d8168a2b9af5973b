#!/usr/bin/env bash
# Lints: golangci-lint on the Go packages given (all without arguments), shellcheck on the scripts.
#   lint.sh --fix-format   formats instead
set -euo pipefail
cd "$(dirname "$0")/.."

# The linter is built from its own module (tools/go.mod), once per version: about four minutes the first time.
module=github.com/golangci/golangci-lint/v2
version=$(awk -v m=$module '$1 == m { print $2 }' tools/go.mod)
linter=$PWD/.cache/bin/golangci-lint-${version#v}
if [[ ! -x $linter ]]; then
  echo "building golangci-lint $version (about four minutes, once)"
  mkdir -p .cache/bin
  (cd tools && go build -o "$linter.new" $module/cmd/golangci-lint)
  mv "$linter.new" "$linter"
fi

if [[ ${1:-} == --fix-format ]]; then
  exec "$linter" fmt
fi
"$linter" run --timeout 20m "${@:-./...}"
shellcheck scripts/*.sh .ci/run
