#include "format/zip.h"

#include "format/format_messages.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct entry {
    char *name;          /* normal */
    const char *written; /* as the archive has it */
    zip_uint64_t index;
    uint64_t deflated, inflated; /* as declared */
};

struct zip_archive {
    struct arena *arena;
    struct problems *problems;
    const char *file_name;
    zip_t *zip;
    struct entry *entries; /* by name */
    size_t count;
    uint64_t total; /* bytes inflated so far */
};

static char *normal_name(struct arena *arena, const char *name, size_t length)
{
    while (length > 0 && (*name == '/' || *name == '\\'))
        name++, length--;
    char *normal = arena_strndup(arena, name, length);
    for (char *c = normal; *c; c++) {
        if (*c == '\\')
            *c = '/';
        else if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + ('a' - 'A'));
    }
    return normal;
}

static int entry_compare(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static enum status refuse(struct zip_archive *archive, enum status status, const struct message *message,
                          const char *detail)
{
    return problem_add(archive->problems, status, message, archive->file_name, detail, NULL);
}

static enum status entry_look(struct zip_archive *archive, zip_uint64_t index, struct entry *ret_entry)
{
    zip_stat_t about;
    if (zip_stat_index(archive->zip, index, ZIP_FL_ENC_RAW, &about) != 0 || !(about.valid & ZIP_STAT_NAME) ||
        !(about.valid & ZIP_STAT_SIZE) || !(about.valid & ZIP_STAT_COMP_SIZE))
        return refuse(archive, MALFORMED, &msg_zip_broken, NULL);
    size_t length = strnlen(about.name, ZIP_NAME_BYTES + 1);
    if (length > ZIP_NAME_BYTES)
        return refuse(archive, MALFORMED, &msg_zip_name, NULL);
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE)
        return refuse(archive, REFUSED, &msg_file_password, NULL);
    *ret_entry = (struct entry){.name = normal_name(archive->arena, about.name, length),
                                .written = arena_strndup(archive->arena, about.name, length),
                                .index = index,
                                .deflated = about.comp_size,
                                .inflated = about.size};
    return OK;
}

/* Entries that share their bytes are how a small file declares terabytes: together they claim more than the file holds.
 */
static enum status entries_check(struct zip_archive *archive, size_t archive_size)
{
    uint64_t deflated = 0;
    for (size_t i = 0; i < archive->count; i++) {
        const struct entry *entry = &archive->entries[i];
        if (i > 0 && strcmp(entry->name, archive->entries[i - 1].name) == 0)
            return refuse(archive, MALFORMED, &msg_zip_duplicate, entry->name);
        if (entry->deflated > archive_size || (deflated += entry->deflated) > archive_size)
            return refuse(archive, MALFORMED, &msg_zip_bomb, NULL);
    }
    return OK;
}

static enum status entries_read(struct zip_archive *archive, size_t archive_size)
{
    zip_int64_t count = zip_get_num_entries(archive->zip, 0);
    if (count > ZIP_ENTRIES)
        return refuse(archive, TOO_LARGE, &msg_zip_entries, arena_printf(archive->arena, "%d", ZIP_ENTRIES));
    archive->entries = ARENA_ARRAY(archive->arena, struct entry, (size_t)count);
    for (zip_int64_t i = 0; i < count; i++) {
        enum status status = entry_look(archive, (zip_uint64_t)i, &archive->entries[archive->count]);
        if (status != OK)
            return status;
        archive->count++;
    }
    qsort(archive->entries, archive->count, sizeof *archive->entries, entry_compare);
    return entries_check(archive, archive_size);
}

static zip_t *open_bytes(const void *bytes, size_t size)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (source && !zip)
        zip_source_free(source);
    zip_error_fini(&error);
    return zip;
}

enum status zip_archive_open(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                             struct problems *problems, struct zip_archive **ret_archive)
{
    struct zip_archive *archive = ARENA_NEW(arena, struct zip_archive);
    archive->arena = arena;
    archive->problems = problems;
    archive->file_name = file_name ? file_name : "";
    archive->zip = open_bytes(bytes, size);
    if (!archive->zip)
        return refuse(archive, MALFORMED, &msg_zip_broken, NULL);
    enum status status = entries_read(archive, size);
    if (status != OK) {
        zip_archive_close(archive);
        return status;
    }
    *ret_archive = archive;
    return OK;
}

void zip_archive_close(struct zip_archive *archive)
{
    if (archive && archive->zip)
        zip_discard(archive->zip);
    if (archive)
        archive->zip = NULL;
}

static const struct entry *entry_find(const struct zip_archive *archive, const char *name)
{
    struct entry key = {.name = normal_name(archive->arena, name, strlen(name))};
    return bsearch(&key, archive->entries, archive->count, sizeof key, entry_compare);
}

size_t zip_archive_count(const struct zip_archive *archive)
{
    return archive->count;
}

const char *zip_archive_name(const struct zip_archive *archive, size_t index)
{
    return archive->entries[index].written;
}

bool zip_archive_has(const struct zip_archive *archive, const char *name)
{
    return entry_find(archive, name) != NULL;
}

static enum status bytes_check(struct zip_archive *archive, const struct entry *entry, uint64_t inflated)
{
    if (inflated > ZIP_ENTRY_BYTES || archive->total + inflated > ZIP_ARCHIVE_BYTES)
        return refuse(archive, TOO_LARGE, &msg_zip_bomb, NULL);
    if (inflated > ZIP_RATIO_FROM && inflated / ZIP_RATIO > entry->deflated)
        return refuse(archive, TOO_LARGE, &msg_zip_bomb, NULL);
    return OK;
}

static enum status stream_open(struct zip_archive *archive, const struct entry *entry, zip_file_t *file,
                               enum status (*take)(void *context, const char *bytes, size_t size), void *context)
{
    char piece[32 * 1024];
    uint64_t inflated = 0;
    for (;;) {
        zip_int64_t got = zip_fread(file, piece, sizeof piece);
        if (got < 0)
            return refuse(archive, MALFORMED, &msg_zip_broken, NULL);
        if (got == 0)
            break;
        inflated += (uint64_t)got;
        enum status status = bytes_check(archive, entry, inflated);
        if (status == OK)
            status = take(context, piece, (size_t)got);
        if (status != OK)
            return status;
    }
    archive->total += inflated;
    return OK;
}

enum status zip_archive_stream(struct zip_archive *archive, const char *name,
                               enum status (*take)(void *context, const char *bytes, size_t size), void *context)
{
    const struct entry *entry = entry_find(archive, name);
    if (!entry)
        return NOT_FOUND;
    enum status status = bytes_check(archive, entry, entry->inflated);
    if (status != OK)
        return status;
    zip_file_t *file = zip_fopen_index(archive->zip, entry->index, 0);
    if (!file)
        return refuse(archive, MALFORMED, &msg_zip_broken, NULL);
    status = stream_open(archive, entry, file, take, context);
    zip_fclose(file);
    return status;
}
