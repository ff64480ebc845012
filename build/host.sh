#!/usr/bin/env bash
# Says one thing about this machine or this checkout.
#   host.sh architecture    amd64 or arm64
#   host.sh binary PROGRAM ARCH   where client, server or feed is, for example bin/security-responder-feed-arm64
#   host.sh image PROGRAM   what the image of client or server is called: IMAGE:VERSION or IMAGE-server:VERSION
#   host.sh tag             VERSION, as a tag may be written
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
    name=security-responder
    if [ "$2" != client ]; then name+=-$2; fi
    if [ "$3" != "$(build/host.sh architecture)" ]; then name+=-$3; fi
    echo "bin/$name" ;;
  image)
    name=${IMAGE:-rancher/rke2-security-responder}
    if [ "$2" != client ]; then name+=-$2; fi
    echo "$name:$(build/host.sh tag)" ;;
  tag)
    version=${VERSION:-$(build/host.sh version)}
    printf %s "$version" | tr -c 'A-Za-z0-9_.-' '-' ;;
  *) echo "host.sh: architecture, binary, image, tag or version?" >&2; exit 2 ;;
esac
