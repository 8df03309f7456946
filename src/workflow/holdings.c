#include "workflow/holdings.h"

#include "base/utf8.h"
#include "ledger/corrective_action_fields.h"
#include "ledger/effectiveness_check_fields.h"
#include "ledger/plan_opinion_fields.h"
#include "ledger/portfolio_fields.h"
#include "ledger/request_fields.h"
#include "ledger/responsibility_fields.h"
#include "ledger/review_step_fields.h"
#include "ledger/sight.h"
#include "record/json.h"
#include "store/row.h"

#include <string.h>

enum { TITLE = 60, TOLD = 12 };

struct passing {
    struct tx *tx;
    const struct command *command;
    struct uuid ledger, id, to;
    date today;
    struct problems *problems;
};

struct duty {
    const struct record_type *type;
    const struct word_list *words; /* of `as` */
    /* id, finding, as, number, title, due: of ?1, the ledger, and ?2, the person; ?3, today, where `dated`. Ends with
     * its order. */
    const char *sql;
    bool dated;
    enum status (*pass)(const struct passing *p);
};

/* ---- how each passes ---- */

static enum status end_today(const struct passing *p, const struct record_type *type, int until,
                             struct record_head *ret_stored)
{
    struct record_head *old = record_new(p->tx->arena, type);
    const struct change change = {.type = type, .record = old, .event = "hand_over", .ret_record = ret_stored};
    old->ledger_id = p->ledger;
    old->id = p->id;
    *(date *)field_set(old, &type->fields[until]) = p->today;
    record_present(old, until);
    return journal_set(p->tx, p->command, &change, p->problems);
}

/* The same again for the successor, from today on. */
static enum status begin_today(const struct passing *p, const struct record_type *type, const struct record_head *old,
                               int person, int from, int until)
{
    struct record_head *new = record_new(p->tx->arena, type);
    new->ledger_id = old->ledger_id;
    for (size_t i = 0; i < type->count; i++)
        if (record_has(old, (int)i) && !(type->fields[i].flags & (GIVEN | DERIVED)) && (int)i != until)
            field_copy(type, (int)i, old, new);
    *(struct uuid *)field_set(new, &type->fields[person]) = p->to;
    *(date *)field_set(new, &type->fields[from]) = p->today;
    record_present(new, person);
    record_present(new, from);
    return journal_add(p->tx, p->command, type, new, p->problems);
}

/* The successor may have the same part in the finding already. */
static enum status has_it(const struct passing *p, const struct responsibility *old, bool *ret_has)
{
    struct stmt *stmt = db_prepare(
        p->tx->db, "SELECT 1 FROM \"responsibility\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND \"role\"=?3 AND "
                   "\"person_id\"=?4 AND \"withdrawn\"=0 AND \"until_on\" IS NULL LIMIT 1");
    stmt_bind_uuid(stmt, 1, p->ledger);
    stmt_bind_uuid(stmt, 2, old->finding_id);
    stmt_bind_text(stmt, 3, word_text(&words_responsibility_role, old->role));
    stmt_bind_uuid(stmt, 4, p->to);
    enum status status = stmt_step(stmt, ret_has);
    stmt_done(stmt);
    return status;
}

static enum status pass_responsibility(const struct passing *p)
{
    struct responsibility *old = record_new(p->tx->arena, &record_responsibility);
    bool has = false;
    enum status status = end_today(p, &record_responsibility, FIELD_responsibility_until_on, &old->head);
    if (!status)
        status = has_it(p, old, &has);
    return status || has ? status
                         : begin_today(p, &record_responsibility, &old->head, FIELD_responsibility_person_id,
                                       FIELD_responsibility_from_on, FIELD_responsibility_until_on);
}

static enum status pass_portfolio(const struct passing *p)
{
    struct portfolio *old = record_new(p->tx->arena, &record_portfolio);
    enum status status = end_today(p, &record_portfolio, FIELD_portfolio_until_on, &old->head);
    return status ? status
                  : begin_today(p, &record_portfolio, &old->head, FIELD_portfolio_person_id, FIELD_portfolio_from_on,
                                FIELD_portfolio_until_on);
}

