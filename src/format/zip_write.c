#include "format/zip_write.h"

#include <zip.h>

enum { FIXED_TIME = 315532800 /* 1980-01-01: the first an archive can hold */ };

static bool add_part(zip_t *zip, const struct zip_part *part)
{
    zip_source_t *source = zip_source_buffer(zip, part->bytes, part->size, 0);
    zip_int64_t at = source ? zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (source && at < 0)
        zip_source_free(source);
    return at >= 0 && zip_file_set_mtime(zip, (zip_uint64_t)at, FIXED_TIME, 0) == 0 &&
           zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, 0) == 0;
}

/* What stands in the memory the archive was written to. */
static enum status take(zip_source_t *memory, struct strbuf *out)
{
    char piece[16 * 1024];
    zip_int64_t got = -1;
    if (zip_source_open(memory))
        return FAILED;
    while ((got = zip_source_read(memory, piece, sizeof piece)) > 0)
        strbuf_add(out, piece, (size_t)got);
    zip_source_close(memory);
    return got < 0 ? FAILED : OK;
}

enum status zip_write(const struct zip_part *parts, size_t count, struct strbuf *out)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    if (memory)
        zip_source_keep(memory); /* closing the archive gives up its own hold */
    zip_t *zip = memory ? zip_open_from_source(memory, ZIP_TRUNCATE, &error) : NULL;
    bool good = zip != NULL;
    for (size_t i = 0; good && i < count; i++)
        good = add_part(zip, parts + i);
    if (zip && !good)
        zip_discard(zip);
    else if (zip && zip_close(zip)) {
        zip_discard(zip);
        good = false;
    }
    enum status status = good ? take(memory, out) : FAILED;
    if (memory)
        zip_source_free(memory);
    zip_error_fini(&error);
    return status;
}
