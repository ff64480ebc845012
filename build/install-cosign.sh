#!/usr/bin/env bash
# Puts cosign into .tools/cosign, once, from Debian 13's package: the signatures that the client checks are made by the real thing.
# Debian's archive is asked wherever this machine's own sources are Debian's; the package is checked against the archive's keys by apt.
set -euo pipefail
cd "$(dirname "$0")/.."
cosign=$PWD/.tools/cosign
[ -x "$cosign" ] && exit 0
if command -v cosign >/dev/null; then
  mkdir -p .tools
  ln -sf "$(command -v cosign)" "$cosign"
  exit 0
fi
if [ ! -f /etc/apt/sources.list.d/debian.sources ]; then
  echo "install-cosign: this is no Debian with debian.sources; the tests that need cosign are skipped (install cosign to have them run)"
  exit 0
fi

folder=$PWD/.tools/cosign-package
rm -rf "$folder"
mkdir -p "$folder/lists/partial" "$folder/archives/partial" "$folder/sources"
trap 'rm -rf "$folder"' EXIT
# The first paragraph is the distribution's own archive; the others, such as security's, have other suites.
awk 'BEGIN { RS = "" } NR == 1' /etc/apt/sources.list.d/debian.sources | sed -E 's/^Suites:.*/Suites: trixie/' >"$folder/sources/trixie.sources"
options=(
  -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$folder/sources"
  -o Dir::State::Lists="$folder/lists" -o Dir::Cache::Archives="$folder/archives"
  -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root
)
apt-get "${options[@]}" -qq update
(cd "$folder" && apt-get "${options[@]}" -qq download cosign && dpkg-deb --extract cosign_*.deb .)
install -m 755 "$folder/usr/bin/cosign" "$cosign"
echo "$("$cosign" version 2>/dev/null | grep -m 1 -i GitVersion || echo cosign) is now in .tools/cosign"
