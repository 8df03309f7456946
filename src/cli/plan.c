/* plan: a plan is written, collected, reviewed, issued, filed; opinions about it, extracts of it (C3); declared in
 * "cli/commands.h". Everything goes through the same gate as on screen. */
#include "cli/commands.h"

#include "cli/cli_messages.h"
#include "cli/moving.h"
#include "ledger/gate.h"
#include "record/json.h"

#include <string.h>

enum { PART_BYTES = 256 * 1024 };

/* ---- writing it ---- */

static const struct option_field described[] = {{"kind", FIELD_plan_kind},
                                                {"title", FIELD_plan_title},
                                                {"unit", FIELD_plan_organisation_id},
                                                {"inspection", FIELD_plan_inspection_id},
                                                {"parent", FIELD_plan_parent_id},
                                                {"body", FIELD_plan_body_id},
                                                {"due", FIELD_plan_due},
                                                {NULL, 0}},
                                 parts[] = {{"goal", FIELD_plan_goal},
                                            {"contents", FIELD_plan_contents},
                                            {"timetable", FIELD_plan_timetable},
                                            {"leadership", FIELD_plan_leadership},
                                            {"division", FIELD_plan_division},
                                            {"safeguards", FIELD_plan_safeguards},
                                            {NULL, 0}};

struct writing {
    struct cli *cli;
    struct ledger ledger;
    struct plan *plan;
};

/* --goal TEXT, or --goal-file FILE. */
static enum status read_parts(struct writing *w)
{
    enum status status = cli_fields(w->cli, &w->ledger, &record_plan, &w->plan->head, parts);
    for (const struct option_field *part = parts; part->option && !status; part++) {
        const char *text;
        size_t size;
        const char *path = cli_option(w->cli, arena_printf(w->cli->arena, "%s-file", part->option));
        if (path && !(status = cli_read_file(w->cli, path, PART_BYTES, &text, &size)))
            status = field_from_text(w->cli->arena, &record_plan, part->field, text, &w->cli->problems, &w->plan->head);
    }
    return status;
}

static enum status read_plan(struct writing *w)
{
    w->plan->head.ledger_id = w->ledger.head.id;
    enum status status = cli_fields(w->cli, &w->ledger, &record_plan, &w->plan->head, described);
    return status ? status : read_parts(w);
}

static enum status apply_add(struct tx *tx, void *context, struct problems *problems)
{
    struct writing *w = context;
    struct command command = command_new(tx, &w->cli->actor);
    return gate_add(tx, &w->cli->scope, &command, &record_plan, &w->plan->head, problems);
}

static enum status apply_set(struct tx *tx, void *context, struct problems *problems)
{
    struct writing *w = context;
    struct command command = command_new(tx, &w->cli->actor);
    const struct change change = {.type = &record_plan, .record = &w->plan->head};
    return gate_set(tx, &w->cli->scope, &command, &change, problems);
}

int command_plan_add(struct cli *cli)
{
    struct writing w = {.cli = cli, .plan = record_new(cli->arena, &record_plan)};
    if (cli->count || !cli_option(cli, "kind") || !cli_option(cli, "title"))
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &w.ledger);
    if (!status)
        status = read_plan(&w);
    if (!status && !record_has(&w.plan->head, FIELD_plan_organisation_id)) { /* the organisation whose ledger it is */
        w.plan->organisation_id = w.ledger.organisation_id;
        record_present(&w.plan->head, FIELD_plan_organisation_id);
    }
    if (!status)
        status = cli_write(cli, apply_add, &w);
    const struct subject subject = {&record_plan, w.ledger, w.ledger.profile};
    return cli_result(cli, status ? status : cli_record_print(cli, &subject, &w.plan->head));
}

int command_plan_set(struct cli *cli)
{
    struct writing w = {.cli = cli, .plan = record_new(cli->arena, &record_plan)};
    struct uuid id = {0};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &w.ledger);
    if (!status)
        status = cli_resolve(cli, &w.ledger, &record_plan, cli->arguments[0], cli->arguments[0], &id);
    if (!status)
        status = read_plan(&w);
    w.plan->head.id = id;
    if (!status)
        status = cli_write(cli, apply_set, &w);
    const struct cli_moving said = {.cli = cli};
    return cli_moving_done(&said, status, "已修改方案：", "changed the plan: ");
}

