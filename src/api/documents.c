/* documents: official documents as files: .docx, and as PDF where LibreOffice is; declared in "api/handlers.h". */
#include "document/documents.h"

#include "api/handlers.h"
#include "api/records.h"
#include "format/office_pdf.h"
#include "journal/journal_messages.h"

static const char docx_type[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

static enum status make(struct call *call, struct db *db, struct strbuf *out, const char **ret_name)
{
    const struct ledger_card *ledger;
    int kind = document_kind_find(call->arguments[1]);
    enum status status = call_ledger(call, &ledger);
    if (status || kind < 0)
        return status ? status : NOT_FOUND;
    const struct record_type *subject = document_subject((enum document_kind)kind);
    struct document_wish wish = {.db = db,
                                 .scope = call->scope,
                                 .clock = &call->server->setup.clock,
                                 .profiles = call->server->setup.profiles,
                                 .profile = ledger->profile,
                                 .ledger = ledger->id};
    status = record_find(db, call->arena, subject, ledger->id, call->arguments[2], &wish.id);
    if (!status)
        status = document_make(call->arena, (enum document_kind)kind, &wish, &call->problems, out, ret_name);
    if (status == NOT_FOUND)
        return problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", subject->label, NULL);
    if (!status)
        call_trace(call, access_exported, call->http->target);
    return status;
}

enum status document_answer(struct call *call, struct db *db)
{
    const char *name;
    enum status status = make(call, db, call_out(call), &name);
    if (status)
        return status;
    call->http->reply.media_type = docx_type;
    call_file_name(call, arena_printf(call->arena, "%s.docx", name)); /* trusted: words of our own */
    return OK;
}

enum status document_pdf_answer(struct call *call, struct db *db)
{
    const char *name;
    struct strbuf docx = {0};
    enum status status = make(call, db, &docx, &name);
    if (!status)
        status = office_pdf(&docx, &call->problems, call_out(call));
    if (!status)
        call_shows_pdf(call);
    strbuf_free(&docx);
    return status;
}
