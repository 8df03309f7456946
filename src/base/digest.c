#include "base/digest.h"

#include "base/arena.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct digest_state {
    EVP_MD *algorithm;
    EVP_MD_CTX *context;
};

static void must(int ok)
{
    if (ok == 1)
        return;
    fprintf(stderr, "rectify: the cryptographic library failed\n");
    abort();
}

struct digest_state *digest_new(enum digest_kind kind)
{
    struct digest_state *state = xmalloc(sizeof *state);
    state->algorithm = EVP_MD_fetch(NULL, kind == DIGEST_SM3 ? "SM3" : "SHA256", NULL);
    state->context = EVP_MD_CTX_new();
    must(state->algorithm && state->context);
    return state;
}

void digest_free(struct digest_state *state)
{
    if (!state)
        return;
    EVP_MD_CTX_free(state->context);
    EVP_MD_free(state->algorithm);
    free(state);
}

void digest_begin(struct digest_state *state)
{
    must(EVP_DigestInit_ex2(state->context, state->algorithm, NULL));
}

void digest_add(struct digest_state *state, const void *bytes, size_t size)
{
    must(EVP_DigestUpdate(state->context, bytes, size));
}

struct digest digest_end(struct digest_state *state)
{
    struct digest digest;
    unsigned size = 0;
    must(EVP_DigestFinal_ex(state->context, digest.bytes, &size));
    return digest;
}

struct digest digest_of(enum digest_kind kind, const void *bytes, size_t size)
{
    struct digest_state *state = digest_new(kind);
    digest_begin(state);
    digest_add(state, bytes, size);
    struct digest digest = digest_end(state);
    digest_free(state);
    return digest;
}

bool digest_equal(const struct digest *a, const struct digest *b)
{
    return memcmp(a->bytes, b->bytes, DIGEST_SIZE) == 0;
}

void digest_text(const struct digest *digest, char out[DIGEST_TEXT])
{
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        out[2 * i] = hex[digest->bytes[i] >> 4];
        out[2 * i + 1] = hex[digest->bytes[i] & 15];
    }
    out[2 * DIGEST_SIZE] = '\0';
}

bool digest_parse(const char *text, struct digest *ret_digest)
{
    struct digest digest;
    if (strlen(text) != DIGEST_SIZE * 2 || strspn(text, "0123456789abcdef") != DIGEST_SIZE * 2)
        return false;
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        char pair[3] = {text[2 * i], text[2 * i + 1], '\0'};
        digest.bytes[i] = (uint8_t)strtoul(pair, NULL, 16);
    }
    *ret_digest = digest;
    return true;
}

const char *digest_word(enum digest_kind kind)
{
    return kind == DIGEST_SM3 ? "sm3" : "sha256";
}

bool digest_kind_of_word(const char *word, enum digest_kind *ret_kind)
{
    if (strcmp(word, "sm3") == 0)
        *ret_kind = DIGEST_SM3;
    else if (strcmp(word, "sha256") == 0)
        *ret_kind = DIGEST_SHA256;
    else
        return false;
    return true;
}
