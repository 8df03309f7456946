/* report: the original of a letter, as text with the places of its nodes and as the file; declared in
 * "api/handlers.h". Reading goes through the record (D29), and shows what this person may read (D31). */
#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/records.h"
#include "journal/journal_messages.h"
#include "ledger/gate.h"
#include "ledger/letter_sight.h"
#include "store/row.h"

#include <string.h>

static enum status load_report(struct call *call, struct db *db, struct feedback_report *ret_report,
                               const struct ledger_card **ret_ledger)
{
    struct uuid id;
    unsigned roles;
    enum status status = call_ledger(call, ret_ledger);
    if (status)
        return status;
    status = uuid_parse(call->arguments[1], &id) ? gate_load(db, call->arena, call->scope, &record_feedback_report,
                                                             (*ret_ledger)->id, id, ret_report, &roles)
                                                 : NOT_FOUND;
    return status == NOT_FOUND
               ? problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", record_feedback_report.label, NULL)
               : status;
}

static enum status read_nodes(struct call *call, struct db *db, const struct ledger_card *ledger, struct uuid report,
                              struct list_page *ret_page)
{
    char id[UUID_TEXT];
    VEC(void *) rows = {0};
    struct list_query query = {.type = &record_finding,
                               .ledger = ledger->id,
                               .sort = FIELD_finding_path,
                               .filters = {{.field = FIELD_finding_feedback_report_id, .value = id}},
                               .filter_count = 1,
                               .limit = LIST_LIMIT};
    enum status status;
    uuid_text(report, id);
    do {
        struct list_page page = {0};
        status = gate_list(db, call->arena, call->scope, &query, &call->problems, &page);
        for (size_t i = 0; !status && i < page.count; i++)
            *VEC_PUSH(call->arena, &rows) = page.rows[i];
        query.after = page.next;
    } while (!status && query.after);
    *ret_page = (struct list_page){.rows = rows.items, .count = rows.count};
    return status;
}

static bool is_placed(const struct finding *finding)
{
    return record_has(&finding->head, FIELD_finding_span_start) && record_has(&finding->head, FIELD_finding_span_end) &&
           finding->span_start >= 0 && finding->span_end >= finding->span_start;
}

/* Who may not have the letter's text by his role reads his own passages only; everybody else all but what is hidden
 * from him. */
static enum status read_plain(struct call *call, struct db *db, const struct feedback_report *report,
                              const char **ret_text)
{
    void *bytes;
    size_t size;
    struct letter_sight sight;
    struct digest digest = report->plain;
    bool between = record_has(&report->head, FIELD_feedback_report_plain);
    enum status status = OK;
    if (!between) { /* the stored digest of a field he does not see */
        struct feedback_report *stored = record_new(call->arena, &record_feedback_report);
        status = row_load(db, call->arena, &record_feedback_report, report->head.ledger_id, report->head.id, stored);
        digest = stored->plain;
        if (!status && !record_has(&stored->head, FIELD_feedback_report_plain))
            status = NOT_FOUND;
    }
    if (!status)
        status =
            blobs_get(call->server->setup.blobs, call->arena, &digest, UPLOAD_BYTES, &call->problems, &bytes, &size);
    if (!status)
        status = letter_sight_read(db, call->arena, call->scope, report, &sight);
    if (!status)
        *ret_text = letter_masked(call->arena, &sight, between, bytes, size);
    return status;
}

static void put_node(struct strbuf *out, const struct finding *finding)
{
    strbuf_adds(out, "{\"finding_id\":");
    put_uuid(out, finding->head.id);
    strbuf_add_member_name(out, "number");
    if (record_has(&finding->head, FIELD_finding_number))
        strbuf_add_json(out, finding->number);
    else
        strbuf_adds(out, "null");
    strbuf_add_member(out, "level", word_text(&words_finding_level, finding->level));
    strbuf_add_member_int(out, "start", finding->span_start);
    strbuf_add_member_int(out, "end", finding->span_end);
    strbuf_add_member(out, "title", finding->title);
    strbuf_addc(out, '}');
}

enum status report_text_answer(struct call *call, struct db *db)
{
    struct feedback_report *report = record_new(call->arena, &record_feedback_report);
    const struct ledger_card *ledger;
    struct list_page page = {0};
    struct strbuf *out = call_out(call);
    const char *text = "";
    bool any = false;
    enum status status = load_report(call, db, report, &ledger);
    if (!status)
        status = read_nodes(call, db, ledger, report->head.id, &page);
    if (!status)
        status = read_plain(call, db, report, &text);
    if (status)
        return status;
    strbuf_adds(out, "{\"plain\":");
    strbuf_add_json(out, text);
    strbuf_adds(out, ",\"nodes\":[");
    for (size_t i = 0; i < page.count; i++) {
        if (!is_placed(page.rows[i]))
            continue;
        strbuf_adds(out, any ? ",\n" : "\n");
        put_node(out, page.rows[i]);
        trace_restricted(call, &record_finding, page.rows[i]);
        any = true;
    }
    strbuf_adds(out, "]}");
    return OK;
}

static const char *media_type(const char *name)
{
    const char *dot = strrchr(name, '.');
    if (dot && strcmp(dot, ".docx") == 0)
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    return dot && strcmp(dot, ".txt") == 0 ? "text/plain" : "application/octet-stream";
}

enum status report_file_answer(struct call *call, struct db *db)
{
    struct feedback_report *report = record_new(call->arena, &record_feedback_report);
    const struct ledger_card *ledger;
    void *bytes;
    size_t size;
    struct letter_sight sight;
    enum status status = load_report(call, db, report, &ledger);
    if (status)
        return status;
    if (!(gate_seen(&record_feedback_report, ledger->roles) & FIELD_BIT(FIELD_feedback_report_file)))
        return call_no_right(call);
    status = letter_sight_read(db, call->arena, call->scope, report, &sight);
    if (!status && !sight.whole)
        return problem_add(&call->problems, FORBIDDEN, &msg_api_letter_parts, "", NULL);
    if (status)
        return status;
    if (!record_has(&report->head, FIELD_feedback_report_file))
        return problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", "原文件", NULL);
    status =
        blobs_get(call->server->setup.blobs, call->arena, &report->file, UPLOAD_BYTES, &call->problems, &bytes, &size);
    if (status)
        return status;
    const char *name = record_has(&report->head, FIELD_feedback_report_file_name) ? report->file_name : "letter";
    strbuf_add(call_out(call), bytes, size);
    call->http->reply.media_type = media_type(name);
    call_trace(call, access_exported, call->http->target);
    call_file_name(call, name);
    return OK;
}
