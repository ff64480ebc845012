/*
 * Instead of err_all.o of libcrypto.a: the texts of the library's own errors, which no log line of the client contains. Its errors keep
 * their numbers, and those of libssl their texts. Saves 50 KB. static-archives.sh puts it in.
 */
int ossl_err_load_crypto_strings(void) { return 1; }
