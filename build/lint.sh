#!/usr/bin/env bash
# Everything that can be said about the sources without running them. Reports all it finds, then fails.
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

check "formatting (make fmt mends it)" dotnet format SecurityResponder.slnx --verify-no-changes
check "text" build/check-text.sh
if command -v shellcheck >/dev/null; then
  check "scripts" shellcheck --severity=warning build/*.sh .ci/run
else
  echo "skipped: scripts (shellcheck is not installed)"
fi
if [ -d charts ]; then
  check "chart" make --no-print-directory helm-lint
fi
exit "$status"
