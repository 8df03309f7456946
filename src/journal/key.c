#include "journal/key.h"

#include "journal/journal_messages.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RAW_KEY = 32, PATH = 4096 };

struct signing_key {
    EVP_PKEY *pair;
    char public_key[KEY_TEXT];
};

const char *key_path(struct arena *arena, struct uuid site_id)
{
    const char *chosen = getenv("RECTIFY_KEY"), *home = getenv("HOME");
    char site[UUID_TEXT];
    if (chosen && *chosen)
        return arena_strdup(arena, chosen);
    uuid_text(site_id, site);
    return arena_printf(arena, "%s/.config/rectify/%s.key", home && *home ? home : ".", site);
}

static void must(int ok)
{
    if (ok == 1)
        return;
    fprintf(stderr, "rectify: the cryptographic library failed\n");
    abort();
}

/* Takes over the pair; NULL when it is none of ours. */
static struct signing_key *key_of(EVP_PKEY *pair)
{
    uint8_t raw[RAW_KEY];
    size_t size = sizeof raw;
    if (!pair || EVP_PKEY_get_id(pair) != EVP_PKEY_ED25519 || EVP_PKEY_get_raw_public_key(pair, raw, &size) != 1) {
        EVP_PKEY_free(pair);
        return NULL;
    }
    struct signing_key *key = xmalloc(sizeof *key);
    key->pair = pair;
    for (size_t i = 0; i < sizeof raw; i++)
        snprintf(key->public_key + 2 * i, 3, "%02x", raw[i]);
    return key;
}

void key_free(struct signing_key *key)
{
    if (!key)
        return;
    EVP_PKEY_free(key->pair);
    free(key);
}

static bool make_folders(const char *path)
{
    char folder[PATH];
    if (snprintf(folder, sizeof folder, "%s", path) >= (int)sizeof folder)
        return false;
    for (char *at = strchr(folder + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        if (mkdir(folder, 0700) != 0 && errno != EEXIST)
            return false;
        *at = '/';
    }
    return true;
}

static bool write_key(int fd, EVP_PKEY *pair)
{
    FILE *file = fdopen(fd, "w");
    if (!file) {
        close(fd);
        return false;
    }
    bool good = PEM_write_PrivateKey(file, pair, NULL, NULL, 0, NULL, NULL) == 1 && fflush(file) == 0 && fsync(fd) == 0;
    return fclose(file) == 0 && good;
}

enum status key_create(const char *path, struct problems *problems, struct signing_key **ret_key)
{
    int fd = make_folders(path) ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
    if (fd < 0)
        return problem_add(problems, errno == EEXIST ? REFUSED : FAILED,
                           errno == EEXIST ? &msg_key_exists : &msg_key_broken, "", path, strerror(errno), NULL);
    EVP_PKEY *pair = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    must(pair != NULL);
    if (!write_key(fd, pair)) {
        EVP_PKEY_free(pair);
        unlink(path);
        return problem_add(problems, FAILED, &msg_key_broken, "", path, strerror(errno), NULL);
    }
    *ret_key = key_of(pair);
    return OK;
}

enum status key_load(const char *path, struct problems *problems, struct signing_key **ret_key)
{
    struct stat about;
    FILE *file = fopen(path, "re");
    if (!file)
        return problem_add(problems, NOT_FOUND, errno == ENOENT ? &msg_key_missing : &msg_key_broken, "", path,
                           strerror(errno), NULL);
    if (fstat(fileno(file), &about) != 0 || about.st_mode & 077) {
        fclose(file);
        return problem_add(problems, REFUSED, &msg_key_exposed, "", path, NULL);
    }
    struct signing_key *key = key_of(PEM_read_PrivateKey(file, NULL, NULL, (void *)(uintptr_t) ""));
    fclose(file);
    if (!key)
        return problem_add(problems, REFUSED, &msg_key_broken, "", path, "Ed25519 PEM", NULL);
    *ret_key = key;
    return OK;
}

void key_public(const struct signing_key *key, char out[KEY_TEXT])
{
    memcpy(out, key->public_key, KEY_TEXT);
}

void key_sign(const struct signing_key *key, const void *bytes, size_t size, uint8_t ret_signature[KEY_SIGNATURE])
{
    size_t length = KEY_SIGNATURE;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    must(context && EVP_DigestSignInit(context, NULL, NULL, NULL, key->pair) == 1);
    must(EVP_DigestSign(context, ret_signature, &length, bytes, size));
    EVP_MD_CTX_free(context);
}

static bool raw_key(const char *text, uint8_t raw[RAW_KEY])
{
    static const char hex[] = "0123456789abcdef";
    if (strlen(text) != 2 * RAW_KEY || strspn(text, hex) != 2 * RAW_KEY)
        return false;
    for (size_t i = 0; i < RAW_KEY; i++)
        raw[i] = (uint8_t)((strchr(hex, text[2 * i]) - hex) << 4 | (strchr(hex, text[2 * i + 1]) - hex));
    return true;
}

bool key_verify(const char *public_key, const void *bytes, size_t size, const uint8_t signature[KEY_SIGNATURE])
{
    uint8_t raw[RAW_KEY];
    if (!raw_key(public_key, raw))
        return false;
    EVP_PKEY *pair = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, raw, sizeof raw);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = pair && context && EVP_DigestVerifyInit(context, NULL, NULL, NULL, pair) == 1 &&
                EVP_DigestVerify(context, signature, KEY_SIGNATURE, bytes, size) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(pair);
    return good;
}
