#!/usr/bin/env bash
# Makes the files of a release in artifacts/release: programs, images and charts as OCI layouts, SBOMs, provenance, checksums, signatures.
# Programs that publish.sh has already built for this version are taken from bin/. Each program is executed.
#   release.sh            VERSION: a tag, v1.2.3. COSIGN_KEY, COSIGN_PASSWORD: the key to sign with. FEED: the feed of the feed image
#   release.sh --dry-run  any VERSION, a key that is thrown away, the sample feed; then everything that need not be compiled is made again
#                         and compared, the SBOMs are validated, and the commands of docs/verify.md are run
set -euo pipefail
cd "$(dirname "$0")/.."
dry_run=false
if [ "${1:-}" = --dry-run ]; then dry_run=true; fi
VERSION=${VERSION:-$(build/host.sh version)}
export VERSION
folder=artifacts/release
here=$(build/host.sh architecture)
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
step() { printf '%s (%d s)\n' "$1" "$SECONDS"; }

check_version() { # the charts of a release name its images
  local chart tag
  [[ $VERSION =~ ^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] ||
    { echo "release.sh: VERSION=$VERSION is not a version such as v1.2.3" >&2; return 1; }
  for chart in charts/*; do
    tag=$(sed -n '/^image:/,/^[a-z]/s/^  tag: *//p' "$chart/values.yaml" | head -n 1)
    if [ "$tag" != "$VERSION" ] || ! grep -qxF "appVersion: $VERSION" "$chart/Chart.yaml"; then
      echo "release.sh: $chart is for $tag: set image.tag in values.yaml and appVersion in Chart.yaml to $VERSION" >&2
      return 1
    fi
  done
}

programs() { # builds what is missing, and runs every program
  local program architecture binary built emulator
  for architecture in amd64 arm64; do
    if [ "$architecture" != "$here" ]; then build/cross-sysroot.sh "$architecture" ".tools/sysroot-$architecture"; fi
    for program in client server feed; do
      binary=$(build/host.sh binary "$program" "$architecture")
      built=$(cat "artifacts/$architecture/$program/VERSION" 2>/dev/null || true)
      # What "dirty" means changes with every edit.
      if [ ! -x "$binary" ] || [ "$built" != "$VERSION" ] || [[ $VERSION == *-dirty ]]; then
        build/publish.sh "$program" "$architecture"
      fi
      emulator=()
      # -L: where a program for another architecture finds its libraries.
      if [ "$architecture" != "$here" ]; then emulator=(qemu-aarch64-static -L ".tools/sysroot-$architecture"); fi
      ${emulator[@]+"${emulator[@]}"} "$binary" --version | grep -qF "$VERSION" ||
        { echo "release.sh: $binary is not $VERSION" >&2; return 1; }
      collect "$program" "$architecture" "$binary"
    done
  done
}
collect() { # PROGRAM ARCHITECTURE BINARY: the file under the name that users download, and its SBOM
  local name libraries=bin
  name=$(basename "$(build/host.sh binary "$1" "$here")")
  if [ "$2" != "$here" ]; then libraries=bin/$2; fi
  if [ "$1" = server ]; then
    mkdir -p "$temporary/$2/$name"
    install -m 755 "$3" "$temporary/$2/$name/$name"
    install -m 644 "$libraries/libe_sqlite3.so" "$temporary/$2/$name/"
    tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - -C "$temporary/$2" "$name" |
      gzip --no-name --best >"$folder/$name-linux-$2.tar.gz"
  else
    install -m 755 "$3" "$folder/$name-linux-$2"
  fi
  build/sbom.sh "$1" "$2" "$folder/$name-linux-$2.cdx.json"
}

sign() {
  if $dry_run; then
    export COSIGN_KEY=$temporary/cosign.key COSIGN_PASSWORD=
    source build/cosign.sh
    (cd "$temporary" && "$cosign" generate-key-pair 2>/dev/null)
  fi
  build/release-sign.sh "$folder"
}

images() { # FOLDER
  build/image.sh client
  build/image.sh server
  build/release-oci.sh "$1" "$feed"
}

repeat() { # images, charts and layouts again: the same bytes?
  images "$temporary/again" >/dev/null
  diff --recursive "$temporary/again" "$folder" | grep -v "^Only in $folder: " >"$temporary/differences" || true
  if [ -s "$temporary/differences" ]; then
    cat "$temporary/differences" >&2
    return 1
  fi
  echo "Images, charts and layouts are the same when they are made again."
}

feed=${FEED:-samples/feed.json}
if ! $dry_run; then
  check_version
  : "${FEED:?release.sh: the feed of the feed image}" "${COSIGN_KEY:?release.sh: the key to sign with}"
fi
rm -rf "$folder"
mkdir -p "$folder"
step "Programs"
programs
step "Images and charts"
images "$folder"
step "Provenance, checksums and signatures"
build/provenance.sh "$folder" >"$temporary/provenance.json"
cp "$temporary/provenance.json" "$folder/"
sign
if $dry_run; then
  step "Everything that is not compiled, again"
  repeat
  step "The commands of docs/verify.md"
  node build/sbom/validate.mjs "$folder"/*.cdx.json
  build/verify-docs.sh Releases "$folder"
  rm "$folder/SHA256SUMS.der"
fi
step "Release $VERSION in $folder"
(cd "$folder" && stat --format '%s %n' -- * | while read -r size name; do
  [ -d "$name" ] || printf '%11d  %s  %s\n' "$size" "$(sha256sum "$name" | cut -c 1-16)…" "$name"
done)
sed 's/^/  /' "$folder/digests.txt"
