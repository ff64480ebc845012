#!/usr/bin/env bash
# Lists the tests that failed in the last run, with their messages: a log that is cut to its end must still show them.
#   failed.sh [FOLDER]      the folder of the result files
set -euo pipefail
cd "$(dirname "$0")/.."
cat "${1:-artifacts/test-results}"/*.trx | awk '
  /<UnitTestResult / { failed = /outcome="(Failed|Error|Timeout|Aborted)"/; match($0, /testName="[^"]*"/); name = substr($0, RSTART + 10, RLENGTH - 11)
                       if (failed) print "FAILED " name }
  failed && /<Message>/ { telling = 1; lines = 0 }
  telling && lines++ < 12 { line = $0; gsub(/<[^>]*>/, "", line); print "    " line }
  /<\/Message>/ { telling = 0 }'
