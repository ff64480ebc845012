#!/usr/bin/env bash
# Makes a feed, checks it, and prints what changed.
#   feed.sh SOURCES OUT [SITE]
# SOURCES: a folder with release-notes/, channels.yaml, support/, osv/, cve/, kev.json, epss.csv, vex/
# A source that is missing is left out; the program says what that means. OUT is replaced only by a feed without errors. SITE: the folder of
# a report about the new feed, also with the changes since the old one.
#   FEED_CHECK=strict  warnings are errors, too; none: no check
#   FEED_BASE_URL      address of the site, for the Atom feed
set -euo pipefail
cd "$(dirname "$0")/.."
sources=$1 out=$2 site=${3:-}
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
add --osv osv/all.zip
add --cve cve
add --trivy trivy
add --kev kev.json
add --epss epss.csv
add --vex vex

mkdir -p "$(dirname "$out")"
new=$(mktemp "$out.XXXXXX")
trap 'rm -f "$new"' EXIT
"$program" build "${arguments[@]}" --out "$new"
case ${FEED_CHECK:-} in
  none) ;;
  strict) "$program" check --strict "$new" "${arguments[@]}" ;;
  *) "$program" check "$new" "${arguments[@]}" ;;
esac
if [ -e "$out" ]; then
  "$program" diff "$out" "$new"
fi
if [ -n "$site" ]; then
  report=(--report "$site")
  if [ -e "$out" ]; then report+=(--previous "$out"); fi
  if [ -n "${FEED_BASE_URL:-}" ]; then report+=(--base-url "$FEED_BASE_URL"); fi
  # The same sources give the same feed.
  "$program" build "${arguments[@]}" --out "$new" "${report[@]}" >/dev/null
fi
chmod 644 "$new"
mv "$new" "$out"