/* A record that has one holder at a time gets another. */
static enum status rename_holder(const struct passing *p, const struct record_type *type, int person)
{
    struct record_head *record = record_new(p->tx->arena, type);
    const struct change change = {.type = type, .record = record, .event = "hand_over"};
    record->ledger_id = p->ledger;
    record->id = p->id;
    *(struct uuid *)field_set(record, &type->fields[person]) = p->to;
    record_present(record, person);
    return journal_set(p->tx, p->command, &change, p->problems);
}

static enum status pass_action(const struct passing *p)
{
    return rename_holder(p, &record_corrective_action, FIELD_corrective_action_owner_id);
}

static enum status pass_step(const struct passing *p)
{
    return rename_holder(p, &record_review_step, FIELD_review_step_person_id);
}

static enum status pass_request(const struct passing *p)
{
    return rename_holder(p, &record_request, FIELD_request_addressee_id);
}

static enum status pass_opinion(const struct passing *p)
{
    return rename_holder(p, &record_plan_opinion, FIELD_plan_opinion_person_id);
}

static enum status pass_check(const struct passing *p)
{
    return rename_holder(p, &record_effectiveness_check, FIELD_effectiveness_check_checker_id);
}

/* ---- the table: to add one, a row ---- */

static const struct duty duties[] = {
    {&record_responsibility, &words_responsibility_role,
     "SELECT \"r\".\"id\",\"f\".\"id\",\"r\".\"role\",\"f\".\"number\",\"f\".\"title\",\"f\".\"due_on\" FROM "
     "\"responsibility\" AS \"r\" JOIN \"finding\" AS \"f\" ON \"f\".\"ledger_id\"=\"r\".\"ledger_id\" AND "
     "\"f\".\"id\"=\"r\".\"finding_id\" WHERE \"r\".\"ledger_id\"=?1 AND \"r\".\"person_id\"=?2 AND "
     "\"r\".\"withdrawn\"=0 AND \"r\".\"until_on\" IS NULL AND \"f\".\"withdrawn\"=0 AND \"f\".\"state\"<>'closed' AND "
     "COALESCE(\"f\".\"restricted\",0)=0 ORDER BY \"f\".\"path\",\"r\".\"id\"",
     false, pass_responsibility},
    {&record_corrective_action, NULL,
     "SELECT \"a\".\"id\",(SELECT \"l\".\"ref_id\" FROM \"corrective_action_answers\" AS \"l\" WHERE "
     "\"l\".\"ledger_id\"=\"a\".\"ledger_id\" AND \"l\".\"id\"=\"a\".\"id\" ORDER BY \"l\".\"ref_id\" LIMIT "
     "1),NULL,\"a\".\"number\",\"a\".\"measure\",\"a\".\"due_on\" FROM \"corrective_action\" AS \"a\" WHERE "
     "\"a\".\"ledger_id\"=?1 AND \"a\".\"owner_id\"=?2 AND \"a\".\"withdrawn\"=0 AND \"a\".\"state\"<>'done' AND NOT "
     "EXISTS (SELECT 1 FROM \"corrective_action_answers\" AS \"l\" JOIN \"finding\" AS \"f\" ON "
     "\"f\".\"ledger_id\"=\"l\".\"ledger_id\" AND \"f\".\"id\"=\"l\".\"ref_id\" WHERE "
     "\"l\".\"ledger_id\"=\"a\".\"ledger_id\" AND \"l\".\"id\"=\"a\".\"id\" AND \"f\".\"restricted\"=1) ORDER BY "
     "\"a\".\"number\",\"a\".\"id\"",
     false, pass_action},
    {&record_review_step, NULL,
     "SELECT \"s\".\"id\",\"f\".\"id\",\"s\".\"name\",\"f\".\"number\",COALESCE(\"f\".\"title\",\"p\".\"title\"),"
     "\"s\".\"due_on\" FROM \"review_step\" AS \"s\" LEFT JOIN \"finding\" AS \"f\" ON "
     "\"f\".\"ledger_id\"=\"s\".\"ledger_id\" AND \"f\".\"id\"=\"s\".\"finding_id\" LEFT JOIN \"plan\" AS \"p\" ON "
     "\"p\".\"ledger_id\"=\"s\".\"ledger_id\" AND \"p\".\"id\"=\"s\".\"plan_id\" WHERE \"s\".\"ledger_id\"=?1 AND "
     "\"s\".\"person_id\"=?2 AND \"s\".\"withdrawn\"=0 AND \"s\".\"state\" IN ('waiting','open') AND "
     "COALESCE(\"f\".\"restricted\",0)=0 ORDER BY \"f\".\"path\",\"s\".\"position\",\"s\".\"id\"",
     false, pass_step},
    {&record_request, NULL,
     "SELECT \"q\".\"id\",\"f\".\"id\",NULL,\"q\".\"number\",\"q\".\"title\",\"q\".\"reply_by_on\" FROM \"request\" AS "
     "\"q\" JOIN \"finding\" AS \"f\" ON \"f\".\"ledger_id\"=\"q\".\"ledger_id\" AND \"f\".\"id\"=\"q\".\"finding_id\" "
     "WHERE \"q\".\"ledger_id\"=?1 AND \"q\".\"addressee_id\"=?2 AND \"q\".\"withdrawn\"=0 AND \"q\".\"state\"='open' "
     "AND COALESCE(\"f\".\"restricted\",0)=0 ORDER BY \"q\".\"number\",\"q\".\"id\"",
     false, pass_request},
    {&record_plan_opinion, NULL,
     "SELECT \"o\".\"id\",NULL,NULL,NULL,\"p\".\"title\",\"o\".\"due_on\" FROM \"plan_opinion\" AS \"o\" JOIN \"plan\" "
     "AS "
     "\"p\" ON \"p\".\"ledger_id\"=\"o\".\"ledger_id\" AND \"p\".\"id\"=\"o\".\"plan_id\" WHERE "
     "\"o\".\"ledger_id\"=?1 AND \"o\".\"person_id\"=?2 AND \"o\".\"withdrawn\"=0 AND \"o\".\"state\"='asked' ORDER BY "
     "\"o\".\"due_on\",\"o\".\"id\"",
     false, pass_opinion},
    {&record_effectiveness_check, NULL,
     "SELECT \"e\".\"id\",\"f\".\"id\",NULL,\"f\".\"number\",\"f\".\"title\",\"e\".\"planned_on\" FROM "
     "\"effectiveness_check\" AS \"e\" JOIN \"finding\" AS \"f\" ON \"f\".\"ledger_id\"=\"e\".\"ledger_id\" AND "
     "\"f\".\"id\"=\"e\".\"finding_id\" WHERE \"e\".\"ledger_id\"=?1 AND \"e\".\"checker_id\"=?2 AND "
     "\"e\".\"withdrawn\"=0 AND \"e\".\"state\"='planned' AND COALESCE(\"f\".\"restricted\",0)=0 ORDER BY "
     "\"f\".\"path\",\"e\".\"id\"",
     false, pass_check},
    {&record_portfolio, NULL,
     "SELECT \"p\".\"id\",NULL,NULL,NULL,COALESCE(\"o\".\"name\",'')||COALESCE((SELECT min(\"t\".\"label\") FROM "
     "\"term\" AS \"t\" WHERE \"t\".\"vocabulary\"='category' AND \"t\".\"word\"=\"p\".\"category\" AND "
     "\"t\".\"withdrawn\"=0),''),NULL FROM \"portfolio\" AS \"p\" JOIN \"ledger\" AS \"l\" ON \"l\".\"id\"=?1 JOIN "
     "\"organisation\" AS \"b\" ON \"b\".\"id\"=\"l\".\"organisation_id\" LEFT JOIN \"organisation\" AS \"o\" ON "
     "\"o\".\"id\"=\"p\".\"organisation_id\" WHERE \"p\".\"person_id\"=?2 AND \"p\".\"withdrawn\"=0 AND "
     "(\"p\".\"from_on\" IS NULL OR \"p\".\"from_on\"<=?3) AND (\"p\".\"until_on\" IS NULL OR \"p\".\"until_on\">?3) "
     "AND "
     "(\"o\".\"id\" IS NULL OR (\"o\".\"path\">=\"b\".\"path\" AND \"o\".\"path\"<\"b\".\"path\"||'~')) ORDER BY "
     "\"p\".\"position\",\"p\".\"id\"",
     true, pass_portfolio},
};

