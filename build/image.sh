#!/usr/bin/env bash
# Puts the static clients of bin/ into a scratch image, without Docker and without a registry: the same image as the
# Dockerfile's final stage. The same bytes come out for the same binaries: every time stamp is 0.
#   image.sh [ARCHITECTURE…]       default: amd64 arm64. Leaves artifacts/image.tar, an OCI archive.  VERSION, IMAGE: its name
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- amd64 arm64
version=${VERSION:-$(build/host.sh version)}
name=$(build/host.sh image)
archive=artifacts/image.tar
command -v buildah >/dev/null || { echo "image.sh needs buildah: run make tools, or apt-get install buildah." >&2; exit 1; }

# Storage of our own: what else this machine keeps is not touched, and vfs works in any container.
storage=$(mktemp -d)
export BUILDAH_ISOLATION=chroot
build() { buildah --storage-driver vfs --root "$storage/root" --runroot "$storage/run" "$@"; }
trap 'rm -rf "$storage"' EXIT

mkdir -p artifacts
build/ca-bundle.sh "$storage/ca-certificates.crt"
build manifest create "$name" >/dev/null
for architecture in "$@"; do
  binary=$(build/host.sh binary "$architecture")
  [ -x "$binary" ] || { echo "image.sh: $binary is missing: run make build ARCH=$architecture." >&2; exit 1; }

  container=$(build from scratch)
  build copy --quiet --chmod 0755 "$container" "$binary" /security-responder >/dev/null
  build copy --quiet --chmod 0644 "$container" "$storage/ca-certificates.crt" /etc/ssl/certs/ca-certificates.crt >/dev/null
  # .NET reads the system's authorities on every start, 55 ms of CPU: it is shown none, and the program reads the bundle itself.
  build config --os linux --arch "$architecture" --user 65532:65532 --workingdir / --cmd '' \
    --entrypoint '["/security-responder"]' \
    --env HOME=/ --env PATH=/ --env SSL_CERT_FILE=/nonexistent --env SSL_CERT_DIR=/nonexistent \
    --env SECURITY_RESPONDER_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt \
    --label org.opencontainers.image.title="RKE2 Security Responder" \
    --label org.opencontainers.image.description="Tells the operators of an RKE2 cluster which CVEs affect it" \
    --label org.opencontainers.image.licenses=Apache-2.0 \
    --label org.opencontainers.image.version="$version" "$container"
  build commit --quiet --timestamp 0 --format oci --manifest "$name" "$container" >/dev/null
done
rm -f "$archive"
build manifest push --quiet --all "$name" "oci-archive:$archive:$name" >/dev/null
echo "$archive $name ($*) $(stat -c %s "$archive") bytes"
