#!/usr/bin/env bash
# Proves that `make run` and `make test` need a Debian with the .NET SDK, git and make, and nothing else. It makes a minimal root,
# clones HEAD into it twice, and runs `make run` as an ordinary user, then the tests and the other TARGETS as root. Takes root.
#   fresh.sh SUITE [TARGET…]      SUITE: bookworm or trixie. TARGET: further make targets, such as lint.
#   TESTS: names of test projects, all by default.  NOT_TESTED: namespaces of tests to leave out.
#   SERVER_ARCHITECTURES: those of the responder's image.  RUN_ANALYZERS: false to build the tests without them.
#   FRESH_CACHE: a folder that keeps NuGet's and npm's downloads between runs.
# The result files end up in artifacts/fresh/SUITE. The last line is that of the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
suite=$1
shift
[ "$(id -u)" = 0 ] || { echo 'fresh.sh mounts file systems and needs root: sudo env "PATH=$PATH" make fresh' >&2; exit 1; }
unshare --mount --propagation private mount -t tmpfs tmpfs /mnt 2>/dev/null ||
  { echo "fresh.sh: mounting is not allowed here. A fresh root takes the right to mount (CAP_SYS_ADMIN)." >&2; exit 1; }

cache=${FRESH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/security-responder-fresh}
results=$PWD/artifacts/fresh/$suite
# The folder around the root is closed to other users of this machine.
work=$(mktemp -d "${TMPDIR:-/var/tmp}/fresh-$suite.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root
user=1000
heading() { printf '\n== %s: %s (%d s)\n' "$suite" "$1" "$SECONDS"; }
inside() { build/fresh-enter.sh "$root" "$cache" "$@" </dev/null; } # USER FOLDER COMMAND…

heading "making a minimal root"
build/fresh-root.sh "$suite" "$root"
[ -z "$(git status --porcelain)" ] || echo "The work tree has changes that are not committed. They are left out: HEAD is tested."
for folder in srv/run srv/test; do
  mkdir -p "$root/$folder"
  git clone --quiet --no-hardlinks "$PWD" "$root/$folder/project"
done
chown -R "$user:$user" "$root/srv/run"

status=0
heading "make run, as an ordinary user"
inside "$user" /srv/run/project make run || { echo "make run failed"; status=1; }

heading "make test"
log=$root/srv/test/test.log
inside 0 /srv/test/project make test TESTS="${TESTS:-}" SERVER_ARCHITECTURES="${SERVER_ARCHITECTURES:-amd64 arm64}" \
  NOT_TESTED="${NOT_TESTED:-}" RunAnalyzers="${RUN_ANALYZERS:-true}" 2>&1 | tee "$log" || status=1
rm -rf "$results"
mkdir -p "$results"
cp "$root"/srv/test/project/artifacts/test-results/*.trx "$results/" 2>/dev/null || true
for target in "$@"; do
  heading "make $target"
  inside 0 /srv/test/project make "$target" || { echo "make $target failed"; status=1; }
done

heading "the client's size"
stat --format '%n %s bytes' "$root"/srv/test/project/bin/security-responder{,-arm64} | sed "s#$root/srv/test/project/##" || status=1
grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$log" | tail -n 1 || { echo "0 passed, 1 failed"; status=1; }
exit "$status"
