/* docx_fill: a Word template filled with values. Placeholders only, no expressions:
 *
 *     {{title}}                   a value, wherever it stands; over several runs, too
 *     {{text}}                    alone in a paragraph: each line of the value becomes such a paragraph
 *     {{#measures}} … {{/measures}}   as paragraphs, or rows, of their own: what stands between them comes once for
 * each; in the first and last cell of one row: the row does
 *     {{?addressee}} … {{/addressee}} only when there is something; {{^addressee}} … {{/addressee}} only when not
 *     {{n}} {{n_zh}}              inside of a repetition: 1, 2, 3; 一、二、三
 *
 * Names are looked for in the innermost repetition first, then further out. What a value says is text and nothing else:
 * markup and braces in it mean nothing. Signs that XML cannot hold are left out. The same template and values always
 * give the same bytes. */
#ifndef RECTIFY_FORMAT_DOCX_FILL_H
#define RECTIFY_FORMAT_DOCX_FILL_H

#include "base/arena.h"
#include "base/problem.h"
#include "format/zip_write.h"

#include <jansson.h>

enum {
    DOCX_PARTS = 2000,
    DOCX_FILLED_BYTES = 64 * 1024 * 1024,
    DOCX_NODES = 4 * 1000 * 1000 /* copied */,
    DOCX_DEPTH = 32 /* of repetitions */
};

struct docx_template {
    struct zip_part *parts;
    size_t count;
};

/* From a .docx as somebody brought it; `bytes` may go afterwards. */
enum status docx_template_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                               struct problems *problems, struct docx_template *ret_template);

/* `values`: an object of strings, numbers, flags, objects' lists. Added to `out`. REFUSED: a placeholder is broken or
 * not among the values; each is named with the text it stands in (`place`). Filling it with values of every kind, and
 * throwing the result away, is how a template is checked. */
enum status docx_fill(struct arena *arena, const struct docx_template *from, const json_t *values,
                      struct problems *problems, struct strbuf *out);

#endif
