#!/usr/bin/env bash
# Prints how the files and images of a release were made: an in-toto statement with SLSA provenance, version 1
# (https://slsa.dev/spec/v1.0/provenance): the commit, the builder, and all that went in, with its digest where one is known.
#   provenance.sh FOLDER      FOLDER: what release.sh has laid out.  BUILDER_ID, INVOCATION_ID: who builds, and which run it is (URLs)
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
source=https://github.com/rancher/rke2-security-responder
version=${VERSION:-$(build/host.sh version)}
commit=$(git rev-parse HEAD)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What the programs are made of, with the compilers: sbom.sh leaves the list of NuGet packages before it drops those.
jq -s '[.[].components[] | {uri: .purl} + (if (.hashes // []) == [] then {} else
    {digest: (.hashes | map({key: (.alg | ascii_downcase | gsub("-"; "")), value: (.content | ascii_downcase)}) | from_entries)} end)]
  | unique_by(.uri)' artifacts/*/*/nuget.json "$folder"/*.cdx.json >"$work/packages.json"
# shellcheck source=/dev/null
distribution=$(. /etc/os-release && echo "$ID")
dpkg-query --show --showformat="pkg:deb/$distribution/"'${Package}@${Version}?arch=${Architecture}\n' \
  binutils buildah cmake gcc gcc-aarch64-linux-gnu 2>/dev/null | sed 's/+/%2B/g' >"$work/tools" || true
echo "pkg:generic/dotnet-sdk@$(dotnet --version)" >>"$work/tools"

(cd "$folder" && find . -maxdepth 1 -type f ! -name 'provenance.*' ! -name '*SUMS*' -printf '%P\n' | LC_ALL=C sort | xargs sha256sum) |
  awk '{ print $2, $1 }' >"$work/files"
jq -n --rawfile files "$work/files" --rawfile images "$folder/digests.txt" --rawfile tools "$work/tools" --slurpfile packages "$work/packages.json" \
  --arg source "git+$source" --arg commit "$commit" --arg version "$version" --arg type "$source/blob/main/docs/verify.md#provenance" \
  --arg builder "${BUILDER_ID:-$source/blob/main/build/release.sh}" --arg invocation "${INVOCATION_ID:-}" \
  --arg finished "$(date -u +%Y-%m-%dT%H:%M:%SZ)" '
  def lines: split("\n") | map(select(. != ""));
  def subject: {name: .[0], digest: {sha256: (.[1] | ltrimstr("sha256:"))}};
  {_type: "https://in-toto.io/Statement/v1",
   subject: [($files, $images | lines[]) | split(" ") | subject],
   predicateType: "https://slsa.dev/provenance/v1",
   predicate: {
     buildDefinition: {
       buildType: $type,
       externalParameters: {source: $source, version: $version, target: "make release"},
       internalParameters: {},
       resolvedDependencies: ([{uri: $source, digest: {gitCommit: $commit}}] + $packages[0] + ($tools | lines | map({uri: .})))},
     runDetails: {
       builder: {id: $builder},
       metadata: ({finishedOn: $finished} + (if $invocation == "" then {} else {invocationId: $invocation} end))}}}'
