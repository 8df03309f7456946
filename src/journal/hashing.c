#include "journal/hashing.h"

#include <endian.h>
#include <string.h>

static void gather(struct hashing *to, const void *bytes, size_t size)
{
    if (size > sizeof to->bytes - to->used) {
        digest_add(to->digest, to->bytes, to->used);
        to->used = 0;
    }
    if (size > sizeof to->bytes) {
        digest_add(to->digest, bytes, size);
        return;
    }
    memcpy(to->bytes + to->used, bytes, size);
    to->used += size;
}

void hashing_begin(struct hashing *to, struct digest_state *digest, const char *tag)
{
    to->digest = digest;
    to->used = 0;
    digest_begin(digest);
    hashing_text(to, tag);
}

void hashing_bytes(struct hashing *to, const void *bytes, size_t size)
{
    uint32_t length = htobe32(bytes ? (uint32_t)size : UINT32_MAX);
    gather(to, &length, sizeof length);
    if (bytes && size)
        gather(to, bytes, size);
}

void hashing_text(struct hashing *to, const char *text)
{
    hashing_bytes(to, text, text ? strlen(text) : 0);
}

void hashing_int(struct hashing *to, int64_t value)
{
    uint64_t big = htobe64((uint64_t)value);
    hashing_bytes(to, &big, sizeof big);
}

void hashing_id(struct hashing *to, const struct uuid *id)
{
    hashing_bytes(to, uuid_is_nil(*id) ? NULL : id->bytes, sizeof id->bytes);
}

struct digest hashing_end(struct hashing *to)
{
    digest_add(to->digest, to->bytes, to->used);
    return digest_end(to->digest);
}
