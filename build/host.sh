#!/usr/bin/env bash
# Says one thing about this machine or this checkout.
#   host.sh architecture    amd64 or arm64
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
  *) echo "host.sh: architecture or version?" >&2; exit 2 ;;
esac
