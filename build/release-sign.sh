#!/usr/bin/env bash
# Writes SHA256SUMS of the files in a release folder and signs it, and puts the provenance into a signed envelope (DSSE).
#   release-sign.sh FOLDER        COSIGN_KEY: key file or address of a key; COSIGN_PASSWORD: of a key file. Leaves cosign.pub, too
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
: "${COSIGN_KEY:?release-sign.sh signs with the key that COSIGN_KEY names}"
source build/cosign.sh

# https://github.com/secure-systems-lab/dsse: what is signed is "DSSEv1", and the lengths and texts of type and payload.
type=application/vnd.in-toto+json
statement=$folder/provenance.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  printf 'DSSEv1 %d %s %d ' "${#type}" "$type" "$(stat -c %s "$statement")"
  cat "$statement"
} >"$work/pae"
build/sign-blob.sh "$work/pae" "$COSIGN_KEY" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
signature=$(jq -r .messageSignature.signature "$work/pae.sigstore.json")
jq -nc --arg type "$type" --arg payload "$(base64 -w 0 "$statement")" --arg sig "$signature" \
  '{payloadType: $type, payload: $payload, signatures: [{keyid: "", sig: $sig}]}' >"$folder/provenance.intoto.jsonl"

rm -f "$folder"/SHA256SUMS* "$folder/cosign.pub"
(cd "$folder" && find . -maxdepth 1 -type f -printf '%P\n' | LC_ALL=C sort | xargs sha256sum) >"$work/sums"
cp "$work/sums" "$folder/SHA256SUMS"
build/sign-blob.sh "$folder/SHA256SUMS" "$COSIGN_KEY" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
"$cosign" public-key --key "$COSIGN_KEY" >"$folder/cosign.pub" 2>/dev/null
chmod 644 "$folder"/*.sig* "$folder"/cosign.pub
