#!/usr/bin/env bash
# Measures bin/security-responder-server with wrk on loopback: every report durable before its answer, an answer of 37 releases
# with CVE lists. Prints the figures; docs/benchmarks.md tells what they were on a named machine.
#   bench-server.sh [gzip|br]
set -euo pipefail
cd "$(dirname "$0")/.."
address=http://127.0.0.1:18311
seconds=10
connections=64

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

# 18 CVE ids on each of 37 releases: an answer of about 18 KB.
awk 'BEGIN {
  printf "{\"versions\":["
  for (i = 0; i < 37; i++) {
    name = sprintf("v1.%d.%d+rke2r1", 35 - int(i / 13), 13 - i % 13)
    printf "%s{\"name\":\"%s\",\"releaseDate\":\"2026-08-04T20:09:56Z\",\"tags\":[\"stable\"],\"extraInfo\":{\"cves\":\"", i ? "," : "", name
    for (k = 0; k < 18; k++) printf "%sCVE-2026-%d", k ? "," : "", 10000 + i * 31 + k
    printf "\",\"releaseNotesURL\":\"https://github.com/rancher/rke2/releases/tag/%s\"}}", name
  }
  print "]}"
}' >"$folder/feed.json"

stolen() { awk '/^cpu / { print $9 }' /proc/stat; } # by the host of this machine, if it is a virtual one: in ticks
before=$(date +%s%N)
bin/security-responder-server --urls "$address" --feed "$folder/feed.json" --data "$folder/data" \
  --cluster-reports 0 --cluster-bytes 0 >"$folder/server.log" & # all reports are of one cluster
server=$!
until curl --silent --fail --output /dev/null --header 'Content-Type: application/json' --data '{"appVersion":"v1.34.5+rke2r1"}' "$address/v1/check"; do
  kill -0 "$server" || { cat "$folder/server.log"; exit 1; }
done

awk -v before="$before" -v now="$(date +%s%N)" 'BEGIN { printf "Start to first answer, with the start of curl: %.3f s\n", (now - before) / 1e9 }'
ticks=$(stolen)
echo "Load average before: $(cut -d ' ' -f 1-3 /proc/loadavg)"
${1:+env ENCODING="$1"} wrk --threads 2 --connections "$connections" --duration "${seconds}s" --latency --script bench/report.lua "$address/v1/check"
awk -v ticks="$(($(stolen) - ticks))" -v hertz="$(getconf CLK_TCK)" 'BEGIN { printf "Stolen by the host: %.2f s\n", ticks / hertz }'
awk '/VmHWM/ { printf "Peak RSS: %.0f MiB\n", $2 / 1024 }' "/proc/$server/status"
awk -v hertz="$(getconf CLK_TCK)" '{ printf "CPU of the responder: %.2f s\n", ($14 + $15) / hertz }' "/proc/$server/stat"
echo "Reports kept: $(bin/security-responder-server reports --data "$folder/data" | wc -l)"
