#!/usr/bin/env bash
# Builds programs from clean in folders with different names and compares the bytes: whoever distrusts a released binary can build
# it again (same compilers, same libssl-dev, same VERSION).
#   reproducible.sh        the client for this machine
#   reproducible.sh all    also the responder, and the client for arm64 where the tools for it are installed. Of these, a binary in
#                          bin/ is one of the two, if it was built from the same commit without changes
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
VERSION=${VERSION:-$(build/host.sh version)}
export VERSION
host=$(build/host.sh architecture)

copy() { # NAME: a folder with the sources
  mkdir -p "$folder/$1"
  git ls-files -z -- build src global.json .editorconfig 'Directory.*' | xargs -0 cp --parents --target-directory "$folder/$1"
  if [ -d .tools ]; then ln -s "$PWD/.tools" "$folder/$1/.tools"; fi
}

is_built() { # PROGRAM ARCHITECTURE: whether bin/ has it from this commit
  [[ $VERSION != *-dirty ]] && git diff --quiet HEAD -- src build && [ "$(cat "artifacts/$2/$1/VERSION" 2>/dev/null)" = "$VERSION" ]
}

compare() { # PROGRAM ARCHITECTURE [FIRST]: FIRST is a binary that is one of the two
  local binary first
  binary=$(build/host.sh binary "$1" "$2")
  first=${3:-$folder/a/$binary}
  if [ $# -lt 3 ]; then "$folder/a/build/publish.sh" "$1" "$2"; fi
  "$folder/another/one/build/publish.sh" "$1" "$2"
  cmp "$first" "$folder/another/one/$binary"
  echo "Both are the same: $1 $2 $(sha256sum <"$first" | cut -d ' ' -f 1)"
}

compare_with_bin() { # PROGRAM ARCHITECTURE
  if is_built "$1" "$2"; then compare "$1" "$2" "$(build/host.sh binary "$1" "$2")"; else compare "$1" "$2"; fi
}

copy a
copy another/one
compare client "$host"
if [ "${1:-}" = all ]; then
  compare_with_bin server "$host"
  if [ "$host" != arm64 ] && [ -d .tools/sysroot-arm64 ]; then compare_with_bin client arm64; fi
fi
