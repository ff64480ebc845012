#!/usr/bin/env bash
# Runs the commands that a section of docs/verify.md shows, in a folder: what users are told must work.
#   verify-docs.sh SECTION FOLDER        SECTION: the heading, such as Releases
set -euo pipefail
cd "$(dirname "$0")/.."
section=$1 folder=$2
export PATH=$PATH:$PWD/.tools:$PWD/bin
commands=$(awk -v heading="## $section" '
  /^## / { inside = ($0 == heading) }
  /^```/ { code = inside && $0 == "```sh"; next }
  code' docs/verify.md)
[ -n "$commands" ] || { echo "verify-docs.sh: docs/verify.md shows no commands in '$section'" >&2; exit 1; }
cd "$folder"
bash -euo pipefail -c "$commands"
