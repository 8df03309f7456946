/* uploads: which account sent which file, so that only he reads it back before it belongs to a record. Kept in memory:
 * after a restart the file is sent again. */
#ifndef RECTIFY_API_UPLOADS_H
#define RECTIFY_API_UPLOADS_H

#include "base/digest.h"
#include "base/uuid.h"

#include <stdbool.h>

enum { UPLOADS_KEPT = 4096 };

struct uploads;

struct uploads *uploads_new(void);
void uploads_free(struct uploads *uploads); /* NULL is fine */
/* The oldest is forgotten when there are too many. */
void uploads_note(struct uploads *uploads, const struct digest *file, struct uuid account);
/* Whether anybody sent it and may still accept it. */
bool uploads_pending(struct uploads *uploads, const struct digest *file);
bool uploads_has(struct uploads *uploads, const struct digest *file, struct uuid account);

#endif
