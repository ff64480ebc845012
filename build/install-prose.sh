#!/usr/bin/env bash
# Installs the linters for prose (cspell, markdownlint-cli2) into .tools/prose, once. build/prose/package-lock.json pins every version
# and its checksum. No network is needed afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
source=build/prose
target=.tools/prose

# The lock file is moved to the target together with the packages, so an equal file means that the installation is complete.
if cmp --silent "$source/package-lock.json" "$target/package-lock.json"; then
  exit 0
fi
command -v npm >/dev/null || { echo "install-prose: npm is missing: apt-get install npm" >&2; exit 1; }

mkdir -p .tools
work=$(mktemp -d .tools/prose-download.XXXXXX)
trap 'rm -rf "$work"' EXIT
cp "$source/package.json" "$source/package-lock.json" "$work/"
log=$(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error 2>&1) || { echo "install-prose: $log" >&2; exit 1; }
chmod 755 "$work"
rm -rf "$target"
mv "$work" "$target"
echo "cspell and markdownlint-cli2 are now in $target"
