#!/usr/bin/env bash
# Lets HOUR_CLUSTERS clusters report to bin/security-responder-server within one minute, directly and through nginx.
#   bench-hour.sh [--filter-method NAME…]        HOUR_CLUSTERS: default 1000000
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$PWD/bin/security-responder-server
[ -x "$binary" ] || { echo "bench-hour.sh: no $binary: run make build first." >&2; exit 1; }
HOUR_CLUSTERS=${HOUR_CLUSTERS:-1000000} RESPONDER_BINARY=$binary \
  dotnet run --project tests/SecurityResponder.Server.Tests --configuration Release -- --filter-class '*HourStrikes*' --show-live-output on "$@"
