/* export: a ledger as a workbook; declared in "api/handlers.h". */
#include "api/api_messages.h"
#include "api/handlers.h"
#include "document/ledger_book.h"
#include "store/row.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static enum status add_file(struct call *call, const char *path)
{
    char buffer[1 << 16];
    size_t got;
    FILE *file = fopen(path, "rbe");
    while (file && (got = fread(buffer, 1, sizeof buffer, file)) > 0)
        strbuf_add(call_out(call), buffer, got);
    bool good = file && !ferror(file);
    if (file)
        fclose(file);
    return good ? OK : FAILED;
}

/* The writer of workbooks wants a file; it is gone when the answer is sent. */
enum status export_answer(struct call *call, struct db *db)
{
    const char *folder = getenv("TMPDIR");
    char *path = arena_printf(call->arena, "%s/rectify-XXXXXX", folder && *folder ? folder : "/tmp");
    char day[DATE_TEXT];
    struct ledger ledger;
    const struct ledger_card *card;
    enum status status = call_ledger(call, &card);
    if (!status)
        status = row_load(db, call->arena, &record_ledger, (struct uuid){0}, card->id, &ledger);
    if (status)
        return status;
    int handle = mkstemp(path);
    if (handle < 0)
        return FAILED;
    close(handle);
    struct ledger_book book = {.db = db,
                               .scope = call->scope,
                               .ledger = &ledger,
                               .profiles = call->server->setup.profiles,
                               .language = call->language,
                               .today = clock_today(&call->server->setup.clock),
                               .path = path};
    status = ledger_book_write(&book, &call->problems, NULL);
    if (!status)
        status = add_file(call, path);
    unlink(path);
    if (status)
        return status;
    date_text(book.today, day);
    call->http->reply.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    call_trace(call, access_exported, call->http->target);
    call_file_name(call, arena_printf(call->arena, "%s-%s.xlsx", ledger.name, day));
    return OK;
}
