#!/usr/bin/env bash
# Copies libssl.a and libcrypto.a to DIRECTORY without debug information and without unwind tables (.eh_frame): 0.5 MB of the
# client. Nothing walks through OpenSSL's C frames: a managed exception never crosses a native frame, the garbage collector
# starts at the frame that left managed code, and C has no exceptions. What is lost: a debugger's backtrace inside OpenSSL.
#   openssl-archives.sh DIRECTORY        OBJCOPY, OPENSSL_LIBRARIES: the tool and the folder for a cross build
set -euo pipefail
target=$1
objcopy=${OBJCOPY:-objcopy}
source=${OPENSSL_LIBRARIES:-}
if [ -z "$source" ]; then
  source=$(dirname "$("${CC:-gcc}" -print-file-name=libcrypto.a)")
fi
mkdir -p "$target"
for library in libssl.a libcrypto.a; do
  "$objcopy" --enable-deterministic-archives --strip-debug \
    --remove-section=.eh_frame --remove-section=.rela.eh_frame "$source/$library" "$target/$library"
done
