#!/usr/bin/env bash
# Writes the CycloneDX SBOM of a program that publish.sh has built: the NuGet packages as restored (by the CycloneDX tool), .NET's
# runtime as the compiler read it, and the native libraries that are linked in or shipped in the image, with their Debian packages.
#   sbom.sh client|server|feed ARCHITECTURE FILE
# The same program makes the same file: the time is that of the commit, and the serial number comes from the binary. The list of the
# CycloneDX tool, which also has the compilers, is left in artifacts/ARCHITECTURE/PROGRAM/nuget.json.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1 architecture=$2 file=$3
case $program in
  client) project=SecurityResponder.Client ;;
  server) project=SecurityResponder.Server ;;
  feed) project=SecurityResponder.Feed ;;
  *) echo "sbom.sh: client, server or feed?" >&2; exit 2 ;;
esac
case $architecture in
  amd64) rid=linux-x64 ;;
  arm64) rid=linux-arm64 ;;
  *) echo "sbom.sh: amd64 or arm64?" >&2; exit 2 ;;
esac
work=artifacts/$architecture/$program
binary=$(build/host.sh binary "$program" "$architecture")
[ -x "$binary" ] && [ -d "$work/obj" ] || { echo "sbom.sh: run build/publish.sh $program $architecture first." >&2; exit 1; }
version=$(cat "$work/VERSION")
name=$(basename "$(build/host.sh binary "$program" "$(build/host.sh architecture)")")
if [ "$architecture" != "$(build/host.sh architecture)" ]; then build/cross-sysroot.sh "$architecture" ".tools/sysroot-$architecture"; fi
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

dotnet tool restore >"$temporary/log" 2>&1 || { cat "$temporary/log" >&2; exit 1; }
dotnet tool run dotnet-CycloneDX -- "src/$project/$project.csproj" --runtime "$rid" --disable-package-restore \
  --base-intermediate-output-path "$PWD/$work" --no-serial-number --spec-version 1.6 --output-format Json \
  --set-name "$name" --set-version "$version" --output "$work" --filename nuget.json \
  >"$temporary/log" 2>&1 || { cat "$temporary/log" >&2; exit 1; }

component() { # NAME VERSION PURL LICENCE HASH-ALGORITHM HASH PURPOSE, as a line that is parted by tabs
  local IFS=$'\t'
  echo "$*"
}

