#include "document/templates.h"

#include "base/embedded.h"
#include "document/template_files.h"

#include <string.h>

#define NAME(name) #name,
const char *const document_kind_names[] = {DOCUMENT_KINDS(NAME)};
#undef NAME

int document_kind_find(const char *name)
{
    for (int i = 0; i < DOCUMENT_KIND_COUNT; i++)
        if (strcmp(document_kind_names[i], name) == 0)
            return i;
    return -1;
}

void template_of(struct arena *arena, enum document_kind kind, struct docx_template *ret_template)
{
    size_t length = strlen(document_kind_names[kind]), count = 0;
    for (const struct embedded *file = template_files; file->name; file++)
        count++;
    *ret_template = (struct docx_template){.parts = ARENA_ARRAY(arena, struct zip_part, count)};
    for (const struct embedded *file = template_files; file->name; file++)
        if (strncmp(file->name, document_kind_names[kind], length) == 0 && file->name[length] == '/')
            ret_template->parts[ret_template->count++] =
                (struct zip_part){file->name + length + 1, file->start, embedded_size(file)};
}
