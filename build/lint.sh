#!/usr/bin/env bash
# Checks the sources without running them. Reports every finding, then fails.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
status=0

check() { # NAME COMMAND…
  local name=$1; shift
  if "$@"; then
    echo "ok: $name"
  else
    echo "FAILED: $name" >&2
    status=1
  fi
}

check "formatting (make fmt fixes it)" dotnet format SecurityResponder.slnx --verify-no-changes
check "text" build/check-text.sh
if command -v shellcheck >/dev/null; then
  check "scripts" shellcheck --severity=warning build/*.sh .ci/run
else
  echo "skipped: scripts (shellcheck is not installed)"
fi
if [ -d charts ]; then
  check "chart" make --no-print-directory helm-lint
fi
if command -v npm >/dev/null || [ -n "${CI:-}" ]; then
  check "prose linters" build/install-npm.sh prose
  check "Markdown" .tools/prose/node_modules/.bin/markdownlint-cli2
  check "spelling (build/prose/words.txt has the terms of the field)" \
    .tools/prose/node_modules/.bin/cspell lint --config build/prose/cspell.json --no-progress --no-summary
else
  echo "skipped: Markdown, spelling (npm is not installed)"
fi
exit "$status"