/* ---- moving it, and what belongs to it ---- */

struct plan_move {
    const struct record_type *type;
    const char *event;
    const char *find;           /* NULL: the plan itself */
    const struct message *none; /* said when there is none */
    int paper;                  /* its field; -1: takes none */
    struct option_field fields[5];
};

#define OF_UNIT(record, states)                                                                                        \
    "SELECT \"id\" FROM \"" record "\" WHERE \"ledger_id\"=?1 AND \"plan_id\"=?2 AND \"organisation_id\"=?3 AND "      \
    "\"withdrawn\"=0 AND \"state\" IN (" states ") ORDER BY \"id\" LIMIT 1"
#define STEP                                                                                                           \
    "SELECT \"id\" FROM \"review_step\" WHERE \"ledger_id\"=?1 AND \"plan_id\"=?2 AND \"state\"='open' AND "           \
    "\"withdrawn\"=0 ORDER BY COALESCE(\"may_veto\",0),\"position\" LIMIT 1"

static const struct option_field signed_step[] = {{"opinion", FIELD_review_step_opinion},
                                                  {"on", FIELD_review_step_decided_on},
                                                  {"by", FIELD_review_step_decided_by_id}};

static int run(struct cli *cli, const struct plan_move *how, const char *zh, const char *en)
{
    struct cli_moving m = {.cli = cli,
                           .type = how->type,
                           .event = how->event,
                           .find = how->find,
                           .none = how->none,
                           .paper_field = how->paper,
                           .given = record_new(cli->arena, how->type)};
    const char *unit = cli_option(cli, "unit");
    bool of_unit = how->find && strstr(how->find, "?3");
    if (cli->count != 1 || (of_unit && !unit))
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &m.ledger);
    if (!status)
        status = cli_resolve(cli, &m.ledger, &record_plan, cli->arguments[0], cli->arguments[0], &m.id);
    m.named = m.id;
    if (!status && of_unit)
        status = cli_resolve(cli, &m.ledger, &record_organisation, unit, "unit", &m.unit);
    if (!status)
        status = cli_fields(cli, &m.ledger, how->type, m.given, how->fields);
    if (!status && how->paper >= 0)
        status = cli_moving_paper(&m, FIELD_attachment_plan_id, m.named);
    if (!status)
        status = cli_moving_run(&m);
    return cli_moving_done(&m, status, zh, en);
}

int command_plan_collect(struct cli *cli)
{
    static const struct plan_move how = {.type = &record_plan, .event = "collect", .paper = -1};
    return run(cli, &how, "已编入措施：", "measures collected: ");
}

int command_plan_submit(struct cli *cli)
{
    static const struct plan_move how = {.type = &record_plan, .event = "submit", .paper = -1};
    return run(cli, &how, "已报审：", "submitted: ");
}

int command_plan_retract(struct cli *cli)
{
    static const struct plan_move how = {.type = &record_plan, .event = "retract", .paper = -1};
    return run(cli, &how, "已撤回：", "taken back: ");
}

static int review(struct cli *cli, const char *event, const char *zh, const char *en)
{
    struct plan_move how = {.type = &record_review_step,
                            .event = event,
                            .find = STEP,
                            .none = &msg_cli_plan_no_step,
                            .paper = FIELD_review_step_paper_id};
    memcpy(how.fields, signed_step, sizeof signed_step);
    return run(cli, &how, zh, en);
}

int command_plan_approve(struct cli *cli)
{
    return review(cli, "pass", "已同意：", "passed: ");
}

int command_plan_return(struct cli *cli)
{
    return review(cli, "return", "已退回：", "returned: ");
}

int command_plan_issue(struct cli *cli)
{
    static const struct plan_move how = {
        .type = &record_plan,
        .event = "issue",
        .paper = FIELD_plan_paper_id,
        .fields = {{"document-no", FIELD_plan_document_no}, {"on", FIELD_plan_issued_on}}};
    return run(cli, &how, "已印发：", "issued: ");
}

