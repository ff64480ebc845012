#!/usr/bin/env bash
# Changes COUNT random operators of the shared library, one at a time, and runs the library's tests against each change. Prints what
# no test notices, and fails if fewer than 95 of 100 are noticed.
#   mutants.sh [COUNT] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-200}
seed=${2:-1}
project=$PWD/src/SecurityResponder/SecurityResponder.csproj
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build tests/SecurityResponder.Tests --configuration Release --nologo --verbosity quiet
dotnet build bench/SecurityResponder.Mutants --configuration Release --nologo --verbosity quiet
dotnet msbuild "$project" -target:Rebuild -property:Configuration=Release -property:RunAnalyzers=false -property:OutputPath="$work/out/" \
  -property:IntermediateOutputPath="$work/obj/" -property:EmitCompilerGeneratedFiles=true \
  -property:CompilerGeneratedFilesOutputPath="$work/generated" -property:ProvideCommandLineArgs=true -getItem:CscCommandLineArgs |
  sed -n 's/^ *"Identity": "\(.*\)",$/\1/p' | sed 's/\\"/"/g; s/\\\\/\\/g' >"$work/arguments"

# The tests find samples by the path of their own source, so a copy of the built program finds them, too.
cp -r tests/SecurityResponder.Tests/bin/Release/net10.0 "$work/tests"
bench/SecurityResponder.Mutants/bin/Release/net10.0/SecurityResponder.Mutants "$(dirname "$project")" "$work/arguments" "$work/generated" \
  "$work/tests" bench/SecurityResponder.Mutants/equivalent.txt "$seed" "$count"
