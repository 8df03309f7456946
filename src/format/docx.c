#include "format/docx.h"

#include "format/format_messages.h"

enum status docx_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                      struct problems *problems, struct paper *ret_paper)
{
    (void)arena, (void)bytes, (void)size, (void)ret_paper;
    return problem_add(problems, REFUSED, &msg_file_kind, file_name, ".docx", "…", NULL);
}