packages() { # the runtime packs that the native compiler read, from the folder where NuGet keeps them
  local response folder name version hash
  response=$(find "$work/obj/$project" -name '*.ilc.rsp')
  grep -oE '/[^:]*/microsoft\.(net|asp)[a-z]*\.app\.runtime\.[a-z0-9.-]+/[^/]+/' "$response" | sort -u | while read -r folder; do
    version=$(basename "$folder")
    # The name as its author writes it.
    name=$(sed -n 's/.*<id>\(.*\)<\/id>.*/\1/p' "$folder"/*.nuspec | head -n 1)
    hash=$(base64 -d <"$(find "$folder" -name '*.nupkg.sha512')" | od -An -v -tx1 | tr -d ' \n')
    component "$name" "$version" "pkg:nuget/$name@$version" MIT SHA-512 "$hash" "linked statically"
  done
}

# shellcheck source=/dev/null
distribution=$(. /etc/os-release && echo "$ID-${VERSION_ID:-0}")
debian() { # PACKAGE PURPOSE: a package of this machine or, where another architecture has its own, of the folder of cross-sysroot.sh
  local name=$1 purpose=$2 version hash='' arch=$architecture license
  local sysroot=.tools/sysroot-$architecture/packages
  if [ "$architecture" != "$(build/host.sh architecture)" ] && grep -q "^$name " "$sysroot"; then
    read -r _ version hash < <(grep "^$name " "$sysroot")
  else
    version=$(dpkg-query --show --showformat='${Version}' "$name")
    arch=$(dpkg-query --show --showformat='${Architecture}' "$name")
    hash=$(apt-cache show "$name=$version" 2>/dev/null | sed -n 's/^SHA256: //p' | head -n 1)
  fi
  case $name in
    libssl*) license=Apache-2.0 ;;
    libc6*) license=LGPL-2.1-or-later ;;
    libgcc*) license='GPL-3.0-or-later WITH GCC-exception-3.1' ;;
    zlib1g) license=Zlib ;;
    libzstd1) license='BSD-3-Clause OR GPL-2.0-only' ;;
    ca-certificates) license=MPL-2.0 ;;
    *) echo "sbom.sh: the licence of $name is not known here." >&2; return 1 ;;
  esac
  component "$name" "$version" "pkg:deb/${distribution%%-*}/$name@${version//+/%2B}?arch=$arch&distro=$distribution" "$license" \
    SHA-256 "$hash" "$purpose"
}
owner() { dpkg-query --search "$(realpath "$1")" | sed 's/:.*//' | head -n 1; } # FILE: its package

native() {
  local compiler=gcc library
  [ "$architecture" = "$(build/host.sh architecture)" ] || compiler=aarch64-linux-gnu-gcc
  if [ "$program" = client ]; then
    debian libssl-dev "linked statically"
    debian "$(owner "$("$compiler" -print-file-name=libc.a)")" "linked statically"
    debian "$(owner "$("$compiler" -print-libgcc-file-name)")" "linked statically"
  elif [ "$program" = server ]; then
    sqlite
    debian libc6 "in the image"
    # The package has had another name since Debian 13.
    debian "$(owner "$(ldconfig -p | awk '/libssl\.so\.3 /{ print $NF; exit }')")" "in the image"
    for library in "zlib1g libz.so.1" "libzstd1 libzstd.so.1"; do
      if readelf --dynamic "/usr/lib/$(gcc -print-multiarch)/libcrypto.so.3" | grep -q "\[${library#* }\]"; then
        debian "${library% *}" "in the image"
      fi
    done
  fi
  if [ "$program" != feed ]; then debian ca-certificates "in the image"; fi
}
sqlite() { # the library of the package SQLitePCLRaw.lib.e_sqlite3
  local library=bin/libe_sqlite3.so version hash
  [ "$architecture" = "$(build/host.sh architecture)" ] || library=bin/$architecture/libe_sqlite3.so
  version=$(strings "$library" | grep -xE '3\.[0-9]+\.[0-9]+' | head -n 1)
  hash=$(sha256sum "$library" | cut -d ' ' -f 1)
  component SQLite "$version" "pkg:generic/sqlite@$version" blessing SHA-256 "$hash" "libe_sqlite3.so"
}

{ packages; native; } | jq -R -n '
  [inputs | split("\t") | {type: "library", "bom-ref": .[2], name: .[0], version: .[1], scope: "required", licenses: [{expression: .[3]}],
    hashes: (if .[5] == "" then [] else [{alg: .[4], content: .[5]}] end), purl: .[2],
    properties: [{name: "security-responder:purpose", value: .[6]}]}]' >"$temporary/native.json"
sum=$(sha256sum "$binary" | cut -d ' ' -f 1)
# Version 8 of RFC 9562: a UUID of one's own making.
uuid=${sum:0:8}-${sum:8:4}-8${sum:13:3}-8${sum:17:3}-${sum:20:12}
jq --sort-keys --slurpfile native "$temporary/native.json" --arg uuid "urn:uuid:$uuid" --arg sum "$sum" --arg arch "$architecture" \
  --arg time "$(TZ=UTC git log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ 2>/dev/null || echo 1970-01-01T00:00:00Z)" '
  ([.components[] | select(.scope == "excluded")."bom-ref"]) as $excluded
  | .metadata.component."bom-ref" as $program
  | .serialNumber = $uuid | .metadata.timestamp = $time
  | .metadata.component += {hashes: [{alg: "SHA-256", content: $sum}], licenses: [{license: {id: "Apache-2.0"}}],
                            properties: [{name: "security-responder:architecture", value: $arch}]}
  # Compilers and analyzers are not part of the program.
  | .components = ([.components[] | select(."bom-ref" as $ref | $excluded | index($ref) | not)] + $native[0] | sort_by(."bom-ref"))
  | .dependencies = ([.dependencies[] | select(.ref as $ref | $excluded | index($ref) | not)
      | if .dependsOn then .dependsOn -= $excluded else . end
      | if .ref == $program then .dependsOn += [$native[0][]."bom-ref"] else . end]
      + [$native[0][] | {ref: ."bom-ref"}] | sort_by(.ref))' "$work/nuget.json" >"$file"
