/* uuid: identities made anywhere without asking anyone (UUIDv7, D8). 16 bytes in C and in the stores, text only in
 * JSON. Never order by an id where time is meant. */
#ifndef RECTIFY_BASE_UUID_H
#define RECTIFY_BASE_UUID_H

#include "base/clock.h"
#include <stdbool.h>
#include <stdint.h>

enum { UUID_TEXT = 37 };

struct uuid {
    uint8_t bytes[16];
};

struct uuid uuid_new(instant now); /* time in front, the rest from the system's random source */
bool uuid_is_nil(struct uuid id);
bool uuid_equal(struct uuid a, struct uuid b);
int uuid_compare(struct uuid a, struct uuid b);
bool uuid_parse(const char *text, struct uuid *ret_id); /* canonical lower- or upper-case form only */
void uuid_text(struct uuid id, char out[UUID_TEXT]);
void random_bytes(void *out, uint32_t size); /* from the system's random source; never fails */

#endif
