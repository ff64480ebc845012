#!/usr/bin/env bash
# Builds the image for one architecture or more: from the Dockerfile where a Docker engine answers, else the same final image
# from binaries built here, by buildah.
#   docker-build.sh ARCHITECTURE…        VERSION, IMAGE: its name; PUSH=1: push it (Docker only)
# Docker keeps a single architecture among its images; several are left as the OCI archive artifacts/image.tar.
set -euo pipefail
cd "$(dirname "$0")/.."
name=$(build/host.sh image client)
version=${VERSION:-$(build/host.sh version)}
mkdir -p artifacts

if docker info >/dev/null 2>&1; then
  platforms=$(printf ',linux/%s' "$@")
  arguments=(--platform "${platforms#,}" --build-arg "VERSION=$version" --tag "$name" .)
  if docker buildx version >/dev/null 2>&1; then
    if [ "${PUSH:-}" = 1 ]; then output=(--push)
    elif [ $# -eq 1 ]; then output=(--load)
    else output=(--output "type=oci,dest=artifacts/image.tar")
    fi
    docker buildx build "${output[@]}" "${arguments[@]}"
  elif [ $# -eq 1 ] && [ "${PUSH:-}" != 1 ]; then
    DOCKER_BUILDKIT=1 docker build "${arguments[@]}"
  else
    echo "More than one architecture, and a push, need Docker's buildx plug-in, which is not installed." >&2
    exit 1
  fi
elif command -v buildah >/dev/null; then
  for architecture in "$@"; do
    build/publish.sh client "$architecture"
  done
  build/image.sh client "$@"
  echo "No Docker engine answered, so buildah made it: podman load --input artifacts/image.tar"
else
  echo "An image needs a running Docker engine, or buildah (apt-get install buildah)." >&2
  exit 1
fi
