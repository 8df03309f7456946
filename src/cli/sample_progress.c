/* sample_progress: what the units of the sample bureau have reported; declared in "cli/setup.h". Each reports on his
 * own, as he would on his page. */
#include "cli/setup.h"
#include "ledger/gate.h"
#include "record/json.h"

struct reporting {
    struct cli *cli;
    const struct sample_books *books;
    struct tx *tx;
    struct problems *problems;
};

enum status sample_measure(struct tx *tx, struct uuid ledger, int64_t nth, struct uuid *ret_id)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"id\" FROM \"corrective_action\" WHERE \"ledger_id\"=?1 ORDER BY "
                                           "\"number\" LIMIT 1 OFFSET ?2");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_int(stmt, 2, nth - 1);
    enum status status = stmt_step(stmt, &row);
    *ret_id = !status && row ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return status;
}

/* On a clock that has not come so far yet it is of today. */
static enum status fill(struct reporting *r, const json_t *json, struct progress_entry *entry)
{
    static const int texts[] = {FIELD_progress_entry_done, FIELD_progress_entry_obstacle,
                                FIELD_progress_entry_next_step, FIELD_progress_entry_occurred_on};
    enum status status = OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++) {
        const char *text = json_string_value(json_object_get(json, record_progress_entry.fields[texts[i]].name));
        if (text)
            status = field_from_text(r->tx->arena, &record_progress_entry, texts[i], text, r->problems, &entry->head);
    }
    if (entry->occurred_on > clock_today(r->tx->clock))
        entry->occurred_on = clock_today(r->tx->clock);
    entry->percent = json_integer_value(json_object_get(json, "percent"));
    record_present(&entry->head, FIELD_progress_entry_percent);
    return status;
}

static enum status report_one(struct reporting *r, const json_t *json)
{
    struct progress_entry *entry = record_new(r->tx->arena, &record_progress_entry);
    struct uuid by = {0};
    struct scope scope;
    enum status status = name_resolve(r->tx->db, r->tx->arena, NULL, &record_person, r->books->ledger,
                                      json_string_value(json_object_get(json, "by")), "", r->problems, &by);
    if (!status)
        status = sample_measure(r->tx, r->books->ledger, json_integer_value(json_object_get(json, "measure")),
                                &entry->corrective_action_id);
    if (!status)
        status = fill(r, json, entry);
    if (!status)
        status = scope_resolve(r->tx->db, r->tx->arena, r->tx->clock, by, &scope);
    if (status)
        return status;
    entry->head.ledger_id = r->books->ledger;
    record_present(&entry->head, FIELD_progress_entry_corrective_action_id);
    struct actor actor = r->cli->actor;
    actor.person_id = by;
    struct command command = command_new(r->tx, &actor);
    return gate_add(r->tx, &scope, &command, &record_progress_entry, &entry->head, r->problems);
}

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct reporting *r = context;
    enum status status = OK;
    size_t i;
    json_t *one;
    r->tx = tx;
    r->problems = problems;
    json_array_foreach(json_object_get(r->books->json, "progress"), i, one) if (!status) status = report_one(r, one);
    return status;
}

enum status setup_sample_progress(struct cli *cli, const struct sample_books *books)
{
    struct reporting r = {.cli = cli, .books = books};
    return cli_write(cli, apply, &r);
}
