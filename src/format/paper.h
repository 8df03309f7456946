/* paper: a document as the reader sees it, plain text and the paragraphs it is made of. Made by docx_read and
 * text_read, read by intake/. Offsets are code points into `text`; bytes are at hand for slicing. Automatic numbers are
 * resolved and are part of the text. Everything lives in the arena given to the reader.
 *
 * The text is the paragraphs joined by one newline; paragraph i ends before its newline, the next starts after it. Tabs
 * part the cells of a table row; in other paragraphs they are white space the writer put there. */
#ifndef RECTIFY_FORMAT_PAPER_H
#define RECTIFY_FORMAT_PAPER_H

#include "base/arena.h"
#include "base/problem.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum paper_limit {
    PAPER_FILE_BYTES = 64 * 1024 * 1024, /* the file itself */
    PAPER_TEXT_CHARACTERS = 4 * 1024 * 1024,
    PAPER_PARAGRAPHS = 200 * 1000,
    PAPER_TABLE_COLUMNS = 256,
};

enum paper_place { PAPER_BODY, PAPER_TABLE_ROW };

struct paper_cell {
    uint32_t start, end; /* code points */
    uint32_t byte_start, byte_end;
    uint32_t column; /* 0-based column of the table's grid: a cell before it may span several */
};

struct paper_paragraph {
    uint32_t start, end; /* code points, end exclusive, without the newline */
    uint32_t byte_start, byte_end;
    uint32_t label_end; /* code point where an automatic number (and its separator) ends; == start when there is none */
    uint8_t outline;    /* heading level 1–9 from the style or w:outlineLvl, 0 for body text */
    uint8_t list_depth; /* automatic numbering level 1–9, 0 when not numbered automatically */
    bool bold, centred; /* the whole paragraph, as far as the document says */
    bool contents;      /* a line of the table of contents, as far as the document says */
    enum paper_place place;
    uint32_t table, row; /* 1-based, for PAPER_TABLE_ROW: one paragraph per table row, cells joined by tabs */
    const struct paper_cell *cells;
    uint32_t cell_count;
};

struct paper {
    const char *text; /* NUL-terminated UTF-8 */
    size_t bytes;
    uint32_t characters;
    struct paper_paragraph *paragraphs;
    size_t count;
    const char *encoding;     /* "utf-8", "gb18030", "utf-16", "docx" */
    const char *running_head; /* text of page headers and footers, newline separated, "" when none: not part of `text`,
                                 but may carry a secrecy mark */
};

/* Decides by the bytes (never by the file's name) and calls docx_read or text_read. The name is only for sentences to
 * the reader; NULL is fine. REFUSED/MALFORMED/TOO_LARGE with a problem naming what is wrong: empty file, old .doc,
 * password-protected .docx, truncated zip, bomb … */
enum status paper_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                       struct problems *problems, struct paper *ret_paper);
/* Reads a whole file within PAPER_FILE_BYTES, then as above. NOT_FOUND when there is no such file, REFUSED for a folder
 * or a device. */
enum status paper_read_file(struct arena *arena, const char *path, struct problems *problems, struct paper *ret_paper);

#endif
