#include "ledger/portfolio.h"

#include "access/organisation.h"
#include "ledger/ledger_messages.h"

#include <string.h>

/* ---- the record ---- */

static enum status portfolio_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                   struct problems *problems)
{
    const struct portfolio *one = (const struct portfolio *)after;
    enum status status = OK;
    (void)tx;
    (void)before;
    if (!record_has(after, FIELD_portfolio_organisation_id) && !record_has(after, FIELD_portfolio_category))
        status = problem_add(problems, REFUSED, &msg_portfolio_of_what, "organisation_id", NULL);
    if (record_has(after, FIELD_portfolio_from_on) && record_has(after, FIELD_portfolio_until_on) &&
        one->until_on < one->from_on)
        status = problem_add(problems, REFUSED, &msg_period_backwards, "until_on", NULL);
    return status;
}

#define RECORD        portfolio
#define RECORD_FIELDS PORTFOLIO_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "分管", .plural = "portfolios", .of_installation = true, .code = -1, .title = -1,                         \
    .hooks = {.rules = portfolio_rules},
#include "record/define.h"

/* ---- proposals ---- */

/* How well it covers: a field counts more than any unit, a nearer unit more than one further up. 0: not at all. */
static size_t weight(const struct finding *finding, const char *lead, bool with_category, const char *category,
                     const char *unit)
{
    size_t field = 0, near = 0;
    if (with_category) {
        if (!record_has(&finding->head, FIELD_finding_category) || strcmp(finding->category, category) != 0)
            return 0;
        field = 1000000;
    }
    if (*unit) {
        size_t length = strlen(unit);
        if (!*lead || strncmp(lead, unit, length) != 0)
            return 0;
        near = length;
    }
    return field + near;
}

/* Of the ledger's own organisation and of those above and below it: another bureau's leaders lead nothing here. */
static struct stmt *in_force(struct db *db, struct uuid ledger, const char *day)
{
    struct stmt *stmt = db_prepare(
        db, "SELECT \"p\".\"person_id\",\"p\".\"organisation_id\",\"p\".\"category\",\"o\".\"path\" FROM \"portfolio\" "
            "AS \"p\" JOIN \"person\" AS \"h\" ON \"h\".\"id\"=\"p\".\"person_id\" JOIN \"organisation\" AS \"w\" ON "
            "\"w\".\"id\"=\"h\".\"organisation_id\" JOIN \"ledger\" AS \"l\" ON \"l\".\"id\"=?1 JOIN \"organisation\" "
            "AS \"t\" ON \"t\".\"id\"=\"l\".\"organisation_id\" LEFT JOIN \"organisation\" AS \"o\" ON "
            "\"o\".\"id\"=\"p\".\"organisation_id\" WHERE \"p\".\"withdrawn\"=0 AND \"h\".\"withdrawn\"=0 AND "
            "COALESCE(\"h\".\"left\",0)=0 AND (\"p\".\"from_on\" IS NULL OR \"p\".\"from_on\"<=?2) AND "
            "(\"p\".\"until_on\" IS NULL OR \"p\".\"until_on\">=?2) AND ((\"w\".\"path\">=\"t\".\"path\" AND "
            "\"w\".\"path\"<\"t\".\"path\"||'~') OR \"o\".\"id\" IS NOT NULL) ORDER BY "
            "COALESCE(\"p\".\"from_on\",'') DESC,\"p\".\"position\",\"p\".\"id\"");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_text(stmt, 2, day);
    return stmt;
}

enum status portfolio_propose(struct db *db, struct arena *arena, const struct finding *finding, date today,
                              struct portfolio_proposal *ret_proposal)
{
    bool row;
    char day[DATE_TEXT];
    const char *lead = "";
    size_t best = 0;
    enum status status = OK;
    *ret_proposal = (struct portfolio_proposal){.category = ""};
    if (record_has(&finding->head, FIELD_finding_lead_unit_id))
        status = organisation_path(db, arena, finding->lead_unit_id, &lead);
    if (status)
        return status;
    date_text(today, day);
    struct stmt *stmt = in_force(db, finding->head.ledger_id, day);
    while (!(status = stmt_step(stmt, &row)) && row) {
        bool with_category = !stmt_is_null(stmt, 2);
        size_t covers =
            weight(finding, lead, with_category, with_category ? stmt_text(stmt, 2) : "", stmt_text(stmt, 3));
        if (covers <= best)
            continue;
        best = covers;
        *ret_proposal = (struct portfolio_proposal){
            .person_id = stmt_uuid(stmt, 0),
            .organisation_id = stmt_uuid(stmt, 1),
            .category = with_category ? arena_strdup(arena, stmt_text(stmt, 2)) : "",
        };
    }
    stmt_done(stmt);
    return status;
}
