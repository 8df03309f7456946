#include "document/closure_document.h"

#include "document/record_values.h"
#include "journal/chains.h"
#include "ledger/acceptance_criterion_fields.h"
#include "ledger/corrective_action_fields.h"
#include "ledger/gate.h"
#include "ledger/review_step_fields.h"

enum { ROWS_MOST = 500 };
enum { MEASURES, CRITERIA, STEPS, LISTS };

static const struct part {
    const char *name;
    const struct record_type *type;
} lists[LISTS] = {{"measures", &record_corrective_action},
                  {"criteria", &record_acceptance_criterion},
                  {"steps", &record_review_step}};
static const char request_prefix[] = "request_";

json_t *closure_document_names(struct arena *arena)
{
    json_t *names = json_object();
    record_value_names(arena, &record_finding, "", names);
    json_object_set_new(names, "text", json_string("问题表述：工作表述，没有的用原文"));
    json_object_set_new(names, "date", json_string("今天"));
    json_object_set_new(names, "chain", json_string("存证码：台账事件的序号和校验值的前16位，可与签名的检查点核对"));
    record_value_names(arena, &record_closure_request, request_prefix, names);
    for (int i = 0; i < LISTS; i++) {
        json_t *row = json_object();
        record_value_names(arena, lists[i].type, "", row);
        json_object_set_new(names, lists[i].name, json_pack("[o]", row));
    }
    return names;
}

struct forming {
    struct arena *arena;
    const struct document_wish *wish;
    struct names *names;
    struct finding *finding;
    struct closure_request *request; /* the last one; NULL: none */
    struct list_page rows[LISTS];
    const char *chain;
};

/* Records of a type whose `field` is, or holds, this id: of what the reader may see. */
static enum status read_rows(struct forming *f, const struct record_type *type, int field, struct uuid id, int sort,
                             bool last, struct list_page *ret_page)
{
    char text[UUID_TEXT];
    uuid_text(id, text);
    struct list_query query = {.type = type,
                               .ledger = f->wish->ledger,
                               .sort = sort,
                               .descending = last,
                               .limit = last ? 1 : ROWS_MOST,
                               .filters = {{.field = field, .value = arena_strdup(f->arena, text), .compare = LIST_IS}},
                               .filter_count = 1};
    struct problems unheard;
    problems_init(&unheard, f->arena);
    enum status status = gate_list(f->wish->db, f->arena, f->wish->scope, &query, &unheard, ret_page);
    if (status == FORBIDDEN) { /* nothing of this kind is his to see */
        *ret_page = (struct list_page){0};
        return OK;
    }
    for (size_t i = 0; !status && i < ret_page->count; i++)
        names_want_record(f->names, type, ret_page->rows[i], ~(uint64_t)0);
    return status;
}

/* How far the ledger's events go, and the hash that stands for all of them: "1234-3FA9C21B07D45E88". */
static enum status read_chain(struct forming *f)
{
    struct chain_list chains = {0};
    char text[DIGEST_TEXT];
    enum status status = chains_list(f->wish->db, f->arena, &chains);
    f->chain = "";
    for (size_t i = 0; i < chains.count && !status; i++) {
        struct digest hash;
        int64_t seq = 0;
        instant at;
        bool there = false;
        if (!uuid_equal(chains.items[i].ledger_id, f->wish->ledger))
            continue;
        status = chains_head(f->wish->db, chains.items + i, &there, &seq, &at, &hash);
        if (status || !there)
            continue;
        digest_text(&hash, text);
        f->chain = arena_printf(f->arena, "%s%s%lld-%.16s", f->chain, *f->chain ? " " : "", (long long)seq, text);
    }
    return status;
}

static enum status read_all(struct forming *f)
{
    struct uuid id = f->finding->head.id;
    struct list_page request = {0};
    enum status status =
        read_rows(f, &record_closure_request, FIELD_closure_request_finding_id, id, -1, true, &request);
    f->request = request.count ? request.rows[0] : NULL;
    if (!status)
        status = read_rows(f, &record_corrective_action, FIELD_corrective_action_answers, id,
                           gate_usual_sort(&record_corrective_action), false, &f->rows[MEASURES]);
    if (!status)
        status = read_rows(f, &record_acceptance_criterion, FIELD_acceptance_criterion_finding_id, id,
                           gate_usual_sort(&record_acceptance_criterion), false, &f->rows[CRITERIA]);
    if (!status && f->request)
        status = read_rows(f, &record_review_step, FIELD_review_step_closure_request_id, f->request->head.id, -1, false,
                           &f->rows[STEPS]);
    if (!status)
        status = read_chain(f);
    return status ? status : names_load(f->names, f->wish->db, f->wish->ledger);
}

static json_t *put_all(struct forming *f)
{
    const struct display display = {.arena = f->arena,
                                    .profiles = f->wish->profiles,
                                    .profile = f->wish->profile,
                                    .language = LANGUAGE_ZH,
                                    .names = f->names};
    json_t *values = json_object();
    const struct finding *finding = f->finding;
    const char *text = record_has(&finding->head, FIELD_finding_working_text) ? finding->working_text
                       : record_has(&finding->head, FIELD_finding_verbatim)   ? finding->verbatim
                                                                              : finding->title;
    record_values(&display, &record_finding, &finding->head, "", values);
    json_object_set_new(values, "text", json_string(text));
    json_object_set_new(values, "date", json_string(display_date(f->arena, clock_today(f->wish->clock), LANGUAGE_ZH)));
    json_object_set_new(values, "chain", json_string(f->chain));
    record_values(&display, &record_closure_request, f->request ? &f->request->head : NULL, request_prefix, values);
    for (int i = 0; i < LISTS; i++) {
        json_t *rows = json_array();
        for (size_t k = 0; k < f->rows[i].count; k++) {
            json_t *row = json_object();
            record_values(&display, lists[i].type, f->rows[i].rows[k], "", row);
            json_array_append_new(rows, row);
        }
        json_object_set_new(values, lists[i].name, rows);
    }
    return values;
}

enum status closure_document_values(struct arena *arena, const struct document_wish *wish, json_t **ret_values)
{
    unsigned roles;
    struct forming f = {.arena = arena,
                        .wish = wish,
                        .names = names_new(arena, wish->scope),
                        .finding = record_new(arena, &record_finding)};
    enum status status =
        gate_load(wish->db, arena, wish->scope, &record_finding, wish->ledger, wish->id, f.finding, &roles);
    if (!status) {
        names_want_record(f.names, &record_finding, &f.finding->head, ~(uint64_t)0);
        status = read_all(&f);
    }
    if (!status)
        *ret_values = put_all(&f);
    return status;
}
