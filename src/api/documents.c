/* documents: official documents as files: .docx, and as PDF where LibreOffice is; declared in "api/handlers.h". */
#include "document/report_document.h"

#include "api/handlers.h"
#include "api/records.h"
#include "format/office_pdf.h"
#include "journal/journal_messages.h"

static const char docx_type[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

static enum status make_report(struct call *call, struct db *db, struct strbuf *out, const char **ret_number)
{
    const struct ledger_card *ledger;
    struct document_wish wish = {.db = db, .scope = call->scope, .clock = &call->server->setup.clock};
    enum status status = call_ledger(call, &ledger);
    if (status)
        return status;
    wish.ledger = ledger->id;
    status = record_find(db, call->arena, &record_progress_report, ledger->id, call->arguments[1], &wish.id);
    if (!status)
        status = report_document(call->arena, &wish, &call->problems, out, ret_number);
    if (status == NOT_FOUND)
        return problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", record_progress_report.label, NULL);
    if (!status)
        call_trace(call, access_exported, call->http->target);
    return status;
}

enum status report_document_answer(struct call *call, struct db *db)
{
    const char *number;
    enum status status = make_report(call, db, call_out(call), &number);
    if (status)
        return status;
    call->http->reply.media_type = docx_type;
    call_file_name(call, arena_printf(call->arena, "%s.docx", number)); /* trusted: a number of our own */
    return OK;
}

enum status report_pdf_answer(struct call *call, struct db *db)
{
    const char *number;
    struct strbuf docx = {0};
    enum status status = make_report(call, db, &docx, &number);
    if (!status)
        status = office_pdf(&docx, &call->problems, call_out(call));
    if (!status)
        call_shows_pdf(call);
    strbuf_free(&docx);
    return status;
}
