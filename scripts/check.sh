#!/usr/bin/env bash
# The quick round while working: vets, lints and tests only the Go packages that changed since the last commit.
set -euo pipefail
cd "$(dirname "$0")/.."

changed() {
  if git rev-parse -q --verify HEAD >/dev/null; then git diff --name-only --diff-filter=d HEAD; fi
  git ls-files --others --exclude-standard
}

mapfile -t dirs < <(changed | { grep '\.go$' || true; } | grep -v '^tools/' | xargs -r dirname | sort -u)
if ((${#dirs[@]} == 0)); then
  echo "check: no Go package changed"
  exit 0
fi

packages=("${dirs[@]/#/./}")
echo "check: ${packages[*]}"
go vet "${packages[@]}"
scripts/lint.sh "${packages[@]}"
go test -vet=off "${packages[@]}" ./internal/app
