#!/usr/bin/env bash
# Lays out what the responder's image holds: bin/security-responder-server, the libraries that it loads, the public certificate
# authorities, and nothing that a shell could run.
#   server-root.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
mkdir -p "$folder/app" "$folder/etc/ssl/certs" "$folder/data" "$folder/tmp"
chmod 1777 "$folder/tmp"
chmod 777 "$folder/data"
install -m 755 bin/security-responder-server "$folder/app/"
install -m 644 bin/libe_sqlite3.so "$folder/app/"
build/ca-bundle.sh "$folder/etc/ssl/certs/ca-certificates.crt"

# The linker's word for what is linked, and OpenSSL, which .NET looks for when it speaks TLS first.
openssl=$(ldconfig -p | awk '/libssl\.so\.3 /{ print $NF; exit }')
[ -n "$openssl" ] || { echo "server-root.sh: OpenSSL 3 is missing: apt-get install libssl3" >&2; exit 1; }
for file in bin/security-responder-server bin/libe_sqlite3.so "$openssl"; do
  ldd "$file" | awk '$3 ~ /^\// { print $3 } $1 ~ /^\// { print $1 }'
  case $file in /*) echo "$file" ;; esac
done | sort -u | while read -r library; do
  install -D -m 755 "$library" "$folder$library"
done
