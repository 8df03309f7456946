/* embedded: files that are part of the program (data, templates, web pages). Their bytes are put in by tools/embed.py,
 * which writes a header with one table, sorted by name and ended by a row whose name is NULL. Include that header from
 * exactly one .c file; how to have it made is said at the top of tools/embed.py. Everything lives as long as the
 * program and is never freed. Bytes are not NUL-terminated. */
#ifndef RECTIFY_BASE_EMBEDDED_H
#define RECTIFY_BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
    const char *name; /* "data/calendar/2026.json", "web/index.html" */
    const unsigned char *start, *end;
    const unsigned char *gzip_start,
        *gzip_end;          /* the same compressed; NULL where that was not asked for or saves nothing */
    const char *media_type; /* "text/html; charset=utf-8" */
    const char *etag;       /* SHA-256 of the bytes in hex, in the double quotes that HTTP wants */
};

/* The row of this name, or NULL. `table` may be the empty table. */
const struct embedded *embedded_find(const struct embedded *table, const char *name);
size_t embedded_size(const struct embedded *file);

#endif
