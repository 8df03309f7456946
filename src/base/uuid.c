#include "base/uuid.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

void random_bytes(void *out, uint32_t size)
{
    unsigned char *at = out;
    while (size) {
        ssize_t got = getrandom(at, size, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            fprintf(stderr, "rectify: the system's random source failed\n");
            abort();
        }
        at += got;
        size -= (uint32_t)got;
    }
}

struct uuid uuid_new(instant now)
{
    struct uuid id;
    random_bytes(id.bytes, sizeof id.bytes);
    for (int i = 0; i < 6; i++)
        id.bytes[i] = (uint8_t)((uint64_t)now >> (40 - 8 * i));
    id.bytes[6] = (uint8_t)(0x70 | (id.bytes[6] & 0x0f));
    id.bytes[8] = (uint8_t)(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

bool uuid_is_nil(struct uuid id)
{
    static const struct uuid nil;
    return memcmp(&id, &nil, sizeof id) == 0;
}

bool uuid_equal(struct uuid a, struct uuid b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

int uuid_compare(struct uuid a, struct uuid b)
{
    return memcmp(&a, &b, sizeof a);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool uuid_parse(const char *text, struct uuid *ret_id)
{
    struct uuid id;
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            if (*text++ != '-')
                return false;
        }
        int high = hex_value(text[0]), low = high < 0 ? -1 : hex_value(text[1]);
        if (low < 0)
            return false;
        id.bytes[i] = (uint8_t)(high << 4 | low);
        text += 2;
    }
    if (*text != '\0')
        return false;
    *ret_id = id;
    return true;
}

void uuid_text(struct uuid id, char out[UUID_TEXT])
{
    static const char hex[] = "0123456789abcdef";
    char *to = out;
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *to++ = '-';
        *to++ = hex[id.bytes[i] >> 4];
        *to++ = hex[id.bytes[i] & 15];
    }
    *to = '\0';
}
