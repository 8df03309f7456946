/* sample_claims: who has claimed in the sample bureau; declared in "cli/setup.h". Most have; one dispute was upheld,
 * one was not, one is open. Each moves his own, as he would on his page. */
#include "access/account.h"
#include "cli/setup.h"
#include "record/json.h"
#include "workflow/mover.h"

#include <string.h>

struct claiming {
    struct cli *cli;
    const struct sample_books *books;
    struct tx *tx;
    struct problems *problems;
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static enum status resolve(struct claiming *c, const struct record_type *type, const char *name, struct uuid *ret_id)
{
    return name_resolve(c->tx->db, c->tx->arena, NULL, type, c->books->ledger, name, "", c->problems, ret_id);
}

/* What this party still has to move of the finding. */
static enum status find_claim(struct claiming *c, struct uuid finding, bool is_unit, struct uuid party,
                              struct uuid *ret_claim)
{
    bool row;
    struct stmt *stmt =
        db_prepare(c->tx->db, is_unit ? "SELECT \"id\" FROM \"claim\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                                        "\"organisation_id\"=?3 AND \"state\" IN ('owed','disputed') ORDER BY \"id\""
                                      : "SELECT \"id\" FROM \"claim\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND "
                                        "\"person_id\"=?3 AND \"state\" IN ('owed','disputed') ORDER BY \"id\"");
    stmt_bind_uuid(stmt, 1, c->books->ledger);
    stmt_bind_uuid(stmt, 2, finding);
    stmt_bind_uuid(stmt, 3, party);
    enum status status = stmt_step(stmt, &row);
    *ret_claim = !status && row ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return status;
}

static enum status fill(struct claiming *c, const json_t *json, struct claim *given)
{
    static const int texts[] = {FIELD_claim_dispute_reason, FIELD_claim_decision_reason};
    enum status status = OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++) {
        const char *text = text_of(json, record_claim.fields[texts[i]].name);
        if (text)
            status = field_from_text(c->tx->arena, &record_claim, texts[i], text, c->problems, &given->head);
    }
    if (status || !text_of(json, "proposed_unit_id"))
        return status;
    record_present(&given->head, FIELD_claim_proposed_unit_id);
    return resolve(c, &record_organisation, text_of(json, "proposed_unit_id"), &given->proposed_unit_id);
}

static enum status move_one(struct claiming *c, const json_t *json)
{
    json_int_t number = json_integer_value(json_object_get(json, "finding"));
    const char *unit = text_of(json, "unit");
    struct claim *given = record_new(c->tx->arena, &record_claim);
    struct uuid party, by, id = {0};
    struct scope scope;
    if (number < 1 || (size_t)number > c->books->finding_count)
        return OK;
    enum status status =
        resolve(c, unit ? &record_organisation : &record_person, unit ? unit : text_of(json, "person"), &party);
    if (!status)
        status = resolve(c, &record_person, text_of(json, "by"), &by);
    if (!status)
        status = find_claim(c, c->books->findings[number - 1], unit != NULL, party, &id);
    if (!status)
        status = fill(c, json, given);
    if (!status)
        status = scope_resolve(c->tx->db, c->tx->arena, c->tx->clock, by, &scope);
    if (status || uuid_is_nil(id)) /* the same person signs once, in whichever part */
        return status;
    struct actor actor = c->cli->actor;
    actor.person_id = by;
    struct command command = command_new(c->tx, &actor);
    const struct move move = {.type = &record_claim,
                              .ledger = c->books->ledger,
                              .id = id,
                              .event = text_of(json, "event"),
                              .given = &given->head};
    return workflow_move(c->tx, &scope, &command, &move, c->problems);
}

static enum status apply(struct tx *tx, void *context, struct problems *problems)
{
    struct claiming *c = context;
    enum status status = OK;
    size_t i;
    json_t *one;
    c->tx = tx;
    c->problems = problems;
    json_array_foreach(json_object_get(c->books->json, "claims"), i, one) if (!status) status = move_one(c, one);
    return status;
}

enum status setup_sample_claims(struct cli *cli, const struct sample_books *books)
{
    struct claiming c = {.cli = cli, .books = books};
    return cli_write(cli, apply, &c);
}
