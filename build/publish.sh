#!/usr/bin/env bash
# Publishes the native programs into bin/.
#   publish.sh client|server|feed [amd64|arm64]   VERSION: what --version prints (default: git describe)
# The client is static and stripped. Every publish starts from nothing: an incremental one does not compile or link again when
# only a property changed. What a program for the other architecture loads is in bin/ARCHITECTURE.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1
architecture=${2:-$(build/host.sh architecture)}
version=${VERSION:-$(build/host.sh version)}

case $architecture in
  amd64) rid=linux-x64 ;;
  arm64) rid=linux-arm64 ;;
  *) echo "publish.sh: unknown architecture '$architecture': amd64 and arm64 are built." >&2; exit 2 ;;
esac
case $program in
  client) project=SecurityResponder.Client flags=(-p:StaticBuild=true) ;;
  server) project=SecurityResponder.Server flags=() ;;
  feed) project=SecurityResponder.Feed flags=() ;;
  *) echo "publish.sh: unknown program '$program': client, server and feed are built." >&2; exit 2 ;;
esac
binary=$(build/host.sh binary "$program" "$architecture")
libraries=bin
if [ "$architecture" != "$(build/host.sh architecture)" ]; then
  source build/cross.sh "$architecture" # adds to flags
  libraries=bin/$architecture
fi

# MSBuild splits a property's value at ; and , and expands % and $: a version is handed over with these escaped.
escaped=$(printf %s "$version" | sed 's/%/%25/g; s/;/%3B/g; s/,/%2C/g; s/\$/%24/g; s/@/%40/g; s/"/%22/g')
work=artifacts/$architecture/$program
output=$work/out
rm -rf "$work"
log=artifacts/$architecture-$program.log
mkdir -p "$work" "$libraries"
{
  # PathMap, EnableSourceControlManagerQueries and no debug files: the same bytes from every folder, with git and without.
  # Restored for both architectures, as the lock files say: --runtime would restore (and lock) for one.
  # The analyzers run in `make test`; they are more than half of the time of a compilation and change no byte.
  dotnet restore "src/$project" --artifacts-path "$work" &&
    dotnet publish "src/$project" --no-restore --configuration Release --runtime "$rid" \
      --artifacts-path "$work" --output "$output" -p:BuildVersion="$escaped" \
      -p:PathMap="$PWD/=/source/" -p:EnableSourceControlManagerQueries=false -p:NativeDebugSymbols=false -p:DebugType=none \
      -p:RunAnalyzers=false ${flags[@]+"${flags[@]}"}
} >"$log" 2>&1 || { cat "$log"; exit 1; }
# The one sort of warning that a static glibc program gives (harmless: DNS and TLS work without glibc's plug-ins) stays in the log.
grep -E 'warning (IL|CS|CA|NU|MSB|NETSDK)' "$log" || true

program_name=$(basename "${binary%-"$architecture"}")
cp "$output/$program_name" "$binary"
if [ "$program" = server ]; then
  find "$output" -maxdepth 1 -name '*.so' -exec install -m 755 {} "$libraries/" \;
fi
printf '%s\n' "$version" >bin/VERSION
printf '%s\n' "$version" >"$work/VERSION"
echo "$binary $version $(stat -c %s "$binary") bytes"
