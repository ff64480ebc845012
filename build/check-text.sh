#!/usr/bin/env bash
# Fails when a committed file names a folder of one machine, or when a lock file or NuGet.Config names a package source:
# the sources a company builds from are its own affair and must not be asked from ours. Also when a symbolic link or an
# ignored file is committed: both come from one machine, and a link in place of .tools stops the set-up of every clone.
set -euo pipefail
cd "$(dirname "$0")/.."
status=0

forbid() { # WHAT PATTERN PATHSPEC…
  local what=$1 pattern=$2; shift 2
  if git grep --line-number --extended-regexp "$pattern" -- "$@" ':!build/check-text.sh'; then
    echo "check-text: $what" >&2
    status=1
  fi
}

forbid "a path of one machine" '(^|[^A-Za-z0-9_.$}/-])/(work|root|home/[a-z]+|Users/[A-Za-z]+|tmp/[a-z])/' ':!*.lock.json'
forbid "a package source" 'https?://[^ "]*(/v3/index\.json|/npm/|/simple/?|/nuget/)' .

if git ls-files --stage | grep '^120000'; then
  echo "check-text: a symbolic link" >&2
  status=1
fi
if git ls-files --cached --ignored --exclude-standard | grep .; then
  echo "check-text: a file that .gitignore names" >&2
  status=1
fi
exit "$status"
