#!/usr/bin/env bash
# Prints the package sources of this machine's distribution in apt's deb822 format. It asks apt, so it does not matter in which file
# and in which of the two formats they are written. Sources of other vendors are left out.
#   package-sources.sh [RELEASE]      the same sources for another release of the distribution, for example trixie
set -euo pipefail
# shellcheck source=/dev/null
distribution() { (. /etc/os-release && echo "${!1:-}"); } # FIELD
origin=$(distribution ID) here=$(distribution VERSION_CODENAME)
origin=${origin^}
release=${1:-$here}

options=()
# Lines of SOURCE-ENTRY|URI|SUITE|CODENAME|COMPONENT. Apt lists only what it has downloaded.
targets() {
  # shellcheck disable=SC2016
  apt-get ${options[@]+"${options[@]}"} indextargets --format '$(SOURCESENTRY)|$(REPO_URI)|$(RELEASE)|$(CODENAME)|$(COMPONENT)' \
    'Created-By: Packages' "Origin: $origin" "Architecture: $(dpkg --print-architecture)"
}
found=$(targets)
if [ -z "$found" ]; then
  lists=$(mktemp -d)
  trap 'rm -rf "$lists"' EXIT
  mkdir "$lists/partial"
  options=(-o Dir::State::Lists="$lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root)
  apt-get "${options[@]}" -qq update
  found=$(targets)
fi
[ -n "$found" ] || { echo "package-sources.sh: apt knows no package source of $origin." >&2; exit 1; }

# The keys of an entry: a path, a list of fingerprints or a whole key. Apt 2.6 does not print them.
keys() { # FILE:NUMBER, the number of a paragraph in a .sources file or of a line in a .list file
  local file=${1%:*} number=${1##*:}
  case $file in
    *.sources)
      grep -v '^#' "$file" | awk -v number="$number" 'BEGIN { RS = "" } NR == number' |
        awk 'tolower($0) ~ /^signed-by:/ { inside = 1; print; next } /^[^ \t]/ { inside = 0 } inside' ;;
    *) sed -n "${number}s/^deb[^[]*\[[^]]*signed-by=\([^] ]*\).*/Signed-By: \1/p" "$file" ;;
  esac
}

while IFS='|' read -r entry uri suite codename component; do
  # A list of mirrors in a file, as cloud images have it: the first one. The list need not hold for a root or another architecture.
  if [[ $uri == mirror+file:* ]]; then
    list=/${uri#mirror+file:} list=${list%/}
    uri=$(awk '/^[a-z]+:/ { print $1; exit }' "$list")
  fi
  # A source may say "stable".
  [[ $suite == *"$here"* ]] || suite=$codename
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: %s\n' "$uri" "${suite//$here/$release}" "$component"
  keys "$entry"
  echo
done <<<"$found"
