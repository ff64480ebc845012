#!/usr/bin/env bash
# Says one thing about this machine or this checkout.
#   host.sh architecture    amd64 or arm64
#   host.sh binary ARCH     where the client for an architecture is: bin/security-responder, or bin/security-responder-arm64
#   host.sh image           what the image is called: IMAGE:VERSION, as a tag may be written
#   host.sh version         v0.1.0-3-gabc1234-dirty, or dev where there is no git
set -euo pipefail
cd "$(dirname "$0")/.."
case $1 in
  architecture)
    case $(uname -m) in
      x86_64) echo amd64 ;;
      aarch64) echo arm64 ;;
      *) echo "The programs are built on x86_64 and aarch64, not on $(uname -m)." >&2; exit 1 ;;
    esac ;;
  version) git describe --tags --always --dirty 2>/dev/null || echo dev ;;
  binary)
    if [ "$2" = "$(build/host.sh architecture)" ]; then echo bin/security-responder; else echo "bin/security-responder-$2"; fi ;;
  image)
    version=${VERSION:-$(build/host.sh version)}
    echo "${IMAGE:-rancher/rke2-security-responder}:$(printf %s "$version" | tr -c 'A-Za-z0-9_.-' '-')" ;;
  *) echo "host.sh: architecture, binary, image or version?" >&2; exit 2 ;;
esac