enum { DUTIES = sizeof duties / sizeof *duties };

const struct record_type *holding_type(const struct holding *holding)
{
    return holding->duty->type;
}

const struct word_list *holding_words(const struct holding *holding)
{
    return holding->duty->words;
}

/* ---- reading ---- */

typedef VEC(struct holding) holding_vec;

static const char *column(struct arena *arena, struct stmt *stmt, int at)
{
    if (stmt_is_null(stmt, at))
        return "";
    const char *text = stmt_text(stmt, at);
    size_t length = utf8_prefix(text, strlen(text), TITLE);
    return text[length] ? arena_printf(arena, "%.*s…", (int)length, text) : arena_strdup(arena, text);
}

static enum status read_duty(struct db *db, struct arena *arena, const struct duty *duty, struct uuid ledger,
                             struct uuid person, const char *today, holding_vec *items)
{
    bool row;
    enum status status;
    struct stmt *stmt = db_prepare(db, duty->sql);
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, person);
    if (duty->dated)
        stmt_bind_text(stmt, 3, today);
    while (!(status = stmt_step(stmt, &row)) && row && items->count <= HOLDINGS_MOST)
        *VEC_PUSH(arena, items) = (struct holding){.duty = duty,
                                                   .id = stmt_uuid(stmt, 0),
                                                   .finding_id = stmt_uuid(stmt, 1),
                                                   .as = column(arena, stmt, 2),
                                                   .number = column(arena, stmt, 3),
                                                   .title = column(arena, stmt, 4),
                                                   .due_on = column(arena, stmt, 5)};
    stmt_done(stmt);
    return status;
}

