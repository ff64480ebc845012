#!/usr/bin/env bash
# Sends random requests to bin/security-responder-server, and gives random documents to the three programs in bin/, under their memory limits.
# Only documented results are right.
#   fuzz.sh [SEED]       FUZZ_REQUESTS: default 200000; FUZZ_DOCUMENTS of each kind: default 20000
set -euo pipefail
cd "$(dirname "$0")/.."
for program in security-responder security-responder-server security-responder-feed; do
  [ -x "bin/$program" ] || { echo "fuzz.sh: no bin/$program: run make build first." >&2; exit 1; }
done
FUZZ_REQUESTS=${FUZZ_REQUESTS:-200000} RESPONDER_BINARY=$PWD/bin/security-responder-server \
  dotnet run --project tests/SecurityResponder.Server.Tests --configuration Release -- --filter-class '*HostileReportTests' --show-live-output on
FUZZ_DOCUMENTS=${FUZZ_DOCUMENTS:-20000} FUZZ_SEED=${1:-1} \
  dotnet run --project tests/SecurityResponder.Aot.Tests --configuration Release -- --filter-namespace '*.Fuzz' --show-live-output on
