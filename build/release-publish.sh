#!/usr/bin/env bash
# Pushes the images and charts of a release folder with their digests, signs them, and attaches the SBOM and the provenance to the images as
# signed statements.
#   release-publish.sh FOLDER REGISTRY [CHARTS]      REGISTRY: a host. CHARTS: where the charts go, by default REGISTRY/charts
#   COSIGN_KEY: key file or address of a key; COSIGN_PASSWORD: of a key file.
#   REGISTRY_AUTH_FILE and DOCKER_CONFIG: the credentials for skopeo and for cosign, which `skopeo login` and `cosign login` write.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1 registry=$2
charts=${3:-$registry/charts}
: "${COSIGN_KEY:?release-publish.sh signs what it pushes}"
command -v skopeo >/dev/null || { echo "release-publish.sh needs skopeo: apt-get install skopeo" >&2; exit 1; }
source build/cosign.sh

run_cosign() { # sign|attest ARGUMENT…
  cosign_options "$1"
  if has new-bundle-format; then options+=(--new-bundle-format=false); fi
  "$cosign" "$1" "${options[@]}" --key "$COSIGN_KEY" "${@:2}" 2>"$log" || { cat "$log" >&2; return 1; }
}
program_of() { # LAYOUT: whose SBOM describes the image
  case $1 in *-server) echo security-responder-server ;; *) echo security-responder ;; esac
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

for layout in "$folder"/oci/*; do
  name=$(jq -r '.manifests[0].annotations."org.opencontainers.image.ref.name"' "$layout/index.json")
  digest=$(jq -r '.manifests[0].digest' "$layout/index.json")
  case $name in
    charts/*) target=$charts/${name#charts/} ;;
    *) target=$registry/$name ;;
  esac
  skopeo copy --quiet --all --preserve-digests "oci:$layout" "docker://$target"
  repository=${target%:*}
  # Every platform's manifest, too: a node may be told to pull that one.
  run_cosign sign --recursive "$repository@$digest"
  if [[ $name != charts/* ]]; then
    jq .predicate "$folder/provenance.json" >"$log.predicate"
    run_cosign attest --type slsaprovenance1 --predicate "$log.predicate" "$repository@$digest"
    rm "$log.predicate"
    jq -r '.manifests[] | select(.platform) | "\(.platform.architecture) \(.digest)"' "$layout/blobs/${digest/://}" |
      while read -r architecture manifest; do
        run_cosign attest --type cyclonedx --predicate "$folder/$(program_of "$(basename "$layout")")-linux-$architecture.cdx.json" \
          "$repository@$manifest" </dev/null
      done
  fi
  echo "$target@$digest"
done
