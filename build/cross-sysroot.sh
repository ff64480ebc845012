#!/usr/bin/env bash
# Unpacks libssl-dev for another architecture into FOLDER, from the package sources of this machine's distribution. Does nothing
# when FOLDER already holds the version that is installed here.
#   cross-sysroot.sh ARCHITECTURE FOLDER
set -euo pipefail
architecture=$1 folder=$(realpath --canonicalize-missing "$2")
version=$(dpkg-query --show --showformat='${Version}' libssl-dev)
[ "$(cat "$folder/VERSION" 2>/dev/null)" = "$version" ] && exit 0

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
# The same version as here or, where the sources have a newer one, that.
apt-get "${options[@]}" -qq download "libssl-dev:$architecture=$version" ||
  apt-get "${options[@]}" -qq download "libssl-dev:$architecture"
dpkg-deb --extract "$folder"/apt/libssl-dev_*.deb "$folder"
rm -rf "$folder/apt"
# CMake looks in lib, not in lib/TRIPLET, and the .so names lead nowhere without the package libssl3.
rm -f "$folder"/usr/lib/*/lib{ssl,crypto}.so
ln -s "$folder"/usr/lib/*/lib{ssl,crypto}.a "$folder/usr/lib/"
echo "$version" >"$folder/VERSION"
