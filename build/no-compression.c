/*
 * OpenSSL's zlib and zstd support as a build without them has it (no-zlib, no-zstd): no method, nothing to clean up. Debian 13 builds
 * libcrypto.a with both. The client never compresses by OpenSSL, and the two libraries would add 2.5 MB to it.
 * static-archives.sh puts this in the place of c_zlib.o and c_zstd.o. The signatures are those of OpenSSL 3.2 and later.
 */
#include <stddef.h>

void *COMP_zlib(void) { return NULL; }
void *COMP_zlib_oneshot(void) { return NULL; }
const void *BIO_f_zlib(void) { return NULL; }
void ossl_comp_zlib_cleanup(void) { }

void *COMP_zstd(void) { return NULL; }
void *COMP_zstd_oneshot(void) { return NULL; }
const void *BIO_f_zstd(void) { return NULL; }
void ossl_comp_zstd_cleanup(void) { }
