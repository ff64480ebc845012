#!/usr/bin/env bash
# Builds the static client from clean in two folders with different names and compares the bytes: whoever distrusts a released
# binary can build it again (same compilers, same libssl-dev, same VERSION).
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
VERSION=${VERSION:-$(build/host.sh version)}
export VERSION

for copy in a another/one; do
  mkdir -p "$folder/$copy"
  git ls-files -z -- build src global.json .editorconfig 'Directory.*' | xargs -0 cp --parents --target-directory "$folder/$copy"
  "$folder/$copy/build/publish.sh" client
done
cmp "$folder/a/bin/security-responder" "$folder/another/one/bin/security-responder"
echo "Both are the same: $(sha256sum <"$folder/a/bin/security-responder" | cut -d ' ' -f 1)"
