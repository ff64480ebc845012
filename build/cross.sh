# shellcheck shell=bash
# Sourced by publish.sh: adds to `flags` what a build for an architecture other than this machine's needs: a compiler, and
# OpenSSL's headers and archives for it in a folder of our own (no `dpkg --add-architecture`: the machine stays as it is).
[ "$1" = arm64 ] || { echo "cross.sh: $1 can be built only on an $1 machine." >&2; exit 1; }
triplet=aarch64-linux-gnu
sysroot=$PWD/.tools/sysroot-$1
build/cross-sysroot.sh "$1" "$sysroot"

# .NET calls its linker the way clang is called; gcc for one architecture has no --target.
compiler=$PWD/.tools/$triplet-gcc
printf '#!/bin/sh\nfor argument; do shift; case $argument in --target=*) ;; *) set -- "$@" "$argument" ;; esac; done\nexec %s-gcc "$@"\n' \
  "$triplet" >"$compiler"
chmod +x "$compiler"

export OPENSSL_ROOT_DIR=$sysroot/usr CFLAGS="-I$sysroot/usr/include -I$sysroot/usr/include/$triplet"
flags+=(-p:CppCompilerAndLinker="$compiler" -p:ObjCopyName="$triplet-objcopy" -p:OpenSslLibraries="$sysroot/usr/lib/$triplet")
