#!/usr/bin/env bash
# Installs what a bare Debian machine with Go and Node lacks. Quiet and quick when everything is there.
set -euo pipefail

missing=()
need() { # need PACKAGE FILE: the package is missing when the file is
  [[ -e $2 ]] || missing+=("$1")
}

need chromium-headless-shell /usr/bin/chromium-headless-shell # opens a page in a third of the time of the whole browser
need chromium /usr/bin/chromium # shows notifications, which the small one does not
need fonts-noto-cjk /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
need postgresql-15 /usr/lib/postgresql/15/bin/initdb
need shellcheck /usr/bin/shellcheck
need beancount /usr/bin/bean-check # check the plain text of ledgers
need hledger /usr/bin/hledger
need libreoffice-writer-nogui /usr/bin/soffice # opens the papers that the program writes
need poppler-utils /usr/bin/pdftotext

for tool in go node npm git; do
  command -v "$tool" >/dev/null || { echo "setup: $tool is not installed (Go 1.26, Node 20 and git are needed)" >&2; exit 1; }
done

if ((${#missing[@]} == 0)); then exit 0; fi

if ! command -v apt-get >/dev/null; then
  echo "setup: not Debian; install these yourself: ${missing[*]}" >&2
  exit 1
fi

sudo=()
if ((EUID != 0)); then sudo=(sudo); fi
apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)

echo "setup: installing ${missing[*]}"
"${apt[@]}" update -qq
"${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
