#!/usr/bin/env bash
# Puts the programs of bin/ into scratch images, without Docker and without a registry: the same images as the last stages of
# Dockerfile and Dockerfile.server. The same bytes come out for the same binaries: every time stamp is 0.
#   image.sh client|server [ARCHITECTURE…]      default: amd64 arm64. VERSION, IMAGE: the name; the server's ends with -server
# Leaves artifacts/image.tar or artifacts/server-image.tar, an OCI archive.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1
shift
[ $# -gt 0 ] || set -- amd64 arm64
version=${VERSION:-$(build/host.sh version)}
name=$(build/host.sh image "$program")
case $program in
  client) archive=artifacts/image.tar dockerfile=Dockerfile ;;
  server) archive=artifacts/server-image.tar dockerfile=Dockerfile.server ;;
  *) echo "image.sh: client or server?" >&2; exit 2 ;;
esac
command -v buildah >/dev/null || { echo "image.sh needs buildah: run make tools, or apt-get install buildah." >&2; exit 1; }

# Storage of our own: what else this machine keeps is not touched, and vfs works in any container.
storage=$(mktemp -d)
export BUILDAH_ISOLATION=chroot
build() { buildah --storage-driver vfs --root "$storage/root" --runroot "$storage/run" "$@"; }
trap 'rm -rf "$storage"' EXIT

lay_out() { # FOLDER ARCHITECTURE: the files of the image
  if [ "$program" = server ]; then
    build/server-root.sh "$@"
  else
    binary=$(build/host.sh binary client "$2")
    [ -x "$binary" ] || { echo "image.sh: $binary is missing: run make build ARCH=$2." >&2; exit 1; }
    mkdir -p "$1"
    install -m 755 "$binary" "$1/security-responder"
    build/ca-bundle.sh "$1/etc/ssl/certs/ca-certificates.crt"
  fi
  # The modes do not depend on the umask of whoever builds.
  find "$1" -type d ! -perm -o+w -exec chmod 755 {} +
  chmod 644 "$1/etc/ssl/certs/ca-certificates.crt"
}

# The settings are those of the Dockerfile's last stage.
configure() { # CONTAINER ARCHITECTURE
  local options=(--os linux --arch "$2" --workingdir / --cmd '') instruction value
  while read -r instruction value; do
    value=${value//\$VERSION/$version}
    case $instruction in
      ENV) options+=(--env "$value") ;;
      LABEL) options+=(--label "$(sed 's/="\(.*\)"$/=\1/' <<<"$value")") ;;
      USER) options+=(--user "$value") ;;
      VOLUME) options+=(--volume "$value") ;;
      EXPOSE) options+=(--port "$value") ;;
      ENTRYPOINT) options+=(--entrypoint "$value") ;;
    esac
  done < <(last_stage)
  build config "${options[@]}" "$1"
}
last_stage() { # one instruction a line, one value an ENV or a LABEL
  sed -n '/^FROM scratch/,$p' "$dockerfile" | grep -v '^#' | awk '
    /^[A-Z]+ / { instruction = $1; sub(/^[A-Z]+ /, "") }
    NF { sub(/^ */, ""); sub(/ *\\$/, ""); print instruction, $0 }'
}

mkdir -p artifacts
build manifest create "$name" >/dev/null
for architecture in "$@"; do
  lay_out "$storage/files-$architecture" "$architecture"
  container=$(build from scratch)
  build copy --quiet "$container" "$storage/files-$architecture" / >/dev/null
  configure "$container" "$architecture"
  build commit --quiet --timestamp 0 --format oci --manifest "$name" "$container" >/dev/null
done
rm -f "$archive"
build manifest push --quiet --all "$name" "oci-archive:$archive:$name" >/dev/null
echo "$archive $name ($*) $(stat -c %s "$archive") bytes"
