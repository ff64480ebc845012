#!/usr/bin/env bash
# Packages a chart, and lays it out as an OCI artifact like that of `helm push`, in an OCI layout. The same chart makes the same bytes: the
# order of the files is fixed, every time stamp is 0, and the manifest has no date.
#   chart-artifact.sh CHART FOLDER        leaves FOLDER/NAME-VERSION.tgz and the layout FOLDER/oci/NAME-chart
set -euo pipefail
cd "$(dirname "$0")/.."
chart=$1 folder=$2
helm=$(command -v .tools/helm || command -v helm)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/unpacked" "$folder"

# Helm decides what belongs into a package (.helmignore), tar in which order.
"$helm" package "$chart" --destination "$work" >/dev/null
package=$(find "$work" -name '*.tgz')
tar -xzf "$package" -C "$work/unpacked"
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --format=ustar -cf - \
  -C "$work/unpacked" "$(basename "$chart")" |
  gzip --no-name --best >"$folder/$(basename "$package")"
package=$folder/$(basename "$package")

layout=$folder/oci/$(basename "$chart")-chart
rm -rf "$layout"
mkdir -p "$layout/blobs/sha256"
descriptor() { # MEDIA-TYPE FILE: stores it as a blob
  local sum
  sum=$(sha256sum "$2" | cut -d ' ' -f 1)
  cp "$2" "$layout/blobs/sha256/$sum"
  jq -nc --arg type "$1" --arg digest "sha256:$sum" --argjson size "$(stat -c %s "$2")" '{mediaType: $type, digest: $digest, size: $size}'
}
# Chart.yaml as JSON: Helm's own reader of YAML prints it, through a chart that contains nothing else.
mkdir -p "$work/reader/templates"
cp "$chart/Chart.yaml" "$work/reader/metadata.yaml"
printf 'apiVersion: v2\nname: reader\nversion: 0.0.0\n' >"$work/reader/Chart.yaml"
printf '{{ .Files.Get "metadata.yaml" | fromYaml | toRawJson }}\n' >"$work/reader/templates/metadata.txt"
"$helm" template reader "$work/reader" | grep '^{' | jq -jcS . >"$work/config.json"

config=$(descriptor application/vnd.cncf.helm.config.v1+json "$work/config.json")
layer=$(descriptor application/vnd.cncf.helm.chart.content.v1.tar+gzip "$package")
jq -jcnS --argjson config "$config" --argjson layer "$layer" --slurpfile chart "$work/config.json" '
  {schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", config: $config, layers: [$layer],
   annotations: ({"org.opencontainers.image.title": $chart[0].name, "org.opencontainers.image.version": $chart[0].version,
     "org.opencontainers.image.description": $chart[0].description, "org.opencontainers.image.url": $chart[0].home,
     "org.opencontainers.image.source": $chart[0].sources[0]})}' >"$work/manifest.json"
manifest=$(descriptor application/vnd.oci.image.manifest.v1+json "$work/manifest.json")
name=$(jq -r '"charts/\(.name):\(.version)"' "$work/config.json")
printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
jq -jcnS --argjson manifest "$manifest" --arg name "$name" '
  {schemaVersion: 2, manifests: [$manifest + {annotations: {"org.opencontainers.image.ref.name": $name}}]}' >"$layout/index.json"
