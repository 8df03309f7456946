/* paper_build: puts a paper together, paragraph by paragraph, and keeps its limits. For the readers in this folder.
 * What is added must be clean text (utf8_is_text) without newline. */
#ifndef RECTIFY_FORMAT_PAPER_BUILD_H
#define RECTIFY_FORMAT_PAPER_BUILD_H

#include "base/strbuf.h"
#include "format/paper.h"

struct paper_build {
    struct arena *arena; /* paragraphs and cells; the text is copied there by paper_build_end */
    struct problems *problems;
    const char *file_name; /* the place of every problem; never NULL */
    struct strbuf text;    /* freed by paper_build_end and paper_build_free */
    uint32_t characters;
    uint32_t tables; /* tables begun so far */
    VEC(struct paper_paragraph) paragraphs;
};

/* One cell of a row to be added. */
struct paper_piece {
    const char *text;
    size_t length;
    uint32_t column;
};

void paper_build_begin(struct paper_build *build, struct arena *arena, struct problems *problems,
                       const char *file_name);
/* The same for a build that may have been used before; keeps its room. */
void paper_build_restart(struct paper_build *build, struct arena *arena, struct problems *problems,
                         const char *file_name);
/* Adds a paragraph and sets its offsets; of `like` the marks (outline, list_depth, bold, centred, contents) are copied.
 * `label_bytes` of the text are its automatic number. TOO_LARGE over a limit of enum paper_limit. */
enum status paper_build_paragraph(struct paper_build *build, const char *text, size_t length, size_t label_bytes,
                                  const struct paper_paragraph *like);
/* Adds a row of table number `table` (1-based), cells joined by tabs. */
enum status paper_build_row(struct paper_build *build, const struct paper_piece *pieces, size_t count, uint32_t table,
                            uint32_t row);
/* Adds all paragraphs of `from`; its tables are numbered after those of `build`. */
enum status paper_build_append(struct paper_build *build, const struct paper_build *from);
/* True when there is anything but white space. */
bool paper_build_has_text(const struct paper_build *build);
void paper_build_end(struct paper_build *build, const char *encoding, const char *running_head,
                     struct paper *ret_paper);
void paper_build_free(struct paper_build *build);

#endif
