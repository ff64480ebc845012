#!/usr/bin/env bash
# Builds and runs every test project and ends with one line: "N passed, N failed" or "N passed, N failed, N skipped".
#   test.sh [NAME…]        only the projects whose name contains NAME
#   NOT_TESTED: namespaces of tests to leave out
# The sums come from the result files. A project that crashes, leaves no result file or ran no test counts as one failure.
set -euo pipefail
cd "$(dirname "$0")/.."
results=artifacts/test-results
# What setup.sh unpacked: kubectl for the tests that call it.
export PATH=$PATH:$PWD/.tools
rm -rf "$results"
mkdir -p "$results"

wanted() { # PROJECT [NAME…]
  local project=$1; shift
  [ $# -eq 0 ] && return 0
  local name
  for name in "$@"; do [[ $project == *"$name"* ]] && return 0; done
  return 1
}

counter() { # FILE NAME: the number of that name in the file's <Counters …/>
  local number
  number=$(sed -n "s/.*<Counters [^>]*\b$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1)
  echo "${number:-0}"
}

ended_well() { # EXIT-CODE FAILED SKIPPED: does the exit code agree with the results?
  case $1 in
    0) [ "$2" -eq 0 ] ;;
    2) [ "$2" -gt 0 ] ;; # tests failed
    8) [ "$3" -gt 0 ] ;; # no test ran, which is right where all were skipped
    *) false ;;
  esac
}

filter=()
for namespace in ${NOT_TESTED:-}; do filter+=(--filter-not-namespace "$namespace"); done

# One build of everything uses all cores. Where it fails, each project is built alone, so that the others are tested.
is_built=no
if [ $# -eq 0 ] && dotnet build SecurityResponder.slnx --configuration Release --nologo --verbosity quiet; then
  is_built=yes
fi

passed=0 failed=0 skipped=0
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  wanted "$name" "$@" || continue
  if [ $is_built = no ] && ! dotnet build "$project" --configuration Release --nologo --verbosity quiet; then
    echo "$name does not build"
    failed=$((failed + 1))
    continue
  fi
  status=0
  timeout 20m "tests/$name/bin/Release/net10.0/$name" --results-directory "$results" --report-trx --report-trx-filename "$name.trx" \
    --progress off ${filter[@]+"${filter[@]}"} </dev/null || status=$?
  trx=$results/$name.trx
  run_passed=0 run_failed=0 run_skipped=0
  if [ -s "$trx" ]; then
    run_passed=$(counter "$trx" passed) run_failed=$(counter "$trx" failed) run_skipped=$(counter "$trx" notExecuted)
  fi
  passed=$((passed + run_passed)) failed=$((failed + run_failed)) skipped=$((skipped + run_skipped))
  if ! ended_well "$status" "$run_failed" "$run_skipped"; then
    echo "$name ended with exit code $status, $run_failed failed and $run_skipped skipped tests in its results: counted as a failure"
    failed=$((failed + 1))
  fi
done

if [ $((passed + failed)) -eq 0 ]; then
  echo "No test ran"
  failed=1
fi
build/failed.sh || true
line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]
