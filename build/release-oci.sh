#!/usr/bin/env bash
# Lays out the images of client and server, the feed image and both charts as OCI layouts in FOLDER/oci, and writes FOLDER/digests.txt:
# NAME DIGEST, and NAME/ARCHITECTURE DIGEST for an image. The images also become tar files that a node without a registry imports.
#   release-oci.sh FOLDER FEED
# The same images, charts and feed make the same bytes. Needs artifacts/image.tar, artifacts/server-image.tar and bin/security-responder-feed.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1 feed=$2
tag=$(build/host.sh tag)
rm -rf "$folder/oci"
mkdir -p "$folder/oci"

unpack() { # ARCHIVE NAME: as a layout whose image containerd finds under its name with the registry
  local layout=$folder/oci/$2
  mkdir "$layout"
  tar -xf "$1" -C "$layout"
  jq -cS '.manifests[].annotations |= (."org.opencontainers.image.ref.name" as $name | .["io.containerd.image.name"] =
    (if $name | test("^(localhost|[^/]*[.:][^/]*)/") then $name else "docker.io/" + $name end))' "$layout/index.json" >"$layout/index.new"
  mv "$layout/index.new" "$layout/index.json"
  find "$layout" -type f -exec chmod 644 {} +
}
unpack artifacts/image.tar rke2-security-responder
unpack artifacts/server-image.tar rke2-security-responder-server
"$(build/host.sh binary feed "$(build/host.sh architecture)")" image --base "$folder/oci/rke2-security-responder" --feed "$feed" \
  --out "$folder/oci/rke2-security-responder-feed"
for layout in "$folder"/oci/*; do
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX -cf "$folder/$(basename "$layout")-$tag.oci.tar" \
    -C "$layout" blobs index.json oci-layout
done
for chart in charts/*/; do
  build/chart-artifact.sh "${chart%/}" "$folder"
done

for layout in "$folder"/oci/*; do
  index=$layout/index.json
  name=$(jq -r '.manifests[0].annotations."org.opencontainers.image.ref.name"' "$index")
  digest=$(jq -r '.manifests[0].digest' "$index")
  echo "$name $digest"
  jq -r --arg name "$name" '.manifests[]? | select(.platform) | "\($name)/\(.platform.architecture) \(.digest)"' "$layout/blobs/${digest/://}"
done >"$folder/digests.txt"
