/* attachments: files of findings, measures and letters; declared in "api/handlers.h". The content comes as the body,
 * what it belongs to as parameters; it is read back through its record only (D29). */
#include "ledger/attachment.h"

#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/records.h"
#include "document/document_messages.h"
#include "document/preview.h"
#include "journal/journal_messages.h"
#include "ledger/ledger_messages.h"
#include "record/json.h"

#include <string.h>

/* POST …/attachments?finding_id=…&note=… */
enum status attachment_add_prepare(struct call *call)
{
    struct subject *subject = ARENA_NEW(call->arena, struct subject);
    struct attachment *attachment = record_new(call->arena, &record_attachment);
    const char *name = "";
    enum status status = call_ledger(call, &subject->ledger), one;
    if (!status)
        status = upload_name(call, &name);
    if (!status && !gate_written(&record_attachment, subject->ledger->roles))
        status = call_no_right(call);
    for (size_t i = 0; i < call->http->query_count && !status; i++) {
        const struct http_pair *pair = &call->http->query[i];
        int field = field_find(&record_attachment, pair->name);
        if (strcmp(pair->name, "dry_run") == 0)
            continue;
        if (field < 0 || record_attachment.fields[field].flags & (GIVEN | DERIVED))
            one = problem_add(&call->problems, REFUSED, &msg_asked_nothing, pair->name, pair->name, NULL);
        else
            one = field_from_text(call->arena, &record_attachment, field, pair->value, &call->problems,
                                  &attachment->head);
        status = one ? one : status;
    }
    if (!status && !record_has(&attachment->head, FIELD_attachment_name))
        status = field_from_text(call->arena, &record_attachment, FIELD_attachment_name, name, &call->problems,
                                 &attachment->head);
    if (status)
        return status;
    subject->type = &record_attachment;
    subject->ledger_id = subject->ledger->id;
    subject->profile = subject->ledger->profile;
    subject->wanted = &attachment->head;
    call->state = subject;
    call->status = 201;
    return attachment_take(call->dry_run ? NULL : call->server->setup.blobs, call->arena,
                           call->server->setup.installation->algorithm, call->http->body, call->http->body_size,
                           &call->problems, attachment);
}

/* The record, as far as this person may see it, and its bytes. */
static enum status load_file(struct call *call, struct db *db, struct attachment *attachment, void **ret_bytes,
                             size_t *ret_size)
{
    const struct ledger_card *ledger;
    struct uuid id;
    unsigned roles;
    enum status status = call_ledger(call, &ledger);
    if (status)
        return status;
    status = uuid_parse(call->arguments[1], &id)
                 ? gate_load(db, call->arena, call->scope, &record_attachment, ledger->id, id, attachment, &roles)
                 : NOT_FOUND;
    if (status == NOT_FOUND || (!status && !record_has(&attachment->head, FIELD_attachment_content)))
        return problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", record_attachment.label, NULL);
    if (!status)
        status = blobs_get(call->server->setup.blobs, call->arena, &attachment->content, ATTACHMENT_BYTES,
                           &call->problems, ret_bytes, ret_size);
    return status;
}

enum status attachment_file_answer(struct call *call, struct db *db)
{
    struct attachment *attachment = record_new(call->arena, &record_attachment);
    void *bytes;
    size_t size;
    enum status status = load_file(call, db, attachment, &bytes, &size);
    if (status)
        return status;
    strbuf_add(call_out(call), bytes, size);
    call->http->reply.media_type = "application/octet-stream"; /* offered for download, never shown in place */
    call_file_name(call, attachment->name);
    call_trace(call, access_exported, call->http->target);
    return OK;
}

/* What our own pages may frame; it runs nothing, asks nothing, and is of no origin. */
static const char shown_policy[] =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'self'";

enum status attachment_view_answer(struct call *call, struct db *db)
{
    static const char *const shown[] = {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"};
    struct attachment *attachment = record_new(call->arena, &record_attachment);
    void *bytes;
    size_t size;
    enum status status = load_file(call, db, attachment, &bytes, &size);
    if (status)
        return status;
    const char *type = attachment_media_type(bytes, size);
    size_t at = 0;
    while (at < sizeof shown / sizeof *shown && strcmp(shown[at], type) != 0)
        at++;
    if (at == sizeof shown / sizeof *shown)
        return problem_add(&call->problems, REFUSED, &msg_no_preview, "", NULL);
    strbuf_add(call_out(call), bytes, size);
    if (strcmp(type, "application/pdf") == 0) {
        call_shows_pdf(call);
    } else {
        call->http->reply.media_type = shown[at];
        call->policy = shown_policy;
        http_reply_header(call->http, "Content-Disposition", "inline");
    }
    call_trace(call, access_exported, call->http->target);
    return OK;
}

enum status attachment_preview_answer(struct call *call, struct db *db)
{
    struct attachment *attachment = record_new(call->arena, &record_attachment);
    void *bytes;
    size_t size;
    enum status status = load_file(call, db, attachment, &bytes, &size);
    if (!status)
        status = preview_html(call->arena, attachment_media_type(bytes, size), bytes, size, attachment->name,
                              call->language, call_out(call), &call->problems);
    if (status)
        return status;
    call->http->reply.media_type = "text/html; charset=utf-8";
    call->policy = shown_policy;
    call_trace(call, access_exported, call->http->target);
    return OK;
}
