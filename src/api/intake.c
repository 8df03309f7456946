#include "api/intake.h"

#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/login.h"
#include "api/uploads.h"
#include "base/utf8.h"
#include "intake/accept.h"
#include "intake/intake_messages.h"
#include "intake/letter_json.h"
#include "ledger/ledger_messages.h"
#include "ledger/names.h"
#include "record/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a file comes in ---- */

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

enum status upload_name(struct call *call, const char **ret_name)
{
    const char *given = http_header(call->http, "X-File-Name");
    size_t length = 0;
    if (!given)
        given = "";
    char *name = arena_alloc(call->arena, strlen(given) + 1);
    for (const char *at = given; *at; at++) {
        if (*at == '%' && hex(at[1]) >= 0 && hex(at[2]) >= 0) {
            name[length++] = (char)(hex(at[1]) * 16 + hex(at[2]));
            at += 2;
        } else {
            name[length++] = *at;
        }
    }
    if (strlen(name) != length || !utf8_is_text(name, length, NULL) || utf8_count(name, length) > 255 ||
        strpbrk(name, "\n\t"))
        return problem_add(&call->problems, REFUSED, &msg_api_file_name, "X-File-Name", NULL);
    for (const char *at = name; *at; at++) /* without folders */
        if (*at == '/' || *at == '\\')
            name = (char *)(uintptr_t)at + 1;
    *ret_name = name;
    return call->http->body_size ? OK : problem_add(&call->problems, REFUSED, &msg_api_no_file, "", NULL);
}

/* What the installation may not hold is not even stored (D31). */
static enum status check_marking(struct call *call, const struct letter_marking *marking)
{
    static const int levels[] = {confidentiality_open,   confidentiality_internal,     confidentiality_internal,
                                 confidentiality_secret, confidentiality_confidential, confidentiality_top_secret};
    const char *ceiling = call->server->setup.installation->ceiling;
    if (levels[marking->level] <= word_find(&words_confidentiality, ceiling))
        return OK;
    const char *label =
        profile_word(call->server->setup.profiles, "inspection", "confidentiality", ceiling, call->language);
    return problem_add(&call->problems, REFUSED, &msg_letter_above_ceiling, "", marking->text, label, NULL);
}

static bool may_import_somewhere(const struct session *session)
{
    for (size_t i = 0; i < session->ledger_count; i++)
        if (ledger_may_import(session->ledgers[i].roles))
            return true;
    return false;
}

enum status intake_letter_prepare(struct call *call)
{
    const char *name = "";
    char upload[DIGEST_TEXT];
    struct paper paper;
    struct letter letter;
    struct digest file;
    struct strbuf *out = call_out(call);
    enum status status = upload_name(call, &name);
    if (!status && !may_import_somewhere(call->session))
        status = call_no_right(call);
    if (!status)
        status = paper_read(call->arena, call->http->body, call->http->body_size, name, &call->problems, &paper);
    if (!status)
        status = letter_read(call->arena, &paper, &call->problems, &letter);
    if (!status)
        status = check_marking(call, &letter.marking);
    if (!status)
        status = blobs_put(call->server->setup.blobs, call->http->body, call->http->body_size, &call->problems, &file);
    if (status)
        return status;
    uploads_note(call->server->uploads, &file, call->scope->account_id);
    digest_text(&file, upload);
    strbuf_adds(out, "{\"upload\":");
    strbuf_add_json(out, upload);
    strbuf_add_member(out, "file_name", name);
    strbuf_adds(out, ",\"parse\":");
    letter_json(&letter, &paper, out);
    while (out->length && out->bytes[out->length - 1] != '}')
        out->length--;
    out->length--; /* the object goes on */
    strbuf_adds(out, ",\"plain\":");
    strbuf_add_json_n(out, paper.text, paper.bytes);
    strbuf_adds(out, "}}");
    return OK;
}

/* ---- a tree comes back ---- */

struct intake {
    const struct ledger_card *ledger;
    struct paper paper;
    struct letter letter;
    struct inspection *inspection;
    struct feedback_report *report;
    struct letter_node *nodes;
    size_t count;
    struct revision revision;
    struct accepted accepted;
};

static enum status read_upload(struct call *call, const json_t *json, struct intake *intake)
{
    struct digest file;
    const char *upload, *name;
    void *bytes;
    size_t size;
    enum status status = call_text(call, json, "upload", true, &upload);
    if (!status)
        status = call_text(call, json, "file_name", false, &name);
    if (status)
        return status;
    if (!digest_parse(upload, &file) || !uploads_has(call->server->uploads, &file, call->scope->account_id))
        return problem_add(&call->problems, REFUSED, &msg_api_upload_gone, "upload", NULL);
    status = blobs_get(call->server->setup.blobs, call->arena, &file, UPLOAD_BYTES, &call->problems, &bytes, &size);
    if (!status && !call->dry_run) /* young again: it is about to be named by an event */
        status = blobs_put(call->server->setup.blobs, bytes, size, &call->problems, &file);
    if (!status)
        status = paper_read(call->arena, bytes, size, name, &call->problems, &intake->paper);
    if (!status) /* again: the marking is not the browser's to state */
        status = letter_read(call->arena, &intake->paper, &call->problems, &intake->letter);
    if (status)
        return status;
    intake->report->file = file;
    intake->report->file_name = *name ? name : "反馈意见";
    record_present(&intake->report->head, FIELD_feedback_report_file);
    record_present(&intake->report->head, FIELD_feedback_report_file_name);
    return OK;
}