enum status holdings_read(struct db *db, struct arena *arena, struct uuid ledger, struct uuid person, date today,
                          struct holdings *ret_holdings)
{
    char day[DATE_TEXT];
    holding_vec items = {0};
    enum status status = OK;
    date_text(today, day);
    for (size_t i = 0; i < DUTIES && !status; i++)
        status = read_duty(db, arena, &duties[i], ledger, person, day, &items);
    bool more = items.count > HOLDINGS_MOST;
    *ret_holdings = (struct holdings){items.items, more ? HOLDINGS_MOST : items.count, more};
    return status;
}

static int find(const struct uuid_list *ids, struct uuid id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (uuid_equal(ids->ids[i], id))
            return (int)i;
    return -1;
}

enum status holdings_seen(struct db *db, struct arena *arena, const struct scope *scope, struct uuid ledger,
                          const struct holdings *all, struct holdings *ret_seen)
{
    struct holdings seen = {ARENA_ARRAY(arena, struct holding, all->count + 1), 0, all->more};
    struct uuid *ids = ARENA_ARRAY(arena, struct uuid, all->count + 1);
    enum status status = OK;
    for (size_t d = 0; d < DUTIES && !status; d++) {
        struct uuid_list mine = {ids, 0}, shown;
        for (size_t i = 0; i < all->count; i++)
            if (all->items[i].duty == &duties[d])
                mine.ids[mine.count++] = all->items[i].id;
        shown = mine;
        if (mine.count && !scope->operator&& !duties[d].type->of_installation)
            status = sight_among(db, arena, scope, duties[d].type, ledger, &mine, &shown);
        for (size_t i = 0; i < all->count && !status; i++)
            if (all->items[i].duty == &duties[d] && find(&shown, all->items[i].id) >= 0)
                seen.items[seen.count++] = all->items[i];
    }
    *ret_seen = seen;
    return status;
}

