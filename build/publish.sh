#!/usr/bin/env bash
# Publishes the native programs into bin/.
#   publish.sh client|server|feed [amd64|arm64]   VERSION: what --version prints (default: git describe)
# The client is static and stripped. Every publish starts from nothing: an incremental one does not compile or link again when
# only a property changed.
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
  client) project=SecurityResponder.Client binary=security-responder flags=(-p:StaticBuild=true) ;;
  server) project=SecurityResponder.Server binary=security-responder-server flags=() ;;
  feed) project=SecurityResponder.Feed binary=security-responder-feed flags=() ;;
  *) echo "publish.sh: unknown program '$program': client, server and feed are built." >&2; exit 2 ;;
esac
if [ "$architecture" != "$(build/host.sh architecture)" ]; then
  source build/cross.sh "$architecture" # adds to flags
  binary=$binary-$architecture
fi

# MSBuild splits a property's value at ; and , and expands % and $: a version is handed over with these escaped.
escaped=$(printf %s "$version" | sed 's/%/%25/g; s/;/%3B/g; s/,/%2C/g; s/\$/%24/g; s/@/%40/g; s/"/%22/g')
output=artifacts/$architecture/out/$program
rm -rf "artifacts/$architecture"
log=artifacts/$architecture-$program.log
mkdir -p artifacts bin
{
  # PathMap, EnableSourceControlManagerQueries: the same bytes from every folder, with git and without.
  # Restored for both architectures, as the lock files say: --runtime would restore (and lock) for one.
  dotnet restore "src/$project" --artifacts-path "artifacts/$architecture" &&
    dotnet publish "src/$project" --no-restore --configuration Release --runtime "$rid" \
      --artifacts-path "artifacts/$architecture" --output "$output" -p:BuildVersion="$escaped" \
      -p:PathMap="$PWD/=/source/" -p:EnableSourceControlManagerQueries=false ${flags[@]+"${flags[@]}"}
} >"$log" 2>&1 || { cat "$log"; exit 1; }
# The one sort of warning that a static glibc program gives (harmless: DNS and TLS work without glibc's plug-ins) stays in the log.
grep -E 'warning (IL|CS|CA|NU|MSB|NETSDK)' "$log" || true

cp "$output/${binary%-"$architecture"}" "bin/$binary"
if [ "$program" = server ]; then
  find "$output" -maxdepth 1 -name '*.so' -exec install -m 755 {} bin/ \;
fi
printf '%s\n' "$version" >bin/VERSION
echo "bin/$binary $version $(stat -c %s "bin/$binary") bytes"
