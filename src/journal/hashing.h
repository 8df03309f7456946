/* hashing: what is hashed in the journal, in the one form of format 1: every field is a 4-byte big-endian length and
 * its bytes; integers are 8 bytes big-endian; an absent field has length 0xFFFFFFFF. Small fields are gathered, so that
 * the digest is called once or twice an event and not forty times. */
#ifndef RECTIFY_JOURNAL_HASHING_H
#define RECTIFY_JOURNAL_HASHING_H

#include "base/digest.h"
#include "base/uuid.h"

struct hashing {
    struct digest_state *digest;
    size_t used;
    uint8_t bytes[768];
};

void hashing_begin(struct hashing *to, struct digest_state *digest,
                   const char *tag);                                    /* the tag keeps kinds of hash apart */
void hashing_bytes(struct hashing *to, const void *bytes, size_t size); /* NULL: absent */
void hashing_text(struct hashing *to, const char *text);                /* NULL: absent */
void hashing_int(struct hashing *to, int64_t value);
void hashing_id(struct hashing *to, const struct uuid *id); /* nil: absent */
struct digest hashing_end(struct hashing *to);

#endif
