#!/usr/bin/env bash
# Puts docker-registry into .tools/, once, out of the distribution's package: the tests push images to it. It is unpacked, not installed:
# an installed package would start a service on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .tools/docker-registry ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "install-registry: this machine has no apt-get. Put docker-registry into .tools/ for the tests that push images."
  exit 0
fi

mkdir -p .tools
work=$(mktemp -d .tools/registry-download.XXXXXX)
trap 'rm -rf "$work"' EXIT
cd "$work"
download() { apt-get -qq download docker-registry; }
download 2>/dev/null || { apt-get -qq update && download; }
dpkg-deb --extract docker-registry_*.deb files
cd - >/dev/null
mv -f "$work/files/usr/bin/docker-registry" .tools/docker-registry
echo "docker-registry is now in .tools/"
