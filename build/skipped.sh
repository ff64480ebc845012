#!/usr/bin/env bash
# Lists the tests that the last run skipped, one a line: NAME: reason.
#   skipped.sh [FOLDER]      the folder of the result files
set -euo pipefail
cd "$(dirname "$0")/.."
cat "${1:-artifacts/test-results}"/*.trx | awk '
  /<UnitTestResult / { skipped = /outcome="NotExecuted"/; match($0, /testName="[^"]*"/); name = substr($0, RSTART + 10, RLENGTH - 11) }
  skipped && /<StdOut>/ { sub(/.*<StdOut>/, ""); sub(/<\/StdOut>.*/, ""); print name ": " $0 }'
