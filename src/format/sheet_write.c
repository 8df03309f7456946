#include "format/sheet_write.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "format/format_messages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

enum { FORMATS_MOST = 64, SHEETS_MOST = 16, NAME_MOST = 31 };

struct sheet {
    struct sheet_book *book;
    lxw_worksheet *to;
    size_t merges;
};

struct sheet_book {
    struct arena *arena;
    lxw_workbook *to;
    char *path, *part; /* the target, and the file beside it that becomes it */
    struct strbuf scratch;
    struct {
        struct sheet_style style;
        lxw_format *format;
    } formats[FORMATS_MOST];
    size_t format_count;
    struct sheet sheets[SHEETS_MOST];
    size_t sheet_count;
};

/* ---- text that a cell can hold ---- */

static bool is_escape(const char *at) /* "_x0041_" would be read back as "A" */
{
    if (at[0] != '_' || at[1] != 'x')
        return false;
    for (int i = 2; i < 6; i++)
        if (!strchr("0123456789abcdefABCDEF", at[i]) || !at[i])
            return false;
    return at[6] == '_';
}

/* Which bytes need a second look: controls, the '_' of an escape, the lead of U+FFFE and U+FFFF. */
static bool is_suspect(const unsigned char *at)
{
    unsigned char c = *at;
    if (c < 0x20)
        return c != '\n' && c != '\t';
    return (c == '_' && at[1] == 'x') || (c == 0xEF && at[1] == 0xBF && at[2] >= 0xBE);
}

/* True for the usual text, found eight bytes at a time: none below 0x20, no '_', no 0xEF. */
static bool is_harmless(const char *text, size_t length)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    const unsigned char *bytes = (const unsigned char *)text;
    size_t i = 0;
    while (i < length) {
        uint64_t eight = 0;
        if (length - i >= 8) {
            memcpy(&eight, bytes + i, 8);
            uint64_t low = (eight - ones * 0x20) & ~eight & tops;
            uint64_t line = eight ^ (ones * '_'), lead = eight ^ (ones * 0xEF);
            uint64_t found = low | ((line - ones) & ~line & tops) | ((lead - ones) & ~lead & tops);
            if (!found) {
                i += 8;
                continue;
            }
        }
        size_t end = i + 8 < length ? i + 8 : length;
        for (; i < end; i++)
            if (is_suspect(bytes + i))
                return false;
    }
    return length <= SHEET_TEXT; /* never fewer bytes than UTF-16 units */
}

/* Without what XML forbids, with the spreadsheet's own escape escaped, and no longer than a cell. */
static const char *cell_text(struct sheet_book *book, const char *text)
{
    size_t length = strlen(text), units = 0;
    if (is_harmless(text, length))
        return text;
    struct strbuf *out = &book->scratch;
    const char *end = text + length;
    strbuf_clear(out);
    while (text < end) {
        const char *start = text;
        bool escape = is_escape(text);
        uint32_t c = utf8_next(&text, end);
        bool broken = c == 0xFFFD && text - start == 1;
        if ((c < 0x20 && c != '\n' && c != '\t') || (c & 0xFFFE) == 0xFFFE || broken)
            continue;
        units += (escape ? 6u : 0u) + (c > 0xFFFF ? 2u : 1u);
        if (units > SHEET_TEXT)
            break;
        strbuf_adds(out, escape ? "_x005F" : "");
        strbuf_add(out, start, (size_t)(text - start));
    }
    return strbuf_text(out);
}

/* ---- the file ---- */

static enum status cannot_write(struct problems *problems, const char *path, int error)
{
    if (error == ENOSPC || error == EDQUOT)
        return problem_add(problems, FAILED, &msg_sheet_full, "", path, NULL);
    return problem_add(problems, REFUSED, &msg_sheet_place, "", path, strerror(error), NULL);
}

/* Temporary files belong where the file goes: the same disk is checked, and nothing of a ledger is left in /tmp. */
static const char *folder_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == path ? "/" : slash ? arena_strndup(arena, path, (size_t)(slash - path)) : ".";
}

