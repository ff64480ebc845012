#!/usr/bin/env bash
# Measures bin/security-responder-feed with generated sources, and fails when a limit is exceeded (make build first).
#   RUNS: runs of each case, of which the medians are printed (default 5)
set -euo pipefail
cd "$(dirname "$0")/.."
program=${FEED_PROGRAM:-bin/security-responder-feed}
runs=${RUNS:-5}

[ -x "$program" ] || { echo "bench-feed.sh: $program is missing; make build builds it." >&2; exit 1; }
[ -x /usr/bin/time ] || { echo "bench-feed.sh: GNU time is missing; make tools installs it." >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

generate() { # CASE
  mkdir -p "$folder/$1/release-notes" "$folder/$1/osv"
  awk -v kind="$1" -v folder="$folder/$1" -f bench/feed-sources.awk
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

measure() { # TITLE, CASE, MAX SECONDS, MAX MIB, further options: the command build
  local title=$1 sources=$folder/$2 max_seconds=$3 max_mib=$4
  shift 4
  measure_command "$title" "$max_seconds" "$max_mib" \
    build --release-notes "$sources/release-notes" --osv "$sources/osv" "$@" --out "$folder/feed.json"
}

measure_command() { # TITLE, MAX SECONDS, MAX MIB, arguments
  local title=$1 max_seconds=$2 max_mib=$3 run seconds cpu mib
  shift 3
  : >"$folder/times"
  for ((run = 0; run < runs; run++)); do
    # check ends with 1 when the generated feed looks wrong; anything else is a fault.
    /usr/bin/time --quiet --format '%e %U %S %M' --append --output "$folder/times" "$program" "$@" >"$folder/output" ||
      { [ $? = 1 ] && [ "$1" = check ]; }
  done
  seconds=$(awk '{ print $1 }' "$folder/times" | median)
  cpu=$(awk '{ print $2 + $3 }' "$folder/times" | median)
  mib=$(awk '{ printf "%.0f\n", $4 / 1024 }' "$folder/times" | median)
  echo "| $title | $seconds | $cpu | $mib | $max_seconds s, $max_mib MiB |"
  if awk -v a="$seconds" -v b="$max_seconds" -v c="$mib" -v d="$max_mib" 'BEGIN { exit a < b && c < d }'; then
    echo "bench-feed.sh: $title exceeds the limit." >&2
    failed=1
  fi
}

echo "Load average before: $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo "| sources | wall, s | CPU, s | peak RSS, MiB | limit |"
echo "| --- | ---: | ---: | ---: | --- |"
generate small
measure "180 OSV entries, 200 releases" small 1 200
# These evaluate each advisory for each release.
measure "180 OSV entries, 200 releases, \`--affecting-only\`" small 1 200 --affecting-only
measure_command "180 OSV entries, 200 releases, \`check\`" 1 200 check "$folder/feed.json"
measure_command "180 OSV entries, 200 releases, \`report\`" 10 300 report "$folder/feed.json" --out "$folder/site"
rm -rf "$folder/small"
generate large
measure "15,500 OSV entries, 200 releases" large 10 200
rm -rf "$folder/large"
generate vex
measure "180 OSV entries, OpenVEX report of 122 MB" vex 10 100 --vex "$folder/vex/vex.json"
exit $failed