static enum status read_report(struct call *call, const json_t *json, struct intake *intake)
{
    static const char *const names[] = {"title", "document_no", "issued_on", "signed_on"};
    json_t *object = json_object();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (json_object_get(json, names[i]))
            json_object_set(object, names[i], json_object_get(json, names[i]));
    enum status status = record_from_json(call->arena, &record_feedback_report, object, JSON_INPUT, NULL,
                                          &call->problems, &intake->report->head);
    json_decref(object);
    if (!status && !record_has(&intake->report->head, FIELD_feedback_report_title)) {
        intake->report->title = letter_title(call->arena, &intake->paper);
        record_present(&intake->report->head, FIELD_feedback_report_title);
    }
    return status;
}

static enum status read_inspection(struct call *call, const json_t *json, struct intake *intake)
{
    const json_t *new = json_object_get(json, "inspection");
    const char *id;
    enum status status = call_text(call, json, "inspection_id", false, &id);
    if (status)
        return status;
    if (*id)
        return uuid_parse(id, &intake->inspection->head.id)
                   ? OK
                   : problem_add(&call->problems, REFUSED, &msg_no_inspection, "inspection_id", id, NULL);
    if (!json_is_object(new))
        return problem_add(&call->problems, REFUSED, &msg_api_no_inspection, "inspection", NULL);
    size_t before = call->problems.count;
    status = record_from_json(call->arena, &record_inspection, new, JSON_INPUT, NULL, &call->problems,
                              &intake->inspection->head);
    for (size_t i = before; i < call->problems.count; i++)
        call->problems.items[i].place = arena_printf(call->arena, "inspection.%s", call->problems.items[i].place);
    return status;
}

/* A letter that takes the place of another: which one, and which of its findings are said no more. What each node was
 * before stands with the node. */
static enum status read_revision(struct call *call, const json_t *json, struct intake *intake)
{
    const char *report;
    const json_t *nodes = json_object_get(json, "nodes"), *withdraw = json_object_get(json, "withdraw");
    size_t gone = json_array_size(withdraw);
    enum status status = call_text(call, json, "supersedes_id", false, &report);
    if (status || !*report)
        return status;
    if (!uuid_parse(report, &intake->revision.report))
        return problem_add(&call->problems, REFUSED, &msg_revise_report, "supersedes_id", NULL);
    if (gone > LETTER_NODES_MAX || (withdraw && !json_is_array(withdraw)))
        return problem_add(&call->problems, REFUSED, &msg_revise_gone, "withdraw", NULL);
    struct uuid *was = ARENA_ARRAY(call->arena, struct uuid, intake->count);
    struct uuid *ids = ARENA_ARRAY(call->arena, struct uuid, gone + 1);
    for (size_t i = 0; i < intake->count; i++) {
        const char *id = json_string_value(json_object_get(json_array_get(nodes, i), "was"));
        const char *place = arena_printf(call->arena, "%zu", i + 1);
        if (id && *id && !uuid_parse(id, &was[i]))
            return problem_add(&call->problems, REFUSED, &msg_revise_node, place, place, NULL);
    }
    for (size_t i = 0; i < gone; i++) {
        const char *id = json_string_value(json_array_get(withdraw, i));
        if (!id || !uuid_parse(id, &ids[i]))
            return problem_add(&call->problems, REFUSED, &msg_revise_gone, "withdraw", NULL);
    }
    intake->revision.was = was;
    intake->revision.gone = ids;
    intake->revision.gone_count = gone;
    return OK;
}

