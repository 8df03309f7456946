/* blobs: attachments and letters, addressed by their SHA-256 (D29), in files DIR/ab/cdef…. A blob is written and
 * fsynced, with its folder, before any event that names it is queued; writing the same bytes twice is one file, which
 * is compared, fsynced again, and written anew when it was damaged. Reads go through the record that attaches it.
 *
 * What no event comes to name is left behind by uploads nobody accepted; journal/blob_sweep.h takes it away. A file's
 * time of change is when it was last put, so that one put again is young again; putting and dropping exclude each
 * other, also between processes. */
#ifndef RECTIFY_STORE_BLOBS_H
#define RECTIFY_STORE_BLOBS_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/problem.h"

struct blobs;
struct blobs *blobs_open(const char *directory);
void blobs_close(struct blobs *blobs);

enum status blobs_put(struct blobs *blobs, const void *bytes, size_t size, struct problems *problems,
                      struct digest *ret_digest);
/* Checks the content against its name; `limit` bounds what is read. */
enum status blobs_get(struct blobs *blobs, struct arena *arena, const struct digest *digest, size_t limit,
                      struct problems *problems, void **ret_bytes, size_t *ret_size);
/* OK when the file is there and its bytes match. Streams: any size. */
enum status blobs_check(struct blobs *blobs, const struct digest *digest);

/* Every file put before an instant; writing that was broken off before it is tidied away. Goes on while `each` answers
 * OK.
 */
enum status blobs_each(struct blobs *blobs, instant before,
                       enum status (*each)(void *context, const struct digest *digest, int64_t size), void *context);
/* Only when it was put before that instant; *ret_dropped false when it was put since, or is gone. The caller knows that
 * nothing named it. */
enum status blobs_drop(struct blobs *blobs, const struct digest *digest, instant before, bool *ret_dropped);

#endif
