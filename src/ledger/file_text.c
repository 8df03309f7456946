#include "ledger/file_text.h"

#include "base/utf8.h"
#include "format/docx.h"
#include "format/file.h"
#include "format/pdf.h"
#include "format/text.h"
#include "format/xlsx_read.h"
#include "store/search.h"

#include <string.h>

/* ---- reading ---- */

struct sheet_text {
    struct strbuf out;
};

static enum status add_row(void *context, const struct xlsx_row *row)
{
    struct strbuf *out = &((struct sheet_text *)context)->out;
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].merged || !row->cells[i].length)
            continue;
        strbuf_add(out, row->cells[i].text, row->cells[i].length);
        strbuf_addc(out, '\t');
    }
    strbuf_addc(out, '\n');
    return out->length < FILE_TEXT_BYTES ? OK : REFUSED;
}

static void read_xlsx(struct arena *arena, const void *bytes, size_t size, struct strbuf *out)
{
    struct xlsx_book *book = NULL;
    struct sheet_text text = {0};
    struct problems unheard;
    problems_init(&unheard, arena);
    if (xlsx_open(arena, bytes, size, "", &unheard, &book) != OK)
        return;
    for (size_t i = 0; i < xlsx_sheet_count(book) && text.out.length < FILE_TEXT_BYTES; i++) {
        strbuf_adds(&text.out, xlsx_sheet(book, i)->name);
        strbuf_addc(&text.out, '\n');
        if (xlsx_rows(book, i, false, add_row, &text) != OK)
            break;
    }
    xlsx_close(book);
    strbuf_add(out, strbuf_text(&text.out), text.out.length);
    strbuf_free(&text.out);
}

static bool read_docx(struct arena *arena, const void *bytes, size_t size, struct strbuf *out)
{
    struct problems unheard;
    struct paper paper = {0};
    problems_init(&unheard, arena);
    if (docx_read(arena, bytes, size, "", &unheard, &paper) != OK)
        return false;
    strbuf_add(out, paper.text, paper.bytes);
    strbuf_addc(out, '\n');
    strbuf_adds(out, paper.running_head ? paper.running_head : "");
    return true;
}

static void read_plain(struct arena *arena, const void *bytes, size_t size, struct strbuf *out)
{
    struct problems unheard;
    const char *encoding;
    char *text;
    size_t length;
    problems_init(&unheard, arena);
    if (text_decode(arena, bytes, size, "", &unheard, &text, &length, &encoding) == OK)
        strbuf_add(out, text, length);
}

/* What may be kept: clean, in whole characters, no longer than the limit. */
static const char *cleaned(struct arena *arena, const struct strbuf *raw)
{
    struct strbuf out = {0};
    const char *text = strbuf_text(raw), *end = text + raw->length;
    for (const char *at = text; at < end && out.length < FILE_TEXT_BYTES;) {
        const char *start = at;
        uint32_t c = utf8_next(&at, end);
        if (c == '\f' || c == '\r')
            strbuf_addc(&out, '\n');
        else if (c != 0xFFFD && utf8_is_text(start, (size_t)(at - start), NULL))
            strbuf_add(&out, start, (size_t)(at - start));
    }
    const char *kept = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

const char *file_text(struct arena *arena, const void *bytes, size_t size)
{
    struct strbuf raw = {0};
    if (file_is_zip(bytes, size)) {
        if (!read_docx(arena, bytes, size, &raw))
            read_xlsx(arena, bytes, size, &raw);
    } else if (size > 4 && memcmp(bytes, "%PDF", 4) == 0) {
        pdf_text(bytes, size, FILE_TEXT_BYTES, &raw);
    } else if (file_check(bytes, size, "", "", NULL) == OK) {
        read_plain(arena, bytes, size, &raw);
    }
    const char *text = cleaned(arena, &raw);
    strbuf_free(&raw);
    return text;
}

/* ---- what is pending ---- */

enum status file_text_want(struct tx *tx, struct uuid ledger, struct uuid id)
{
    struct stmt *stmt =
        db_prepare(tx->db, "INSERT INTO \"file_pending\" (\"ledger_id\",\"id\") VALUES (?1,?2) ON CONFLICT DO NOTHING");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, id);
    return stmt_run(stmt);
}

enum status file_text_next(struct db *db, struct file_pending *ret_pending, bool *ret_there)
{
    struct stmt *stmt =
        db_prepare(db, "SELECT \"p\".\"ledger_id\",\"p\".\"id\",\"content\" FROM \"file_pending\" AS \"p\" "
                       "CROSS JOIN \"attachment\" AS \"a\" WHERE \"a\".\"ledger_id\"=\"p\".\"ledger_id\" "
                       "AND \"a\".\"id\"=\"p\".\"id\" LIMIT 1");
    size_t size;
    enum status status = stmt_step(stmt, ret_there);
    if (!status && *ret_there) {
        *ret_pending = (struct file_pending){.ledger = stmt_uuid(stmt, 0), .id = stmt_uuid(stmt, 1)};
        const void *content = stmt_blob(stmt, 2, &size);
        if (content && size == sizeof ret_pending->content.bytes)
            memcpy(ret_pending->content.bytes, content, size);
    }
    stmt_done(stmt);
    return status;
}

const char *file_text_read(struct blobs *blobs, struct arena *arena, const struct file_pending *pending)
{
    struct problems unheard;
    void *bytes;
    size_t size;
    problems_init(&unheard, arena);
    if (blobs_get(blobs, arena, &pending->content, FILE_BYTES, &unheard, &bytes, &size) != OK)
        return "";
    return file_text(arena, bytes, size);
}

enum status file_text_store(struct tx *tx, const struct file_pending *pending, const char *text)
{
    enum status status = OK;
    if (*text)
        status = search_text_set(tx, &record_attachment, pending->ledger, pending->id, text);
    struct stmt *stmt = db_prepare(tx->db, "DELETE FROM \"file_pending\" WHERE \"ledger_id\"=?1 AND \"id\"=?2");
    stmt_bind_uuid(stmt, 1, pending->ledger);
    stmt_bind_uuid(stmt, 2, pending->id);
    return status ? status : stmt_run(stmt);
}

enum status file_text_want_all(struct db *db)
{
    return stmt_run(db_prepare(db,
                               "INSERT INTO \"file_pending\" (\"ledger_id\",\"id\") SELECT \"ledger_id\",\"id\" FROM "
                               "\"attachment\" WHERE 1=1 ON CONFLICT DO NOTHING"));
}