enum status intake_accept_prepare(struct call *call)
{
    static const char *const known[] = {"upload", "file_name",     "inspection_id", "inspection",
                                        "title",  "document_no",   "issued_on",     "signed_on",
                                        "nodes",  "supersedes_id", "withdraw",      NULL};
    struct intake *intake = ARENA_NEW(call->arena, struct intake);
    json_t *json;
    call->state = intake;
    intake->inspection = record_new(call->arena, &record_inspection);
    intake->report = record_new(call->arena, &record_feedback_report);
    enum status status = call_ledger(call, &intake->ledger);
    if (!status && !ledger_may_import(intake->ledger->roles))
        status = call_no_right(call);
    if (!status)
        status = call_json(call, &json);
    if (!status)
        status = call_keys(call, json, known);
    if (!status)
        status = read_inspection(call, json, intake);
    if (!status)
        status = read_upload(call, json, intake);
    if (!status)
        status = read_report(call, json, intake);
    if (!status)
        status = nodes_read(call, json_object_get(json, "nodes"), &intake->paper, &intake->nodes, &intake->count);
    if (!status)
        status = read_revision(call, json, intake);
    if (status)
        return status;
    record_present(&intake->report->head, FIELD_feedback_report_plain);
    if (call->dry_run) { /* nothing is kept: only the address is worked out */
        intake->report->plain = digest_of(DIGEST_SHA256, intake->paper.text, intake->paper.bytes);
        return OK;
    }
    return blobs_put(call->server->setup.blobs, intake->paper.text, intake->paper.bytes, &call->problems,
                     &intake->report->plain);
}

enum status intake_accept_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    struct intake *intake = call->state;
    struct command command = command_new(tx, &call->actor);
    struct acceptance acceptance = {.ledger = intake->ledger->id,
                                    .inspection = record_copy(tx->arena, &record_inspection, intake->inspection),
                                    .report = record_copy(tx->arena, &record_feedback_report, intake->report),
                                    .nodes = intake->nodes,
                                    .count = intake->count,
                                    .paper = &intake->paper,
                                    .revision = intake->revision,
                                    .marking = intake->letter.marking};
    return accept_letter(tx, call->scope, &command, &acceptance, problems, &intake->accepted);
}

static void put_problems(struct call *call)
{
    struct strbuf *out = call_out(call);
    strbuf_adds(out, ",\"problems\":[");
    for (size_t i = 0; i < call->problems.count; i++) {
        static const char *const severities[] = {"error", "warning", "info"};
        const struct problem *problem = &call->problems.items[i];
        struct strbuf sentence = {0};
        char *end;
        problem_text(problem, call->language, &sentence);
        strbuf_adds(out, i ? ",{" : "{");
        strbuf_add_member(out, "severity", severities[problem->severity]);
        strbuf_add_member(out, "code", problem->message->code);
        strbuf_add_member(out, "message", strbuf_text(&sentence));
        unsigned long node = strtoul(problem->place, &end, 10);
        if (*problem->place && !*end)
            strbuf_add_member_int(out, "node", (int64_t)node);
        strbuf_addc(out, '}');
        strbuf_free(&sentence);
    }
    strbuf_addc(out, ']');
}

static void note_ongoing(struct call *call, const struct accepted *accepted)
{
    char number[24];
    if (!accepted->ongoing)
        return;
    snprintf(number, sizeof number, "%zu", accepted->ongoing);
    problem_note(&call->problems, SEVERITY_INFO, &msg_api_ongoing, "", number,
                 display_date(call->arena, accepted->ongoing_review_on, call->language), NULL);
}

enum status intake_accept_answer(struct call *call, struct db *db)
{
    (void)db;
    static const char *const names[] = {"aspects", "items", "findings", "points", "demands", "actions", "other"};
    const struct intake *intake = call->state;
    const struct accepted *accepted = &intake->accepted;
    struct strbuf *out = call_out(call);
    strbuf_adds(out, "{\"summary\":{");
    for (int i = LEVEL_ASPECT; i <= LEVEL_OTHER; i++)
        strbuf_add_member_int(out, names[i], (int64_t)accepted->by_level[i]);
    strbuf_add_member_int(out, "characters", accepted->characters);
    strbuf_add_member_int(out, "claimed_characters", accepted->claimed_characters);
    strbuf_add_member_int(out, "kept", (int64_t)accepted->revised.kept);
    strbuf_add_member_int(out, "changed", (int64_t)accepted->revised.changed);
    strbuf_add_member_int(out, "withdrawn", (int64_t)accepted->revised.withdrawn);
    strbuf_addc(out, '}');
    note_ongoing(call, accepted);
    put_problems(call);
    strbuf_add_member_name(out, "report_id");
    if (call->dry_run)
        strbuf_adds(out, "null");
    else
        put_uuid(out, accepted->report_id);
    strbuf_add_member_name(out, "numbers");
    if (*accepted->first_number) {
        strbuf_addc(out, '{');
        strbuf_add_member(out, "first", accepted->first_number);
        strbuf_add_member(out, "last", accepted->last_number);
        strbuf_addc(out, '}');
    } else {
        strbuf_adds(out, "null");
    }
    strbuf_adds(out, ",\"units_unmatched\":[");
    for (size_t i = 0; i < accepted->units_unmatched.count; i++) {
        strbuf_adds(out, i ? "," : "");
        strbuf_add_json(out, accepted->units_unmatched.items[i]);
    }
    strbuf_adds(out, "]}");
    return OK;
}
