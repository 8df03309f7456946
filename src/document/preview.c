#include "document/preview.h"

#include "document/document_messages.h"
#include "format/paper.h"
#include "format/text.h"
#include "format/xlsx_read.h"

#include <string.h>

static const char head[] =
    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><style>\n"
    "body{margin:12px 16px;color:#1f2328;background:#fff;font:14px/1.7 \"Noto Sans CJK SC\",\"Microsoft "
    "YaHei\",sans-serif;"
    "overflow-wrap:anywhere}\n"
    "p{margin:0 0 6px;white-space:pre-wrap}h2{margin:14px 0 6px;font-size:15px}\n"
    "table{border-collapse:collapse;margin:0 0 10px}td{max-width:20em;padding:2px 6px;border:1px solid #cfd4d9;"
    "vertical-align:top;white-space:pre-wrap}\n"
    ".more{padding:6px 10px;background:#fdf4e0;color:#6d4700}\n"
    "</style></head><body>\n";
static const char foot[] = "</body></html>\n";

struct preview {
    struct strbuf *out;
    size_t start;
    enum language language;
    bool cut;
    size_t rows; /* of the sheet being written */
};

static bool is_full(struct preview *p)
{
    p->cut = p->cut || p->out->length - p->start > PREVIEW_BYTES;
    return p->cut;
}

static void add_cell(struct preview *p, const char *text, size_t length)
{
    strbuf_adds(p->out, "<td>");
    strbuf_add_html(p->out, text, length);
    strbuf_adds(p->out, "</td>");
}

/* ---- texts and documents ---- */

static void add_row(struct preview *p, const struct paper *paper, const struct paper_paragraph *row)
{
    strbuf_adds(p->out, "<tr>");
    for (uint32_t i = 0; i < row->cell_count && i < PREVIEW_COLUMNS; i++)
        add_cell(p, paper->text + row->cells[i].byte_start, row->cells[i].byte_end - row->cells[i].byte_start);
    strbuf_adds(p->out, "</tr>\n");
}

static enum status add_paper(struct preview *p, struct arena *arena, const void *bytes, size_t size, const char *name,
                             struct problems *problems)
{
    struct paper paper;
    uint32_t table = 0;
    enum status status = paper_read(arena, bytes, size, name, problems, &paper);
    for (size_t i = 0; !status && i < paper.count && !is_full(p); i++) {
        const struct paper_paragraph *paragraph = &paper.paragraphs[i];
        bool row = paragraph->place == PAPER_TABLE_ROW && paragraph->cell_count;
        uint32_t its = row ? paragraph->table : 0;
        p->cut = i >= PREVIEW_PARAGRAPHS;
        if (table && its != table)
            strbuf_adds(p->out, "</table>\n");
        if (its && its != table)
            strbuf_adds(p->out, "<table>\n");
        table = its;
        if (row) {
            add_row(p, &paper, paragraph);
            continue;
        }
        strbuf_adds(p->out, "<p>");
        strbuf_add_html(p->out, paper.text + paragraph->byte_start, paragraph->byte_end - paragraph->byte_start);
        strbuf_adds(p->out, "</p>\n");
    }
    strbuf_adds(p->out, table ? "</table>\n" : "");
    return status;
}

/* Whatever is written in it, also a web page: as text. */
static enum status add_text(struct preview *p, struct arena *arena, const void *bytes, size_t size, const char *name,
                            struct problems *problems)
{
    char *text;
    size_t length;
    const char *encoding;
    enum status status = text_decode(arena, bytes, size, name, problems, &text, &length, &encoding);
    if (status)
        return status;
    p->cut = length > PREVIEW_BYTES;
    for (length = p->cut ? PREVIEW_BYTES : length; length && ((unsigned char)text[length] & 0xC0) == 0x80;)
        length--; /* not in the middle of a character */
    strbuf_adds(p->out, "<p>");
    strbuf_add_html(p->out, text, length);
    strbuf_adds(p->out, "</p>\n");
    return OK;
}

/* ---- workbooks ---- */

static enum status add_sheet_row(void *context, const struct xlsx_row *row)
{
    struct preview *p = context;
    p->cut = p->cut || p->rows >= PREVIEW_ROWS;
    if (is_full(p))
        return REFUSED; /* enough */
    p->rows++;
    strbuf_adds(p->out, "<tr>");
    for (size_t i = 0; i < row->count && i < PREVIEW_COLUMNS; i++)
        add_cell(p, row->cells[i].text, row->cells[i].length);
    strbuf_adds(p->out, "</tr>\n");
    return OK;
}

static enum status add_book(struct preview *p, struct arena *arena, const void *bytes, size_t size, const char *name,
                            struct problems *problems)
{
    struct xlsx_book *book;
    bool cut = false;
    enum status status = xlsx_open(arena, bytes, size, name, problems, &book);
    if (status)
        return status;
    for (size_t i = 0; i < xlsx_sheet_count(book) && i < PREVIEW_SHEETS && !status; i++) {
        const struct xlsx_sheet *sheet = xlsx_sheet(book, i);
        if (sheet->hidden)
            continue;
        strbuf_adds(p->out, "<h2>");
        strbuf_add_html(p->out, sheet->name, strlen(sheet->name));
        strbuf_adds(p->out, "</h2>\n<table>\n");
        p->rows = 0;
        p->cut = false;
        status = xlsx_rows(book, i, false, add_sheet_row, p);
        status = status == REFUSED && p->cut ? OK : status;
        cut = cut || p->cut;
        strbuf_adds(p->out, "</table>\n");
    }
    p->cut = cut || xlsx_sheet_count(book) > PREVIEW_SHEETS;
    xlsx_close(book);
    return status;
}

enum status preview_html(struct arena *arena, const char *media_type, const void *bytes, size_t size, const char *name,
                         enum language language, struct strbuf *out, struct problems *problems)
{
    struct preview p = {.out = out, .start = out->length, .language = language};
    bool sheet = strstr(media_type, "spreadsheetml") != NULL;
    bool paper = strstr(media_type, "wordprocessingml") != NULL;
    bool text = strcmp(media_type, "text/plain") == 0 ||
                strcmp(media_type, "application/octet-stream") == 0; /* in GB18030, perhaps */
    if (!sheet && !paper && !text)
        return problem_add(problems, REFUSED, &msg_no_preview, "", NULL);
    strbuf_adds(out, head);
    enum status status = sheet   ? add_book(&p, arena, bytes, size, name, problems)
                         : paper ? add_paper(&p, arena, bytes, size, name, problems)
                                 : add_text(&p, arena, bytes, size, name, problems);
    if (status) {
        out->length = p.start;
        return status;
    }
    if (p.cut)
        strbuf_adds(out, language == LANGUAGE_ZH ? "<p class=\"more\">只显示前面一部分，全文请下载。</p>\n"
                                                 : "<p class=\"more\">Only the beginning is shown; download the file "
                                                   "for the rest.</p>\n");
    strbuf_adds(out, foot);
    return OK;
}