/* ---- frozen ---- */

static void put_id(struct strbuf *out, const char *name, struct uuid id)
{
    char text[UUID_TEXT];
    if (uuid_is_nil(id))
        return;
    uuid_text(id, text);
    strbuf_add_member(out, name, text);
}

/* Keys in byte order. */
void holdings_json(const struct holdings *holdings, struct strbuf *out)
{
    strbuf_addc(out, '[');
    for (size_t i = 0; i < holdings->count; i++) {
        const struct holding *one = &holdings->items[i];
        strbuf_adds(out, i ? ",{" : "{");
        strbuf_add_member(out, "as", one->as);
        strbuf_add_member(out, "due_on", one->due_on);
        put_id(out, "finding_id", one->finding_id);
        put_id(out, "id", one->id);
        strbuf_add_member(out, "number", one->number);
        strbuf_add_member(out, "record", one->duty->type->name);
        strbuf_add_member(out, "title", one->title);
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
}

static const char *text_of(struct arena *arena, const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? arena_strdup(arena, text) : "";
}

static const struct duty *duty_of(const char *record)
{
    for (size_t i = 0; i < DUTIES; i++)
        if (strcmp(duties[i].type->name, record) == 0)
            return &duties[i];
    return NULL;
}

enum status holdings_parse(struct arena *arena, const char *json, struct holdings *ret_holdings)
{
    json_t *array = NULL;
    holding_vec items = {0};
    enum status status = json_parse(json, strlen(json), NULL, &array);
    for (size_t i = 0; !status && i < json_array_size(array); i++) {
        const json_t *object = json_array_get(array, i);
        struct holding one = {.duty = duty_of(text_of(arena, object, "record")),
                              .as = text_of(arena, object, "as"),
                              .number = text_of(arena, object, "number"),
                              .title = text_of(arena, object, "title"),
                              .due_on = text_of(arena, object, "due_on")};
        const char *finding = text_of(arena, object, "finding_id");
        if (!one.duty || !uuid_parse(text_of(arena, object, "id"), &one.id) ||
            (*finding && !uuid_parse(finding, &one.finding_id)))
            status = MALFORMED;
        else
            *VEC_PUSH(arena, &items) = one;
    }
    json_decref(array);
    if (!status)
        *ret_holdings = (struct holdings){items.items, items.count, false};
    return status;
}

static bool holds(const struct holdings *holdings, const struct holding *wanted)
{
    for (size_t i = 0; i < holdings->count; i++) {
        const struct holding *one = &holdings->items[i];
        if (one->duty == wanted->duty && uuid_equal(one->id, wanted->id) && strcmp(one->as, wanted->as) == 0)
            return true;
    }
    return false;
}

static void tell_missing(const struct holdings *from, const struct holdings *in, const char *sign, size_t *told,
                         struct strbuf *out)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct holding *one = &from->items[i];
        if (holds(in, one))
            continue;
        if (++*told == TOLD)
            strbuf_adds(out, " …");
        if (*told >= TOLD)
            continue;
        strbuf_adds(out, out->length ? " " : "");
        strbuf_adds(out, sign);
        strbuf_adds(out, *one->number ? one->number : one->title);
    }
}

const char *holdings_difference(struct arena *arena, const struct holdings *then, const struct holdings *now)
{
    struct strbuf out = {0};
    size_t told = 0;
    tell_missing(now, then, "+", &told, &out);
    tell_missing(then, now, "−", &told, &out);
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

/* ---- passing over ---- */

enum status holdings_pass(struct tx *tx, const struct command *command, struct uuid ledger,
                          const struct holdings *holdings, struct uuid to, struct problems *problems)
{
    enum status status = OK;
    for (size_t i = 0; i < holdings->count && !status; i++) {
        const struct passing p = {.tx = tx,
                                  .command = command,
                                  .ledger = ledger,
                                  .id = holdings->items[i].id,
                                  .to = to,
                                  .today = clock_today(tx->clock),
                                  .problems = problems};
        status = holdings->items[i].duty->pass(&p);
    }
    return status;
}
