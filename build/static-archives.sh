#!/usr/bin/env bash
# Copies libssl.a, libcrypto.a and libc.a to DIRECTORY without debug information and without unwind tables (.eh_frame): 0.6 MB of
# the client. Nothing walks through C frames here: a managed exception never crosses a native frame, the garbage collector starts
# at the frame that left managed code, C has no exceptions, and no thread is cancelled. What is lost: a debugger's backtrace in C.
# A libcrypto.a of OpenSSL 3.5 loses what the client never uses: see openssl-stubs.c.
#   static-archives.sh DIRECTORY        CC, OBJCOPY, OPENSSL_LIBRARIES: the tools and the folder for a cross build
set -euo pipefail
target=$1
compiler=${CC:-gcc} objcopy=${OBJCOPY:-objcopy}
ar=${objcopy%objcopy}ar
of_compiler() { "$compiler" -print-file-name="$1"; } # LIBRARY
mkdir -p "$target"
for library in libssl.a libcrypto.a libc.a; do
  source=$(of_compiler "$library")
  if [ "$library" != libc.a ] && [ -n "${OPENSSL_LIBRARIES:-}" ]; then
    source=$OPENSSL_LIBRARIES/$library
  fi
  "$objcopy" --enable-deterministic-archives --strip-debug \
    --remove-section=.eh_frame --remove-section=.rela.eh_frame "$source" "$target/$library"
done

replace() { # SOURCE MEMBER…: takes members out of libcrypto.a and puts what SOURCE defines in their place
  local object
  object=$target/$(basename "$1" .c).o
  "$compiler" -Os -fno-asynchronous-unwind-tables -c "$(dirname "$0")/$1" -o "$object"
  "$ar" dD "$target/libcrypto.a" "${@:2}"
  "$ar" rcsD "$target/libcrypto.a" "$object"
}

replace openssl-messages.c libcrypto-lib-err_all.o

# OpenSSL 3.0 has none of these, or in a form without code.
mapfile -t unused < <("$ar" t "$target/libcrypto.a" | grep -xE 'libcrypto-lib-(c_zlib|c_zstd|aes-gcm-avx512|aesni-xts-avx512|ecp_sm2p256)\.o' || true)
if [[ " ${unused[*]} " == *c_zstd.o* ]]; then
  replace openssl-stubs.c "${unused[@]}"
fi
