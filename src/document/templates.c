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

/* The files under a folder, each in place of one of its name that is there already. */
static void add_folder(struct docx_template *template, const char *folder)
{
    size_t length = strlen(folder);
    for (const struct embedded *file = template_files; file->name; file++) {
        if (strncmp(file->name, folder, length) != 0 || file->name[length] != '/')
            continue;
        const char *name = file->name + length + 1;
        size_t at = 0;
        while (at < template->count && strcmp(template->parts[at].name, name) != 0)
            at++;
        template->count += at == template->count;
        template->parts[at] = (struct zip_part){name, file->start, embedded_size(file)};
    }
}

void template_of(struct arena *arena, enum document_kind kind, struct docx_template *ret_template)
{
    size_t count = 0;
    for (const struct embedded *file = template_files; file->name; file++)
        count++;
    *ret_template = (struct docx_template){.parts = ARENA_ARRAY(arena, struct zip_part, count)};
    add_folder(ret_template, "common");
    add_folder(ret_template, document_kind_names[kind]);
}
