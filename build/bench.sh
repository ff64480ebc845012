#!/usr/bin/env bash
# Measures bin/security-responder against a local API server and writes the figures to docs/benchmarks.md.
#   bench.sh [--runs N]
set -euo pipefail
cd "$(dirname "$0")/.."
image=()
[ ! -f artifacts/image.tar ] || image=(--image artifacts/image.tar)
dotnet run --configuration Release --project bench/SecurityResponder.Bench -- ${image[@]+"${image[@]}"} "$@"
