#!/usr/bin/env bash
# Signs a feed: writes FILE.sig and FILE.sigstore.json.
#   feed-sign.sh FILE KEY
# KEY is a file (cosign.key, PKCS #8 or EC PEM), which security-responder-feed reads without cosign; or the address of a key outside, such as
# awskms:///alias/feed, which cosign 2 or 3 signs with.
set -euo pipefail
cd "$(dirname "$0")/.."
feed=${1:-} key=${2:-}
if [ -z "$feed" ] || [ -z "$key" ]; then
  echo "usage: make feed-sign FEED=feed.json KEY=cosign.key" >&2
  exit 2
fi

case $key in
  *://*) ;;
  *)
    if [ -x bin/security-responder-feed ]; then
      exec bin/security-responder-feed sign --key "$key" "$feed"
    fi
    exec dotnet run --project src/SecurityResponder.Feed -- sign --key "$key" "$feed"
    ;;
esac

cosign=$(command -v cosign || echo .tools/cosign)
[ -x "$cosign" ] || { echo "feed-sign: $key needs cosign (make tools)." >&2; exit 1; }
# Without a log: the clients have the key itself. cosign 3 writes the old form only when its new defaults are switched off.
help=$("$cosign" sign-blob --help 2>&1)
has() { [[ $help == *"--$1"* ]]; }
options=(--yes --key "$key")
if has tlog-upload; then options+=(--tlog-upload=false); fi
if has use-signing-config; then options+=(--use-signing-config=false); fi
if has output-signature; then
  old=("${options[@]}")
  if has new-bundle-format; then old+=(--new-bundle-format=false); fi
  "$cosign" sign-blob "${old[@]}" --output-signature "$feed.sig" "$feed"
else
  rm -f "$feed.sig"
fi
if has new-bundle-format; then options+=(--new-bundle-format); fi
"$cosign" sign-blob "${options[@]}" --bundle "$feed.sigstore.json" "$feed" >/dev/null
