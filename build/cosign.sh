# shellcheck shell=bash
# Sourced: finds cosign, and the options with which versions 2 and 3 sign with a key and without a transparency log. Who verifies has the
# key, also where there is no network.
cosign=$(command -v cosign || echo "$PWD/.tools/cosign")
[ -x "$cosign" ] || { echo "cosign is missing: run make tools." >&2; exit 1; }

cosign_options() { # SUBCOMMAND: sets `options`, and `has` for its own options
  help=$("$cosign" "$1" --help 2>&1)
  options=()
  if has yes; then options+=(--yes); fi
  if has tlog-upload; then options+=(--tlog-upload=false); fi
  # cosign 3 writes other forms by default, which version 2 does not read.
  if has use-signing-config; then options+=(--use-signing-config=false); fi
}
has() { [[ $help == *"--$1"* ]]; } # OPTION
