/* digest: SM3 and SHA-256 (32 bytes each), streaming and at once; Ed25519 signatures are in journal/checkpoint. */
#ifndef RECTIFY_BASE_DIGEST_H
#define RECTIFY_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32, DIGEST_TEXT = 65 };
enum digest_kind { DIGEST_SM3 = 1, DIGEST_SHA256 = 2 }; /* the numbers are stored */

struct digest {
    uint8_t bytes[DIGEST_SIZE];
};

struct digest_state; /* one thread, reusable after digest_end */
struct digest_state *digest_new(enum digest_kind kind);
void digest_free(struct digest_state *state);
void digest_begin(struct digest_state *state);
void digest_add(struct digest_state *state, const void *bytes, size_t size);
struct digest digest_end(struct digest_state *state);

struct digest digest_of(enum digest_kind kind, const void *bytes, size_t size);
bool digest_equal(const struct digest *a, const struct digest *b);
void digest_text(const struct digest *digest, char out[DIGEST_TEXT]);
bool digest_parse(const char *text, struct digest *ret_digest);
const char *digest_word(enum digest_kind kind); /* "sm3", "sha256" */
bool digest_kind_of_word(const char *word, enum digest_kind *ret_kind);

#endif
