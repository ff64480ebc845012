#!/usr/bin/env bash
# Makes a feed, checks it, and prints what changed.
#   feed.sh SOURCES OUT        SOURCES: a folder with release-notes/, channels.yaml, support/, osv/, cve/, kev.json, epss.csv, vex/
# A source that is missing is left out; the program says what that means. OUT is replaced only by a feed without errors.
set -euo pipefail
cd "$(dirname "$0")/.."
sources=$1 out=$2
program=${FEED_PROGRAM:-bin/security-responder-feed}

[ -x "$program" ] || { echo "feed.sh: $program is missing; make build builds it." >&2; exit 1; }
[ -d "$sources/release-notes" ] || { echo "feed.sh: $sources/release-notes is missing (docs/feed-tool.md)." >&2; exit 1; }

arguments=(--curation curation.yaml)
add() { # OPTION NAME
  if [ -e "$sources/$2" ]; then arguments+=("$1" "$sources/$2"); fi
}
add --release-notes release-notes
add --channels channels.yaml
add --support support
add --osv osv
add --cve cve
add --trivy trivy
add --kev kev.json
add --epss epss.csv
add --vex vex

new=$(mktemp "$out.XXXXXX")
trap 'rm -f "$new"' EXIT
"$program" build "${arguments[@]}" --out "$new"
"$program" check "$new" "${arguments[@]}"
if [ -e "$out" ]; then
  "$program" diff "$out" "$new"
fi
chmod 644 "$new"
mv "$new" "$out"
