/*
 * What OpenSSL 3.5, as Debian 13 builds it, links into every program and the client never uses. static-archives.sh puts these
 * functions in the place of the members of libcrypto.a that it takes out. The signatures are OpenSSL's.
 */
#include <stddef.h>

/* c_zlib.o, c_zstd.o: as in a build with no-zlib and no-zstd, there is no such method. Saves linking both libraries: 0.8 MB. */
void *COMP_zlib(void) { return NULL; }
void *COMP_zlib_oneshot(void) { return NULL; }
const void *BIO_f_zlib(void) { return NULL; }
void ossl_comp_zlib_cleanup(void) { }
void *COMP_zstd(void) { return NULL; }
void *COMP_zstd_oneshot(void) { return NULL; }
const void *BIO_f_zstd(void) { return NULL; }
void ossl_comp_zstd_cleanup(void) { }

/*
 * aes-gcm-avx512.o, aesni-xts-avx512.o: AES for processors with AVX-512. These two answer that the processor has none, so that OpenSSL
 * takes AES-NI, as OpenSSL 3.0 does everywhere; the others are never called. Saves 0.7 MB.
 */
int ossl_vaes_vpclmulqdq_capable(void) { return 0; }
int aesni_xts_avx512_eligible(void) { return 0; }

/* ecp_sm2p256.o, on arm64: SM2 by a table of 0.5 MB. The general method needs none. */
const void *EC_GFp_mont_method(void);
const void *EC_GFp_sm2p256_method(void) { return EC_GFp_mont_method(); }

#define NEVER_CALLED(name) void name(void) { __builtin_trap(); }
NEVER_CALLED(ossl_aes_gcm_init_avx512)
NEVER_CALLED(ossl_aes_gcm_setiv_avx512)
NEVER_CALLED(ossl_aes_gcm_update_aad_avx512)
NEVER_CALLED(ossl_aes_gcm_encrypt_avx512)
NEVER_CALLED(ossl_aes_gcm_decrypt_avx512)
NEVER_CALLED(ossl_aes_gcm_finalize_avx512)
NEVER_CALLED(ossl_gcm_gmult_avx512)
NEVER_CALLED(aesni_xts_128_encrypt_avx512)
NEVER_CALLED(aesni_xts_128_decrypt_avx512)
NEVER_CALLED(aesni_xts_256_encrypt_avx512)
NEVER_CALLED(aesni_xts_256_decrypt_avx512)
