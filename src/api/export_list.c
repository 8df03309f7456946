/* export_list: what a list shows, as a file; declared in "api/handlers.h". The same parameters as the list itself, and
 * columns= in their order; limit and cursor say nothing here. */
#include "api/export.h"
#include "api/handlers.h"
#include "api/records.h"
#include "document/list_sheet.h"

#include <unistd.h>

static enum status answer(struct call *call, struct db *db, bool csv)
{
    const struct subject *subject = call->state;
    struct list_query query;
    struct list_columns *columns = ARENA_NEW(call->arena, struct list_columns);
    char day[DATE_TEXT];
    const char *path;
    int64_t rows;
    const struct profiles *profiles = call->server->setup.profiles;
    const char *label = profile_record_label(profiles, subject->type, call->language);
    struct list_sheet sheet = {
        .db = db,
        .scope = call->scope,
        .query = &query,
        .columns = columns,
        .profiles = profiles,
        .profile = subject->profile,
        .language = call->language,
        .title = subject->ledger ? arena_printf(call->arena, "%s %s", subject->ledger->name, label) : label,
        .today = clock_today(&call->server->setup.clock),
        .csv = csv};
    enum status status = list_asked(call, db, subject, &query);
    if (!status)
        status = list_columns_read(&sheet, call->arena, http_query(call->http, "columns"), &call->problems, columns);
    if (!status)
        status = export_place(call, &path);
    if (status)
        return status;
    sheet.path = path;
    status = list_sheet_write(&sheet, &call->problems, &rows);
    if (status) {
        unlink(path);
        return status;
    }
    date_text(sheet.today, day);
    return export_send(call, path, csv ? "text/csv; charset=utf-8" : MEDIA_XLSX,
                       arena_printf(call->arena, "%s-%s.%s", label, day, csv ? "csv" : "xlsx"));
}

enum status export_xlsx_answer(struct call *call, struct db *db)
{
    return answer(call, db, false);
}

enum status export_csv_answer(struct call *call, struct db *db)
{
    return answer(call, db, true);
}
