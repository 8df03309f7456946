#include "format/paper.h"

#include "format/docx.h"
#include "format/file.h"
#include "format/text.h"

#include <stdlib.h>

_Static_assert((int)PAPER_FILE_BYTES == (int)FILE_BYTES, "a paper is a file from outside");

enum status paper_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                       struct problems *problems, struct paper *ret_paper)
{
    const char *name = file_name ? file_name : "";
    enum status status = file_check(bytes, size, ".docx 和 .txt", name, problems);
    if (status != OK)
        return status;
    if (file_is_zip(bytes, size))
        return docx_read(arena, bytes, size, name, problems, ret_paper);
    return text_read(arena, bytes, size, name, problems, ret_paper);
}

enum status paper_read_file(struct arena *arena, const char *path, struct problems *problems, struct paper *ret_paper)
{
    char *bytes;
    size_t size;
    enum status status = file_load(path, problems, &bytes, &size);
    if (status != OK)
        return status;
    status = paper_read(arena, bytes, size, path, problems, ret_paper);
    free(bytes);
    return status;
}
