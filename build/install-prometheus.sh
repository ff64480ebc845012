#!/usr/bin/env bash
# Puts promtool and Alertmanager into .tools/, once, out of the distribution's packages. They are unpacked, not installed: an
# installed package would start services on this machine. Alertmanager reads its templates at one fixed path: they are copied there.
set -euo pipefail
cd "$(dirname "$0")/.."
programs=(promtool prometheus-alertmanager)
templates=/usr/share/prometheus/alertmanager

have() {
  local program
  for program in "${programs[@]}"; do [ -x ".tools/$program" ] || return 1; done
  [ -e "$templates/default.tmpl" ]
}
have && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Please put ${programs[*]} into .tools/ (this machine has no apt-get)." >&2
  exit 1
fi

mkdir -p .tools
work=$(mktemp -d .tools/prometheus-download.XXXXXX)
trap 'rm -rf "$work"' EXIT
cd "$work"
# Debian 13 has promtool in a package of its own, Debian 12 and Ubuntu 24.04 in the package prometheus.
download() {
  { apt-get -qq download promtool 2>/dev/null || apt-get -qq download prometheus; } && apt-get -qq download prometheus-alertmanager
}
download 2>/dev/null || { apt-get -qq update && download; }
for package in *.deb; do dpkg-deb --extract "$package" files; done
cd - >/dev/null
if [ ! -e "$templates/default.tmpl" ]; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo --non-interactive)
  ${as_root[@]+"${as_root[@]}"} install -D --mode 644 --target-directory "$templates" "$work/files$templates"/*.tmpl
fi
for program in "${programs[@]}"; do
  chmod 755 "$work/files/usr/bin/$program"
  mv -f "$work/files/usr/bin/$program" ".tools/$program"
done
echo "${programs[*]} are now in .tools/"
