#!/usr/bin/env bash
# Signs a file with cosign 2 or 3: writes FILE.sig (if this cosign still can) and FILE.sigstore.json.
#   sign-blob.sh FILE KEY       KEY: a key file, or the address of a key outside, such as awskms:///alias/feed
set -euo pipefail
cd "$(dirname "$0")/.."
file=$1 key=$2
source build/cosign.sh
cosign_options sign-blob
options+=(--key "$key")
if has output-signature; then
  old=("${options[@]}")
  if has new-bundle-format; then old+=(--new-bundle-format=false); fi
  "$cosign" sign-blob "${old[@]}" --output-signature "$file.sig" "$file"
else
  rm -f "$file.sig"
fi
if has new-bundle-format; then options+=(--new-bundle-format); fi
"$cosign" sign-blob "${options[@]}" --bundle "$file.sigstore.json" "$file" >/dev/null
