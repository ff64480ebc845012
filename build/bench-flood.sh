#!/usr/bin/env bash
# Floods bin/security-responder-server with invented clusters, of one network and then of 200, while 1,000 honest clusters report.
# Then purges the invented clusters.
#   bench-flood.sh [--filter-method NAME…]       FLOOD_SECONDS: default 600
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$PWD/bin/security-responder-server
[ -x "$binary" ] || { echo "bench-flood.sh: no $binary: run make build first." >&2; exit 1; }
FLOOD_SECONDS=${FLOOD_SECONDS:-600} RESPONDER_BINARY=$binary \
  dotnet run --project tests/SecurityResponder.Server.Tests --configuration Release -- --filter-class '*.Overload.FloodTests' --show-live-output on "$@"
