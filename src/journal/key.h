/* key: the installation's Ed25519 key, with which it signs checkpoints and packages. The private half is a PEM file
 * outside the store's directory, readable by its owner alone; whoever copies the store has not got it. The public half
 * stands in struct installation and in the first event of each chain, as 64 hex digits. */
#ifndef RECTIFY_JOURNAL_KEY_H
#define RECTIFY_JOURNAL_KEY_H

#include "base/problem.h"
#include "base/uuid.h"

#include <stdbool.h>

enum { KEY_TEXT = 65, KEY_SIGNATURE = 64 };

struct signing_key;

/* $RECTIFY_KEY, or ~/.config/rectify/<site_id>.key. In the arena. */
const char *key_path(struct arena *arena, struct uuid site_id);
/* Makes a new key and its file (and folders). REFUSED when the file is there already: a key is never written over. */
enum status key_create(const char *path, struct problems *problems, struct signing_key **ret_key);
/* NOT_FOUND when there is no file, REFUSED when others may read it or it is no Ed25519 key. */
enum status key_load(const char *path, struct problems *problems, struct signing_key **ret_key);
void key_free(struct signing_key *key); /* NULL is fine */

void key_public(const struct signing_key *key, char out[KEY_TEXT]);
void key_sign(const struct signing_key *key, const void *bytes, size_t size, uint8_t ret_signature[KEY_SIGNATURE]);
/* Needs only the public half; false also when it is no key. */
bool key_verify(const char *public_key, const void *bytes, size_t size, const uint8_t signature[KEY_SIGNATURE]);

#endif
