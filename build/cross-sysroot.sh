#!/usr/bin/env bash
# Unpacks libssl-dev, and the libraries that the responder's image contains, for another architecture into FOLDER, from the package
# sources of this machine's distribution. FOLDER/packages lists them: NAME VERSION SHA256. Does nothing when FOLDER already holds the versions
# that are installed here.
#   cross-sysroot.sh ARCHITECTURE FOLDER
set -euo pipefail
architecture=$1 folder=$(realpath --canonicalize-missing "$2")
# libssl3t64 is the name since Debian 13. Its libcrypto needs the two compression libraries.
installed=$(dpkg-query --show --showformat='${db:Status-Abbrev}|${Package}|${Version}\n' \
  libssl-dev libc6 libssl3 libssl3t64 zlib1g libzstd1 2>/dev/null | awk -F '|' '/^ii/ { print $2, $3 }' | sort -u || true)
[ "$(cat "$folder/VERSION" 2>/dev/null)" = "$installed" ] && exit 0

rm -rf "$folder"
mkdir -p "$folder/apt/lists/partial" "$folder/apt/archives/partial" "$folder/apt/sources"
# Ubuntu has other architectures on a mirror of their own.
"$(dirname "$0")/package-sources.sh" |
  sed -E 's#//([a-z0-9-]+\.)*(archive|security)\.(ubuntu\.com)/ubuntu/?#//ports.\3/ubuntu-ports#' >"$folder/apt/sources/distribution.sources"

options=(
  -o APT::Architecture="$architecture" -o APT::Architectures="$architecture"
  -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$folder/apt/sources"
  -o Dir::State::Lists="$folder/apt/lists" -o Dir::Cache::Archives="$folder/apt/archives"
  -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root
)
apt-get "${options[@]}" -qq update
cd "$folder/apt"
while read -r package version; do
  # The same version as here or, where the sources have a newer one, that.
  apt-get "${options[@]}" -qq download "$package:$architecture=$version" 2>/dev/null ||
    apt-get "${options[@]}" -qq download "$package:$architecture"
done <<<"$installed"
for package in "$folder"/apt/*.deb; do
  dpkg-deb --extract "$package" "$folder"
  echo "$(dpkg-deb --show --showformat='${Package} ${Version}' "$package") $(sha256sum "$package" | cut -d ' ' -f 1)"
done >"$folder/packages"
rm -rf "$folder/apt"
# CMake looks in lib, not in lib/TRIPLET, and must find the archives, not the libraries.
rm -f "$folder"/usr/lib/*/lib{ssl,crypto}.so
ln -s "$folder"/usr/lib/*/lib{ssl,crypto}.a "$folder/usr/lib/"
echo "$installed" >"$folder/VERSION"
