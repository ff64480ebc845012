#!/usr/bin/env bash
# Puts cosign into .tools/cosign, once, from Debian 13's package: the tests check signatures that cosign itself made. The package
# comes from this machine's Debian mirror, and apt checks it against the archive's keys.
set -euo pipefail
cd "$(dirname "$0")/.."
release=trixie
cosign=$PWD/.tools/cosign
[ -x "$cosign" ] && exit 0
if command -v cosign >/dev/null; then
  mkdir -p .tools
  ln -sf "$(command -v cosign)" "$cosign"
  exit 0
fi
if ! grep -q '^ID=debian$' /etc/os-release; then
  echo "install-cosign: this machine does not run Debian. The tests that need cosign are skipped; install cosign to run them."
  exit 0
fi

folder=$PWD/.tools/cosign-package
rm -rf "$folder"
mkdir -p "$folder/lists/partial" "$folder/archives/partial" "$folder/sources"
trap 'rm -rf "$folder"' EXIT
# Only the release itself: its updates do not have cosign.
build/package-sources.sh "$release" | awk -v suite="$release" 'BEGIN { RS = ""; ORS = "\n\n" } $0 ~ "\nSuites: " suite "\n"' >"$folder/sources/release.sources"
options=(
  -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$folder/sources"
  -o Dir::State::Lists="$folder/lists" -o Dir::Cache::Archives="$folder/archives"
  -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root
)
apt-get "${options[@]}" -qq update
(cd "$folder" && apt-get "${options[@]}" -qq download cosign && dpkg-deb --extract cosign_*.deb .)
install -m 755 "$folder/usr/bin/cosign" "$cosign"
echo "$("$cosign" version 2>/dev/null | grep -m 1 -i GitVersion || echo cosign) is now in .tools/cosign"
