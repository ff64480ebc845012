#!/usr/bin/env bash
# Installs the programs of build/NAME/package.json into .tools/NAME, once. build/NAME/package-lock.json pins every version and its
# checksum. No network is needed afterwards.
#   install-npm.sh prose|sbom      cspell and markdownlint-cli2, or the validator of CycloneDX
set -euo pipefail
cd "$(dirname "$0")/.."
name=$1
source=build/$name
target=.tools/$name

# The lock file is moved to the target together with the packages, so an equal file means that the installation is complete.
if cmp --silent "$source/package-lock.json" "$target/package-lock.json"; then
  exit 0
fi
command -v npm >/dev/null || { echo "install-npm: npm is missing: apt-get install npm" >&2; exit 1; }

mkdir -p .tools
work=$(mktemp -d ".tools/$name-download.XXXXXX")
trap 'rm -rf "$work"' EXIT
cp "$source/package.json" "$source/package-lock.json" "$work/"
log=$(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error 2>&1) || { echo "install-npm: $log" >&2; exit 1; }
chmod 755 "$work"
rm -rf "$target"
mv "$work" "$target"
echo "The packages of $source are now in $target"