enum status sheet_book_new(const char *path, struct problems *problems, struct sheet_book **ret_book)
{
    struct stat there;
    if (stat(path, &there) == 0 && !S_ISREG(there.st_mode))
        return cannot_write(problems, path, S_ISDIR(there.st_mode) ? EISDIR : EINVAL);
    struct sheet_book *book = xmalloc(sizeof *book);
    unsigned char random[6];
    struct strbuf part = {0};
    book->arena = arena_new();
    book->path = arena_strdup(book->arena, path);
    random_bytes(random, sizeof random);
    strbuf_adds(&part, path);
    strbuf_adds(&part, ".part-");
    strbuf_add_hex(&part, random, sizeof random);
    book->part = arena_strdup(book->arena, strbuf_text(&part));
    strbuf_free(&part);
    int file = open(book->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
        enum status status = cannot_write(problems, path, errno);
        book->part = NULL;
        sheet_book_drop(book);
        return status;
    }
    close(file);
    char *folder = arena_strdup(book->arena, folder_of(book->arena, path));
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder, .use_zip64 = LXW_TRUE};
    book->to = workbook_new_opt(book->part, &options);
    if (!book->to) {
        sheet_book_drop(book);
        return cannot_write(problems, path, ENOMEM);
    }
    *ret_book = book;
    return OK;
}

void sheet_book_title(struct sheet_book *book, const char *title, const char *company)
{
    lxw_doc_properties properties = {.title = arena_strdup(book->arena, title),
                                     .company = arena_strdup(book->arena, company)};
    workbook_set_properties(book->to, &properties);
}

static void book_free(struct sheet_book *book)
{
    strbuf_free(&book->scratch);
    arena_free(book->arena);
    free(book);
}

void sheet_book_drop(struct sheet_book *book)
{
    if (!book)
        return;
    if (book->to) {
        for (size_t i = 0; i < book->sheet_count; i++) /* libxlsxwriter closes them only when it assembles the file */
            if (book->sheets[i].to->optimize_tmpfile)
                fclose(book->sheets[i].to->optimize_tmpfile), book->sheets[i].to->optimize_tmpfile = NULL;
        lxw_workbook_free(book->to);
    }
    if (book->part)
        unlink(book->part);
    book_free(book);
}

/* libxlsxwriter does not look whether its temporary files took what it wrote. */
static bool rows_were_kept(const struct sheet_book *book)
{
    for (size_t i = 0; i < book->sheet_count; i++) {
        FILE *rows = book->sheets[i].to->optimize_tmpfile;
        if (rows && (ferror(rows) || fflush(rows) != 0))
            return false;
    }
    return true;
}

/* Reads a part back: its checksum must be right and its XML must have its end. */
static bool part_is_whole(zip_t *archive, zip_uint64_t index, struct strbuf *scratch)
{
    static const char end[] = "</worksheet>";
    enum { CHUNK = 65536, TAIL = sizeof end - 1 };
    const char *name = zip_get_name(archive, index, 0);
    zip_file_t *file = zip_fopen_index(archive, index, 0);
    if (!file || !name)
        return false;
    strbuf_clear(scratch);
    strbuf_reserve(scratch, CHUNK + TAIL + 1);
    char *bytes = scratch->bytes;
    size_t kept = 0;
    zip_int64_t got;
    while ((got = zip_fread(file, bytes + kept, CHUNK)) > 0) {
        size_t all = kept + (size_t)got;
        kept = all < TAIL ? all : TAIL;
        memmove(bytes, bytes + all - kept, kept);
    }
    bool read = zip_fclose(file) == 0 && got == 0;
    bool is_sheet = strncmp(name, "xl/worksheets/sheet", 19) == 0;
    return read && (is_sheet ? kept == TAIL && memcmp(bytes, end, TAIL) == 0 : kept > 0);
}

static bool file_is_whole(const char *path, size_t sheets, struct strbuf *scratch)
{
    zip_t *archive = zip_open(path, ZIP_RDONLY, NULL);
    if (!archive)
        return false;
    zip_int64_t count = zip_get_num_entries(archive, 0);
    bool whole = count > (zip_int64_t)sheets;
    for (zip_int64_t i = 0; i < count && whole; i++)
        whole = part_is_whole(archive, (zip_uint64_t)i, scratch);
    zip_discard(archive);
    return whole;
}

static bool sync_file(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool synced = file >= 0 && fsync(file) == 0;
    if (file >= 0)
        close(file);
    return synced;
}

