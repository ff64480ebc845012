#!/usr/bin/env bash
# Fetches the public sources of a feed into a folder, in the layout that feed.sh reads (docs/feed-tool.md).
#   feed-sources.sh SOURCES
# Needs git and curl. A source that cannot be fetched ends the script; what was fetched before stays as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
sources=$1
program=${FEED_PROGRAM:-bin/security-responder-feed}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # URL FILE: https only, also after redirects
  mkdir -p "$(dirname "$2")"
  curl --fail --silent --show-error --location --proto '=https' --proto-redir '=https' --retry 4 --retry-all-errors \
    --connect-timeout 30 --max-time 900 --max-filesize 1073741824 --output "$2.part" "$1" || return
  mv "$2.part" "$2"
}

folders() { # REPOSITORY FOLDER…: the folders of its newest commit, in $work/NAME
  local repository=$1 name=${1##*/}; shift
  GIT_LFS_SKIP_SMUDGE=1 git clone --quiet --depth 1 --filter blob:none --sparse "https://github.com/$repository" "$work/$name"
  git -C "$work/$name" sparse-checkout set "$@"
}

replace() { # FOLDER: an empty one
  rm -rf "${sources:?}/$1"
  mkdir -p "$sources/$1"
}

echo "RKE2 release notes and channels"
folders rancher/rke2-docs docs/release-notes docs/release-notes-old
replace release-notes
find "$work/rke2-docs/docs" -name 'v1.*.md' -exec cp -t "$sources/release-notes" {} +
fetch https://raw.githubusercontent.com/rancher/rke2/master/channels.yaml "$sources/channels.yaml"

echo "Kubernetes support schedule and CVE feed"
for file in schedule.yaml eol.yaml; do
  fetch "https://raw.githubusercontent.com/kubernetes/website/main/data/releases/$file" "$sources/support/$file"
done
folders kubernetes-sigs/cve-feed-osv vulns
replace osv
find "$work/cve-feed-osv/vulns" -name 'CVE-*.json' -exec cp -t "$sources/osv" {} +

echo "Go vulnerability database and GitHub advisories"
fetch https://osv-vulnerabilities.storage.googleapis.com/Go/all.zip "$sources/osv/all.zip"

echo "Known exploited vulnerabilities and EPSS"
# CISA's own address refuses many networks; the second one is CISA's repository.
fetch https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json "$sources/kev.json" ||
  fetch https://raw.githubusercontent.com/cisagov/kev-data/develop/known_exploited_vulnerabilities.json "$sources/kev.json"
fetch https://epss.empiricalsecurity.com/epss_scores-current.csv.gz "$work/epss.csv.gz"
gunzip --force "$work/epss.csv.gz"
mv "$work/epss.csv" "$sources/epss.csv"

echo "VEX statements of the hardened images"
folders rancher/vexhub pkg/oci
replace vex
find "$work/vexhub/pkg/oci" -path '*rancher*' -name '*.json' | sort | awk '{ printf "%s\t%05d.json\n", $0, NR }' |
  while IFS=$'\t' read -r from to; do cp "$from" "$sources/vex/$to"; done

# The records of the CVEs that the other sources name. All records together are 300,000 files.
echo "CVE records"
[ -x "$program" ] || { echo "feed-sources.sh: $program is missing; make build builds it." >&2; exit 1; }
FEED_CHECK=none build/feed.sh "$sources" "$work/feed.json" >/dev/null
mkdir -p "$sources/cve"
grep -oE '"CVE-[0-9]{4}-[0-9]{4,}"' "$work/feed.json" | tr -d '"' | sort -u | while IFS=- read -r _ year number; do
  id=CVE-$year-$number
  fetch "https://raw.githubusercontent.com/CVEProject/cvelistV5/main/cves/$year/${number%???}xxx/$id.json" "$sources/cve/$id.json" ||
    echo "  $id: no record" >&2
done
