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

exec build/sign-blob.sh "$feed" "$key"