enum status sheet_book_finish(struct sheet_book *book, struct problems *problems)
{
    enum status status = OK;
    int error = 0;
    if (!rows_were_kept(book)) {
        status = cannot_write(problems, book->path, ENOSPC);
        sheet_book_drop(book);
        return status;
    }
    lxw_error written = workbook_close(book->to); /* frees it, whatever it answers */
    book->to = NULL;
    if (written != LXW_NO_ERROR || !file_is_whole(book->part, book->sheet_count, &book->scratch) ||
        !sync_file(book->part))
        error = ENOSPC;
    else if (rename(book->part, book->path) != 0)
        error = errno;
    if (error)
        status = cannot_write(problems, book->path, error);
    else
        book->part = NULL;
    sheet_book_drop(book);
    return status;
}

/* ---- sheets and formats ---- */

struct sheet *sheet_add(struct sheet_book *book, const char *name)
{
    char safe[NAME_MOST * 4 + 1];
    if (book->sheet_count == SHEETS_MOST)
        return NULL;
    size_t length = utf8_prefix(name, strlen(name), NAME_MOST);
    memcpy(safe, name, length);
    safe[length] = '\0';
    for (char *at = safe; *at; at++)
        if (strchr("[]:*?/\\'", *at))
            *at = ' ';
    lxw_worksheet *to = workbook_add_worksheet(book->to, safe);
    if (!to)
        return NULL;
    struct sheet *sheet = &book->sheets[book->sheet_count++];
    sheet->book = book;
    sheet->to = to;
    return sheet;
}

void sheet_hide(struct sheet *sheet)
{
    worksheet_hide(sheet->to);
}

static bool same_style(const struct sheet_style *a, const struct sheet_style *b)
{
    return strcmp(a->font, b->font) == 0 && !(a->size < b->size) && !(b->size < a->size) && a->bold == b->bold &&
           a->wrap == b->wrap && a->border == b->border && a->align == b->align && a->top == b->top &&
           a->indent == b->indent && a->fill == b->fill;
}