int command_plan_file(struct cli *cli)
{
    static const struct plan_move how = {.type = &record_plan,
                                         .event = "file",
                                         .paper = -1,
                                         .fields = {{"with", FIELD_plan_filed_with}, {"on", FIELD_plan_filed_on}}};
    return run(cli, &how, "已报备：", "filed: ");
}

int command_plan_answer(struct cli *cli)
{
    static const struct plan_move how = {.type = &record_plan_opinion,
                                         .event = "answer",
                                         .find = OF_UNIT("plan_opinion", "'asked'"),
                                         .none = &msg_cli_plan_no_opinion,
                                         .paper = FIELD_plan_opinion_paper_id,
                                         .fields = {{"opinion", FIELD_plan_opinion_opinion},
                                                    {"on", FIELD_plan_opinion_answered_on},
                                                    {"by", FIELD_plan_opinion_answered_by_id}}};
    return run(cli, &how, "已反馈意见：", "answered: ");
}

int command_plan_handle(struct cli *cli)
{
    static const struct plan_move how = {
        .type = &record_plan_opinion,
        .event = "handle",
        .find = OF_UNIT("plan_opinion", "'answered'"),
        .none = &msg_cli_plan_no_opinion,
        .paper = -1,
        .fields = {{"adoption", FIELD_plan_opinion_adoption}, {"reason", FIELD_plan_opinion_adoption_reason}}};
    return run(cli, &how, "已处理意见：", "handled: ");
}

int command_plan_sign(struct cli *cli)
{
    static const struct plan_move how = {
        .type = &record_plan_extract,
        .event = "sign",
        .find = OF_UNIT("plan_extract", "'issued'"),
        .none = &msg_cli_plan_no_extract,
        .paper = FIELD_plan_extract_paper_id,
        .fields = {{"on", FIELD_plan_extract_signed_on}, {"by", FIELD_plan_extract_signed_by_id}}};
    return run(cli, &how, "已签收：", "signed for: ");
}

/* ---- asking for opinions ---- */

struct asking_units {
    struct cli *cli;
    struct plan_opinion *asked;
    VEC(struct uuid) units;
};

static enum status apply_ask(struct tx *tx, void *context, struct problems *problems)
{
    struct asking_units *a = context;
    struct command command = command_new(tx, &a->cli->actor);
    enum status status = OK;
    for (size_t i = 0; i < a->units.count && !status; i++) {
        struct plan_opinion *one = record_copy(tx->arena, &record_plan_opinion, a->asked);
        one->organisation_id = a->units.items[i];
        record_present(&one->head, FIELD_plan_opinion_organisation_id);
        status = gate_add(tx, &a->cli->scope, &command, &record_plan_opinion, &one->head, problems);
    }
    return status;
}

int command_plan_ask(struct cli *cli)
{
    static const struct option_field fields[] = {{"by", FIELD_plan_opinion_due_on}, {NULL, 0}};
    struct asking_units a = {.cli = cli, .asked = record_new(cli->arena, &record_plan_opinion)};
    struct ledger ledger;
    if (cli->count != 1 || !cli_option(cli, "unit") || !cli_option(cli, "by"))
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (!status)
        status = cli_resolve(cli, &ledger, &record_plan, cli->arguments[0], cli->arguments[0], &a.asked->plan_id);
    record_present(&a.asked->head, FIELD_plan_opinion_plan_id);
    a.asked->head.ledger_id = ledger.head.id;
    if (!status)
        status = cli_fields(cli, &ledger, &record_plan_opinion, &a.asked->head, fields);
    for (int i = 0; i < cli->option_count && !status; i++) /* --unit as often as there are units */
        if (strcmp(cli->options[i].name, "unit") == 0)
            status = cli_resolve(cli, &ledger, &record_organisation, cli->options[i].value, "unit",
                                 VEC_PUSH(cli->arena, &a.units));
    if (!status)
        status = cli_write(cli, apply_ask, &a);
    const struct cli_moving said = {.cli = cli};
    return cli_moving_done(&said, status, "已征求意见：", "opinions asked for: ");
}
