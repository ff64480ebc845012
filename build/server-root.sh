#!/usr/bin/env bash
# Lays out what the responder's image holds: bin/security-responder-server, the libraries that it loads, the public certificate
# authorities, and nothing that a shell could run.
#   server-root.sh FOLDER [ARCHITECTURE]      by default that of this machine
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1 here=$(build/host.sh architecture)
architecture=${2:-$here}
case $architecture in
  amd64) triplet=x86_64-linux-gnu ;;
  arm64) triplet=aarch64-linux-gnu ;;
  *) echo "server-root.sh: unknown architecture '$architecture'." >&2; exit 2 ;;
esac
program=$(build/host.sh binary server "$architecture")
if [ "$architecture" = "$here" ]; then
  libraries=bin source=
else
  libraries=bin/$architecture source=$PWD/.tools/sysroot-$architecture
  build/cross-sysroot.sh "$architecture" "$source"
fi
[ -x "$program" ] || { echo "server-root.sh: $program is missing: run make image." >&2; exit 1; }

mkdir -p "$folder/app" "$folder/etc/ssl/certs" "$folder/data" "$folder/tmp" "$folder/lib/$triplet"
chmod 1777 "$folder/tmp"
chmod 777 "$folder/data"
install -m 755 "$program" "$folder/app/security-responder-server"
install -m 644 "$libraries/libe_sqlite3.so" "$folder/app/"
build/ca-bundle.sh "$folder/etc/ssl/certs/ca-certificates.crt"

installed() { # NAME: the file of a library
  local place
  for place in "$source"/{usr/lib,lib}/{"$triplet",}/"$1" "$source/lib64/$1"; do
    if [ -e "$place" ]; then
      echo "$place"
      return
    fi
  done
  echo "server-root.sh: the library $1 for $architecture is missing: apt-get install libssl3" >&2
  return 1
}
add() { # FILE: the libraries that it needs, and those that they need
  local name file
  for name in $(readelf --dynamic --wide "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
    if [ ! -e "$folder/lib/$triplet/$name" ] && [[ $name != ld-linux-* ]]; then
      file=$(installed "$name")
      install -m 755 "$file" "$folder/lib/$triplet/$name"
      add "$file"
    fi
  done
}
add "$program"
add "$libraries/libe_sqlite3.so"
# OpenSSL, which .NET looks for when it speaks TLS first.
for name in libssl.so.3 libcrypto.so.3; do
  install -m 755 "$(installed "$name")" "$folder/lib/$triplet/$name"
  add "$folder/lib/$triplet/$name"
done
# The loader has a fixed place.
loader=$(readelf --program-headers --wide "$program" | sed -n 's/.*program interpreter: \(.*\)\]/\1/p')
install -D -m 755 "$(installed "$(basename "$loader")")" "$folder$loader"
