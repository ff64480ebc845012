#!/usr/bin/env bash
# Builds programs from clean in folders with different names and compares the bytes: whoever distrusts a released binary can build
# it again (same compilers, same libssl-dev, same VERSION).
#   reproducible.sh        the client for this machine
#   reproducible.sh all    also the responder, both programs for arm64, and the images of the architectures that this machine builds
# A binary in bin/ is one of the two, if it was built from the same commit without changes.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
VERSION=${VERSION:-$(build/host.sh version)}
export VERSION
host=$(build/host.sh architecture)

copy() { # NAME: a folder with the sources
  mkdir -p "$folder/$1"
  git ls-files -z -- build src 'Dockerfile*' global.json .editorconfig 'Directory.*' | xargs -0 cp --parents --target-directory "$folder/$1"
  if [ -d .tools ]; then ln -s "$PWD/.tools" "$folder/$1/.tools"; fi
}

is_built() { # PROGRAM ARCHITECTURE: whether bin/ has it from this commit
  [[ $VERSION != *-dirty ]] && git diff --quiet HEAD -- src build && [ "$(cat "artifacts/$2/$1/VERSION" 2>/dev/null)" = "$VERSION" ]
}

compare() { # PROGRAM ARCHITECTURE
  local binary libraries=bin
  binary=$(build/host.sh binary "$1" "$2")
  [ "$2" = "$host" ] || libraries=bin/$2
  if is_built "$1" "$2"; then
    mkdir -p "$folder/a/$libraries"
    cp "$binary" "$folder/a/$binary"
    if [ "$1" = server ]; then cp "$libraries/libe_sqlite3.so" "$folder/a/$libraries/"; fi
  else
    "$folder/a/build/publish.sh" "$1" "$2"
  fi
  "$folder/another/one/build/publish.sh" "$1" "$2"
  cmp "$folder/a/$binary" "$folder/another/one/$binary"
  echo "Both are the same: $1 $2 $(sha256sum <"$folder/a/$binary" | cut -d ' ' -f 1)"
}

digest() { # ARCHIVE: of the image in it
  tar --extract --to-stdout --file "$1" index.json | grep -o '"digest":"[^"]*"' | head -n 1 | cut -d '"' -f 4
}

compare_images() { # PROGRAM ARCHIVE ARCHITECTURE…
  local program=$1 archive=$2 first second
  shift 2
  "$folder/a/build/image.sh" "$program" "$@"
  "$folder/another/one/build/image.sh" "$program" "$@"
  first=$(digest "$folder/a/$archive") second=$(digest "$folder/another/one/$archive")
  [ "$first" = "$second" ] || { echo "The images differ: $program $first $second" >&2; exit 1; }
  echo "Both are the same: image of the $program $first"
}

copy a
copy another/one
compare client "$host"
if [ "${1:-}" = all ]; then
  compare server "$host"
  architectures=("$host")
  if [ "$host" = amd64 ]; then # only amd64 builds for another
    compare client arm64
    compare server arm64
    architectures+=(arm64)
  fi
  compare_images client artifacts/image.tar "${architectures[@]}"
  compare_images server artifacts/server-image.tar "${architectures[@]}"
fi
