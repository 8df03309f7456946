/* Parts of a .docx (see packed.h) through paper_read: what is accepted is clean text, its paragraphs tile it, and
 * reading it again gives the same. */
#include "paper_holds.h"

#include "packed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum status read_paper(struct arena *arena, const struct strbuf *file, struct paper *ret_paper)
{
    struct problems problems;
    problems_init(&problems, arena);
    enum status status = paper_read(arena, file->bytes, file->length, "fuzz.docx", &problems, ret_paper);
    must(status == OK || problems.count > 0);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct strbuf file = {0};
    struct paper paper, again;
    packed_make(arena, (const char *)data, size, "word/document.xml", NULL, 0, &file);
    if (read_paper(arena, &file, &paper) == OK) {
        paper_holds(&paper);
        must(read_paper(arena, &file, &again) == OK && strcmp(paper.text, again.text) == 0);
    }
    strbuf_free(&file);
    arena_free(arena);
    return 0;
}
