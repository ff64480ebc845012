#!/usr/bin/env bash
# Puts promtool and Alertmanager into .tools/, once, out of the distribution's packages. They are unpacked, not installed: an
# installed package would start two services on the machine of whoever runs the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
programs=(promtool prometheus-alertmanager)

have() { for program in "${programs[@]}"; do [ -x ".tools/$program" ] || return 1; done; }
have && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Please put ${programs[*]} into .tools/ (this machine has no apt-get)." >&2
  exit 1
fi

mkdir -p .tools
work=$(mktemp -d .tools/prometheus-download.XXXXXX)
trap 'rm -rf "$work"' EXIT
cd "$work"
download() { apt-get -qq download prometheus prometheus-alertmanager; }
download 2>/dev/null || { apt-get -qq update && download; }
for package in *.deb; do dpkg-deb --extract "$package" files; done
cd - >/dev/null
for program in "${programs[@]}"; do
  chmod 755 "$work/files/usr/bin/$program"
  mv -f "$work/files/usr/bin/$program" ".tools/$program"
done
echo "${programs[*]} are now in .tools/"
