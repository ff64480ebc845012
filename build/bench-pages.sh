#!/usr/bin/env bash
# Measures what readers of the pages cost clusters: reports alone, then beside readers who ask 20 times a second for figures that
# nobody counted yet, in turns. bin/security-responder-server must be there (make build).
set -euo pipefail
cd "$(dirname "$0")/.."
address=http://127.0.0.1:18312
seconds=8
turns=3

folder=$(mktemp -d)
server=""
readers=""
tidy_up() {
  local process
  for process in $readers $server; do kill "$process" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap tidy_up EXIT

read_pages() { # NUMBER: four questions a second, each another one
  local asked=0
  while true; do
    asked=$((asked + 1))
    curl --silent --output /dev/null --write-out '%{http_code} %{time_total}\n' "$address/?size=2-5&os=reader+$1+$asked" >>"$folder/pages" || true
    sleep 0.25
  done
}

report() { # NAME SCRIPT
  wrk --threads 2 --connections 64 --duration "${seconds}s" --latency --script "$2" "$address/v1/check" |
    awk -v name="$1" '/99%/ { p99 = $2 } /Requests\/sec/ { rate = $2 } END { printf "%-16s %8.0f reports a second, p99 %s\n", name, rate, p99 }'
}

bin/security-responder-server --urls "$address" --feed samples/feed.json --data "$folder/data" >"$folder/server.log" &
server=$!
until curl --silent --fail "$address/readyz"; do
  kill -0 "$server" || { cat "$folder/server.log"; exit 1; }
done
echo "Load average before: $(cut -d ' ' -f 1-3 /proc/loadavg)"
report "new clusters" bench/clusters.lua
sleep 5 # until they are all counted
curl --silent "$address/figures/summary.json" && echo
for ((turn = 0; turn < turns; turn++)); do
  report "alone" bench/report.lua
  for reader in 1 2 3 4 5; do
    read_pages "$reader-$turn" &
    readers="$readers $!"
  done
  report "beside readers" bench/report.lua
  # shellcheck disable=SC2086 # a list of ids
  kill $readers
  readers=
done
awk '{ count[$1]++ } $1 == 200 { time[++n] = $2 } END { for (status in count) printf "%d pages with %s; ", count[status], status
  for (i = 1; i <= n; i++) sum += time[i]; if (n) printf "mean %.0f ms\n", 1000 * sum / n }' "$folder/pages"
awk '/VmHWM/ { printf "Peak RSS: %.0f MiB\n", $2 / 1024 }' "/proc/$server/status"
