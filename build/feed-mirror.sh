#!/usr/bin/env bash
# Fetches a feed and its signatures into FILE, FILE.sig and FILE.sigstore.json: all, or none is changed. A feed without a signature
# removes an old one.
#   feed-mirror.sh https://responder.example/v1/feed FILE
set -euo pipefail
from=${1:-} to=${2:-}
if [ -z "$from" ] || [ -z "$to" ]; then
  echo "usage: make feed-mirror FROM=https://responder.example/v1/feed TO=feed.json" >&2
  exit 2
fi
folder=$(mktemp -d "$(dirname "$to")/.feed-mirror.XXXXXX")
trap 'rm -rf "$folder"' EXIT
# The user agent says no more than the program's own: whoever serves the feed learns that somebody mirrors it.
fetch() { curl --silent --show-error --location --proto '=https' --max-filesize 33554432 --user-agent security-responder --write-out '%{http_code}' --output "$2" "$1"; }

status=$(fetch "$from" "$folder/feed")
[ "$status" = 200 ] || { echo "feed-mirror: $from answers $status" >&2; exit 1; }
jq --exit-status '.versions | type == "array"' "$folder/feed" >/dev/null || { echo "feed-mirror: $from is no feed" >&2; exit 1; }
for suffix in sig sigstore.json; do
  status=$(fetch "$from.$suffix" "$folder/$suffix")
  case $status in
    200) ;;
    404) rm -f "$folder/$suffix" ;;
    *) echo "feed-mirror: $from.$suffix answers $status" >&2; exit 1 ;;
  esac
done
for suffix in sig sigstore.json; do
  if [ -e "$folder/$suffix" ]; then
    mv "$folder/$suffix" "$to.$suffix"
  else
    rm -f "$to.$suffix"
  fi
done
mv "$folder/feed" "$to"
echo "$to: $(jq '.versions | length' "$to") releases, $(jq '.advisories // [] | length' "$to") advisories, made $(jq -r '.generated // "at a time that it does not say"' "$to")"
