/* zip_write: an archive made in memory; the same parts always give the same bytes: one fixed time, the order given. */
#ifndef RECTIFY_FORMAT_ZIP_WRITE_H
#define RECTIFY_FORMAT_ZIP_WRITE_H

#include "base/status.h"
#include "base/strbuf.h"

struct zip_part {
    const char *name; /* "word/document.xml" */
    const void *bytes;
    size_t size;
};

/* Added to `out`. FAILED: no memory. */
enum status zip_write(const struct zip_part *parts, size_t count, struct strbuf *out);

#endif