const struct sheet_format *sheet_format(struct sheet_book *book, const struct sheet_style *style)
{
    for (size_t i = 0; i < book->format_count; i++)
        if (same_style(&book->formats[i].style, style))
            return (const struct sheet_format *)book->formats[i].format;
    lxw_format *format = workbook_add_format(book->to);
    format_set_font_name(format, style->font);
    format_set_font_size(format, style->size);
    if (style->bold)
        format_set_bold(format);
    if (style->wrap)
        format_set_text_wrap(format);
    if (style->border)
        format_set_border(format, LXW_BORDER_THIN);
    format_set_align(format, style->align == SHEET_CENTRE  ? LXW_ALIGN_CENTER
                             : style->align == SHEET_RIGHT ? LXW_ALIGN_RIGHT
                                                           : LXW_ALIGN_LEFT);
    format_set_align(format, style->top ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
    if (style->indent)
        format_set_indent(format, (uint8_t)style->indent);
    if (style->fill)
        format_set_bg_color(format, style->fill);
    if (book->format_count < FORMATS_MOST) {
        book->formats[book->format_count].style = *style;
        book->formats[book->format_count++].format = format;
    }
    return (const struct sheet_format *)format;
}

static lxw_format *format_of(const struct sheet_format *format)
{
    return (lxw_format *)(uintptr_t)format; /* ours, handed out as const so that nobody changes it */
}

/* ---- cells ---- */

void sheet_column(struct sheet *sheet, uint16_t column, double width, bool hidden)
{
    lxw_row_col_options options = {.hidden = hidden};
    worksheet_set_column_opt(sheet->to, column, column, width, NULL, &options);
}

void sheet_row(struct sheet *sheet, uint32_t row, double points)
{
    worksheet_set_row(sheet->to, row, points > SHEET_ROW_POINTS ? SHEET_ROW_POINTS : points, NULL);
}

void sheet_text(struct sheet *sheet, uint32_t row, uint16_t column, const char *text, const struct sheet_format *format)
{
    if (*text)
        worksheet_write_string(sheet->to, row, column, cell_text(sheet->book, text), format_of(format));
    else
        worksheet_write_blank(sheet->to, row, column, format_of(format));
}

void sheet_number(struct sheet *sheet, uint32_t row, uint16_t column, double number, const struct sheet_format *format)
{
    worksheet_write_number(sheet->to, row, column, number, format_of(format));
}

void sheet_formula(struct sheet *sheet, uint32_t row, uint16_t column, const char *formula, double value,
                   const struct sheet_format *format)
{
    worksheet_write_formula_num(sheet->to, row, column, formula, format_of(format), value);
}

void sheet_formula_text(struct sheet *sheet, uint32_t row, uint16_t column, const char *formula, const char *value,
                        const struct sheet_format *format)
{
    worksheet_write_formula_str(sheet->to, row, column, formula, format_of(format), value);
}

void sheet_merge_across(struct sheet *sheet, uint32_t row, uint16_t first, uint16_t last, const char *text,
                        const struct sheet_format *format)
{
    if (first < last && sheet_can_merge(sheet, 1)) {
        worksheet_merge_range(sheet->to, row, first, row, last, "", format_of(format));
        sheet->merges++;
    }
    sheet_text(sheet, row, first, text, format);
}

/* libxlsxwriter writes the first cell and blanks the others as it merges. What it writes to rows that have left memory
 * is ignored, so that merging while the last row is still there keeps every value except that row's. */
void sheet_merge_down(struct sheet *sheet, uint32_t first, uint32_t last, uint16_t column, const char *text,
                      const struct sheet_format *format)
{
    if (first >= last || !sheet_can_merge(sheet, 1))
        return;
    worksheet_merge_range(sheet->to, first, column, last, column, "", format_of(format));
    sheet->merges++;
    if (text)
        sheet_text(sheet, last, column, text, format);
}

bool sheet_can_merge(const struct sheet *sheet, size_t more)
{
    return sheet->merges + more <= SHEET_MERGES;
}

/* ---- the sheet as a whole ---- */

void sheet_page_setup(struct sheet *sheet, const struct sheet_page *page)
{
    const double inch = 25.4;
    worksheet_set_paper(sheet->to, page->a3 ? 8 : 9);
    if (page->landscape)
        worksheet_set_landscape(sheet->to);
    worksheet_set_margins(sheet->to, page->left / inch, page->right / inch, page->top / inch, page->bottom / inch);
    if (page->header)
        worksheet_set_header(sheet->to, page->header);
    if (page->footer)
        worksheet_set_footer(sheet->to, page->footer);
    worksheet_fit_to_pages(sheet->to, 1, 0);
    worksheet_center_horizontally(sheet->to);
}

void sheet_titles(struct sheet *sheet, uint32_t first, uint32_t last, uint16_t columns)
{
    worksheet_repeat_rows(sheet->to, first, last);
    worksheet_freeze_panes(sheet->to, last + 1, columns);
}

void sheet_area(struct sheet *sheet, uint32_t last_row, uint16_t last_column)
{
    worksheet_print_area(sheet->to, 0, 0, last_row, last_column);
}

void sheet_filter(struct sheet *sheet, uint32_t first_row, uint32_t last_row, uint16_t last_column)
{
    worksheet_autofilter(sheet->to, first_row, 0, last_row, last_column);
}

void sheet_choices(struct sheet *sheet, uint32_t first_row, uint32_t last_row, uint16_t column, const char *range,
                   const char *title, const char *sentence, bool strict)
{
    struct arena *arena = sheet->book->arena;
    lxw_data_validation choices = {
        .validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA, /* see below */
        .value_formula = arena_strdup(arena, range),
        .error_title = arena_strndup(arena, title, utf8_prefix(title, strlen(title), 32)),
        .error_message = arena_strndup(arena, sentence, utf8_prefix(sentence, strlen(sentence), 255)),
        .error_type = strict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING,
    };
    if (worksheet_data_validation_range(sheet->to, first_row, column, last_row, column, &choices) != LXW_NO_ERROR)
        return;
    /* libxlsxwriter 1.1.4 copies the formula of a list twice and loses one copy; that of any other kind once. So it is
     * added as another kind and made a list where it lies. */
    lxw_data_val_obj *one, *last = NULL;
    STAILQ_FOREACH(one, sheet->to->data_validations, list_pointers)
    last = one;
    if (last)
        last->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
}
