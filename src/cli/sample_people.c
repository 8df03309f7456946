/* sample_people: portfolios of the sample bureau, and a mirror check; declared in "cli/setup.h". Each unit answers for
 * itself, as it would on its page. */
#include "cli/setup.h"
#include "ledger/gate.h"
#include "record/json.h"
#include "workflow/mover.h"

enum { ITEMS = 32 };

struct peopling {
    struct cli *cli;
    const struct sample_books *books;
    struct tx *tx;
    struct command command;
    struct problems *problems;
    struct uuid check, items[ITEMS];
    size_t item_count;
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static enum status find(struct peopling *p, const struct record_type *type, const char *text, struct uuid *ret_id)
{
    return name_resolve(p->tx->db, p->tx->arena, NULL, type, p->books->ledger, text, "", p->problems, ret_id);
}

/* Whoever does it must be allowed to. */
static enum status act_as(struct peopling *p, const char *name, struct scope *ret_scope, struct actor *ret_actor)
{
    struct uuid person = {0};
    enum status status = find(p, &record_person, name, &person);
    *ret_actor = p->cli->actor;
    ret_actor->person_id = person;
    return status ? status : scope_resolve(p->tx->db, p->tx->arena, p->tx->clock, person, ret_scope);
}

/* ---- portfolios ---- */

static enum status category_word(struct peopling *p, const char *label, const char **ret_word)
{
    bool row;
    struct stmt *stmt =
        db_prepare(p->tx->db, "SELECT \"word\" FROM \"term\" WHERE \"vocabulary\"='category' AND \"label\"=?1");
    stmt_bind_text(stmt, 1, label);
    enum status status = stmt_step(stmt, &row);
    *ret_word = !status && row ? arena_strdup(p->tx->arena, stmt_text(stmt, 0)) : NULL;
    stmt_done(stmt);
    return status;
}

static enum status add_portfolio(struct peopling *p, const json_t *json)
{
    struct portfolio *one = record_new(p->tx->arena, &record_portfolio);
    const char *unit = text_of(json, "unit"), *category = text_of(json, "category");
    enum status status = find(p, &record_person, text_of(json, "person"), &one->person_id);
    record_present(&one->head, FIELD_portfolio_person_id);
    if (!status && unit) {
        status = find(p, &record_organisation, unit, &one->organisation_id);
        record_present(&one->head, FIELD_portfolio_organisation_id);
    }
    if (!status && category)
        status = category_word(p, category, &one->category);
    if (one->category)
        record_present(&one->head, FIELD_portfolio_category);
    return status ? status : gate_add(p->tx, &p->cli->scope, &p->command, &record_portfolio, &one->head, p->problems);
}

/* ---- the mirror check ---- */

static enum status add_check(struct peopling *p, const json_t *json)
{
    struct mirror_check *check = record_new(p->tx->arena, &record_mirror_check);
    struct uuid units[ITEMS];
    enum status status = OK;
    size_t i;
    json_t *unit;
    check->head.ledger_id = p->books->ledger;
    check->title = text_of(json, "title");
    check->source = text_of(json, "source");
    check->notice_no = text_of(json, "notice_no");
    date_parse(text_of(json, "due_on"), &check->due_on);
    check->units = (struct uuid_list){units, 0};
    json_array_foreach(json_object_get(json, "units"), i, unit) if (!status && i < ITEMS) status =
        find(p, &record_organisation, json_string_value(unit), &units[check->units.count++]);
    uuid_list_sort(&check->units);
    static const int said[] = {FIELD_mirror_check_title, FIELD_mirror_check_source, FIELD_mirror_check_notice_no,
                               FIELD_mirror_check_due_on, FIELD_mirror_check_units};
    for (i = 0; i < sizeof said / sizeof *said; i++)
        record_present(&check->head, said[i]);
    if (!status)
        status = gate_add(p->tx, &p->cli->scope, &p->command, &record_mirror_check, &check->head, p->problems);
    p->check = check->head.id;
    return status;
}

static enum status add_item(struct peopling *p, const char *matter)
{
    struct mirror_item *item = record_new(p->tx->arena, &record_mirror_item);
    item->head.ledger_id = p->books->ledger;
    item->mirror_check_id = p->check;
    item->matter = matter;
    record_present(&item->head, FIELD_mirror_item_mirror_check_id);
    record_present(&item->head, FIELD_mirror_item_matter);
    enum status status = gate_add(p->tx, &p->cli->scope, &p->command, &record_mirror_item, &item->head, p->problems);
    if (!status && p->item_count < ITEMS)
        p->items[p->item_count++] = item->head.id;
    return status;
}

static enum status find_answer(struct peopling *p, const json_t *json, struct uuid *ret_id)
{
    bool row;
    struct uuid unit;
    size_t nth = (size_t)json_integer_value(json_object_get(json, "item"));
    enum status status = find(p, &record_organisation, text_of(json, "unit"), &unit);
    if (status)
        return status;
    struct stmt *stmt = db_prepare(p->tx->db, "SELECT \"id\" FROM \"mirror_answer\" WHERE \"ledger_id\"=?1 AND "
                                              "\"mirror_item_id\"=?2 AND \"organisation_id\"=?3");
    stmt_bind_uuid(stmt, 1, p->books->ledger);
    stmt_bind_uuid(stmt, 2, p->items[nth - 1]);
    stmt_bind_uuid(stmt, 3, unit);
    status = stmt_step(stmt, &row);
    *ret_id = !status && row ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return status;
}

static enum status answer_one(struct peopling *p, const json_t *json)
{
    struct mirror_answer *given = record_new(p->tx->arena, &record_mirror_answer);
    struct move move = {
        .type = &record_mirror_answer, .ledger = p->books->ledger, .event = "answer", .given = &given->head};
    struct scope scope;
    struct actor actor;
    enum status status = find_answer(p, json, &move.id);
    given->answer = word_find(&words_mirror_result, text_of(json, "answer"));
    given->grounds = text_of(json, "grounds");
    record_present(&given->head, FIELD_mirror_answer_answer);
    record_present(&given->head, FIELD_mirror_answer_grounds);
    if (!status)
        status = act_as(p, text_of(json, "by"), &scope, &actor);
    struct command command = command_new(p->tx, &actor);
    return status ? status : workflow_move(p->tx, &scope, &command, &move, p->problems);
}

static enum status mirror(struct peopling *p, const json_t *json)
{
    size_t i;
    json_t *one;
    enum status status = add_check(p, json);
    json_array_foreach(json_object_get(json, "items"), i, one) if (!status) status =
        add_item(p, json_string_value(one));
    const struct move send = {
        .type = &record_mirror_check, .ledger = p->books->ledger, .id = p->check, .event = "send"};
    if (!status)
        status = workflow_move(p->tx, &p->cli->scope, &p->command, &send, p->problems);
    json_array_foreach(json_object_get(json, "answers"), i, one) if (!status) status = answer_one(p, one);
    return status;
}

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct peopling *p = context;
    enum status status = OK;
    size_t i;
    json_t *one;
    p->tx = tx;
    p->problems = problems;
    p->command = command_new(tx, &p->cli->actor);
    p->item_count = 0;
    json_array_foreach(json_object_get(p->books->json, "portfolios"), i, one) if (!status) status =
        add_portfolio(p, one);
    return status ? status : mirror(p, json_object_get(p->books->json, "mirror"));
}

enum status setup_sample_people(struct cli *cli, const struct sample_books *books)
{
    struct peopling p = {.cli = cli, .books = books};
    return cli_write(cli, apply, &p);
}
