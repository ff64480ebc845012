#!/usr/bin/env bash
# Writes the certificate authorities of Debian's ca-certificates package to FILE. Not the machine's own bundle: that may hold
# a company's authority, which has no place in an image for others.
set -euo pipefail
file=$1
authorities=(/usr/share/ca-certificates/mozilla/*.crt)
[ -e "${authorities[0]}" ] || { echo "ca-bundle.sh: package ca-certificates is not installed." >&2; exit 1; }
mkdir -p "$(dirname "$file")"
LC_ALL=C; export LC_ALL
cat /usr/share/ca-certificates/mozilla/*.crt >"$file"
