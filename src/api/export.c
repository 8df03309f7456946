/* export: a ledger as a workbook; declared in "api/handlers.h". */
#include "api/export.h"

#include "api/api_messages.h"
#include "api/handlers.h"
#include "base/temporary.h"
#include "document/ledger_book.h"
#include "store/row.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum status export_place(struct call *call, const char **ret_path)
{
    char *path = arena_printf(call->arena, "%s/rectify-XXXXXX", temporary_folder());
    int handle = mkstemp(path);
    if (handle < 0)
        return FAILED;
    close(handle);
    *ret_path = path;
    return OK;
}

enum status export_send(struct call *call, const char *path, const char *media_type, const char *name)
{
    struct http_reply *reply = &call->http->reply;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    unlink(path);
    if (file < 0)
        return FAILED;
    reply->has_file = true;
    reply->file = file;
    reply->media_type = media_type;
    call_trace(call, access_exported, call->http->target);
    call_file_name(call, name);
    return OK;
}

enum status export_answer(struct call *call, struct db *db)
{
    const char *path;
    char day[DATE_TEXT];
    struct ledger ledger;
    const struct ledger_card *card;
    enum status status = call_ledger(call, &card);
    if (!status)
        status = row_load(db, call->arena, &record_ledger, (struct uuid){0}, card->id, &ledger);
    if (status)
        return status;
    status = export_place(call, &path);
    if (status)
        return status;
    struct ledger_book book = {.db = db,
                               .scope = call->scope,
                               .ledger = &ledger,
                               .profiles = call->server->setup.profiles,
                               .language = call->language,
                               .today = clock_today(&call->server->setup.clock),
                               .path = path};
    status = ledger_book_write(&book, &call->problems, NULL);
    if (status) {
        unlink(path);
        return status;
    }
    date_text(book.today, day);
    return export_send(call, path, MEDIA_XLSX, arena_printf(call->arena, "%s-%s.xlsx", ledger.name, day));
}
