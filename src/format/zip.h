/* zip: bounded reading of a zip archive held in memory, for .docx and .xlsx. Nothing the archive claims is believed:
 * counts, names and sizes are checked when it is opened, real bytes are counted while they are inflated.
 *
 * Entries are found by their normal name: '/' for '\', no leading '/', capitals of ASCII as small letters (package part
 * names do not depend on case). Not for threads to share. */
#ifndef RECTIFY_FORMAT_ZIP_H
#define RECTIFY_FORMAT_ZIP_H

#include "base/arena.h"
#include "base/problem.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum zip_limit {
    ZIP_ENTRIES = 10000,
    ZIP_NAME_BYTES = 512,
    ZIP_RATIO = 200,                       /* inflated : deflated, looked at from ZIP_RATIO_FROM bytes on */
    ZIP_RATIO_FROM = 16 * 1024 * 1024,     /* short parts of one repeated tag do compress that well */
    ZIP_ENTRY_BYTES = 512 * 1024 * 1024,   /* inflated, of one entry that is read */
    ZIP_ARCHIVE_BYTES = 1024 * 1024 * 1024 /* inflated, of all that is read from one archive */
};

struct zip_archive;

/* The bytes must outlive the archive. MALFORMED when it is cut off or no archive, names an entry twice or has
 * overlapping entries; REFUSED when it is encrypted; TOO_LARGE over a limit. What is added to `problems` speaks to a
 * clerk. */
enum status zip_archive_open(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                             struct problems *problems, struct zip_archive **ret_archive);
void zip_archive_close(struct zip_archive *archive); /* NULL is fine */

/* Entries in the order of their normal names; the name as it is written in the archive. */
size_t zip_archive_count(const struct zip_archive *archive);
const char *zip_archive_name(const struct zip_archive *archive, size_t index);
bool zip_archive_has(const struct zip_archive *archive, const char *name);

/* Gives the inflated bytes of an entry to `take`, piece by piece; stops at its first status other than OK and returns
 * that. NOT_FOUND (without a problem) when there is no such entry. */
enum status zip_archive_stream(struct zip_archive *archive, const char *name,
                               enum status (*take)(void *context, const char *bytes, size_t size), void *context);

#endif
