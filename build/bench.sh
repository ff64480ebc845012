#!/usr/bin/env bash
# Measures bin/security-responder against a local API server and writes the figures to docs/benchmarks.md.
#   bench.sh [--runs N]
set -euo pipefail
cd "$(dirname "$0")/.."
archive=artifacts/image.tar

blob() { tar -xOf "$archive" "blobs/${1/://}"; } # DIGEST

# What a pull transfers: the compressed layers of one architecture.
sizes() {
  local index manifest
  index=$(tar -xOf "$archive" index.json | jq -r '.manifests[0].digest')
  blob "$index" | jq -r '.manifests[] | "\(.platform.architecture) \(.digest)"' | while read -r architecture manifest; do
    blob "$manifest" | jq -r --arg architecture "$architecture" \
      '([.layers[].size] | add) / 10000 | round / 100 | "\(.) MB (\($architecture))"'
  done | paste -sd, | sed 's/,/, /g'
}

image=()
[ ! -f "$archive" ] || image=(--image "$(sizes)")
dotnet run --configuration Release --project bench/SecurityResponder.Bench -- ${image[@]+"${image[@]}"} "$@"
