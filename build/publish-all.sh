#!/usr/bin/env bash
# Publishes several programs at a time: one job for each architecture, because the programs of one share its compiler and libraries.
#   publish-all.sh PROGRAM:ARCHITECTURE…      for example client:amd64 server:amd64 client:arm64
set -euo pipefail
cd "$(dirname "$0")/.."

publish() { # ARCHITECTURE PROGRAM:ARCHITECTURE…
  local architecture=$1 program
  shift
  for program in "$@"; do
    if [ "${program#*:}" = "$architecture" ]; then build/publish.sh "${program%:*}" "$architecture"; fi
  done
}

jobs=()
for architecture in amd64 arm64; do
  publish "$architecture" "$@" &
  jobs+=($!)
done
status=0
for job in "${jobs[@]}"; do wait "$job" || status=1; done
exit "$status"
