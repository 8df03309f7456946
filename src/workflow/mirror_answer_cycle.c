/* mirror_answer_cycle: the life cycle of an answer to a mirror check; declared in "workflow/cycles.h". Its unit
 * answers, or the office records what came on paper. What is there is registered as a problem of its own, led by the
 * unit; that it is not there is a statement a later look can contradict, and then the problem is registered all the
 * same. */
#include "base/utf8.h"
#include "ledger/mirror_fields.h"
#include "ledger/responsibility_fields.h"
#include "store/row.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/signing.h"
#include "workflow/unit_party.h"
#include "workflow/workflow_messages.h"

#include <string.h>

#define OFFICE     ROLE_BIT(role_office)
#define LOOKERS    (OFFICE | ROLE_BIT(role_supervisor) | ROLE_BIT(role_inspector))
#define BIT(field) FIELD_BIT(FIELD_mirror_answer_##field)

enum { TITLE = 100 };

static const struct mirror_answer *answer_of(const struct moving *moving)
{
    return (const struct mirror_answer *)moving->before;
}

static enum status is_party(struct moving *moving, bool *ret_party)
{
    return unit_party(moving, FIELD_mirror_answer_organisation_id, ret_party);
}

static const struct signing answering = {FIELD_mirror_answer_answered_on, FIELD_mirror_answer_answered_by_id,
                                         FIELD_mirror_answer_paper_id};

/* The unit's owner, unless he says that somebody else answered. */
static bool answers_himself(const struct moving *moving)
{
    return signing_himself(moving, &answering, moving->who & WHO_PARTY);
}

/* ---- guards ---- */

static enum status check_answered_or_scanned(struct moving *moving)
{
    return signing_check(moving, &answering, answers_himself(moving));
}

static enum status check_not_in_future(struct moving *moving)
{
    return moving_not_in_future(moving, BIT(contradicted_on));
}

static enum status check_denied(struct moving *moving)
{
    return answer_of(moving)->answer == mirror_result_not_present
               ? OK
               : problem_add(moving->problems, REFUSED, &msg_answer_owns_up, "answer", NULL);
}

static const struct guard answered_or_scanned = {"answered_or_scanned", check_answered_or_scanned},
                          not_in_future = {"not_in_future", check_not_in_future}, denied = {"denied", check_denied};

/* ---- the problem that is registered ---- */

/* The matter's first line or sentence. */
static const char *title_of(struct arena *arena, const char *matter)
{
    static const char *const ends[] = {"\n", "。", "；"};
    size_t length = strlen(matter);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *end = strstr(matter, ends[i]);
        if (end && end > matter && (size_t)(end - matter) < length)
            length = (size_t)(end - matter);
    }
    size_t most = utf8_prefix(matter, length, TITLE);
    return most < length ? arena_printf(arena, "%.*s…", (int)most, matter) : arena_strndup(arena, matter, length);
}

static enum status lead(struct moving *moving, struct uuid finding)
{
    struct responsibility *one = record_new(moving->tx->arena, &record_responsibility);
    one->head.ledger_id = moving->before->ledger_id;
    one->finding_id = finding;
    one->role = responsibility_role_lead_unit;
    one->organisation_id = answer_of(moving)->organisation_id;
    one->from_on = clock_today(moving->tx->clock);
    record_present(&one->head, FIELD_responsibility_finding_id);
    record_present(&one->head, FIELD_responsibility_role);
    record_present(&one->head, FIELD_responsibility_organisation_id);
    record_present(&one->head, FIELD_responsibility_from_on);
    return journal_add(moving->tx, &moving->command, &record_responsibility, &one->head, moving->problems);
}

static enum status register_finding(struct moving *moving, const char *text)
{
    struct tx *tx = moving->tx;
    struct mirror_answer *wanted = (struct mirror_answer *)moving->wanted;
    struct mirror_item *item = record_new(tx->arena, &record_mirror_item);
    struct finding *finding = record_new(tx->arena, &record_finding);
    enum status status = row_load(tx->db, tx->arena, &record_mirror_item, moving->before->ledger_id,
                                  answer_of(moving)->mirror_item_id, item);
    if (status)
        return status;
    finding->head.ledger_id = moving->before->ledger_id;
    finding->level = finding_level_finding;
    finding->origin = origin_mirror;
    finding->title = title_of(tx->arena, item->matter);
    finding->verbatim = item->matter;
    finding->working_text = text;
    static const int said[] = {FIELD_finding_level, FIELD_finding_origin, FIELD_finding_title, FIELD_finding_verbatim,
                               FIELD_finding_working_text};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        record_present(&finding->head, said[i]);
    status = journal_add(tx, &moving->command, &record_finding, &finding->head, moving->problems);
    if (!status)
        status = lead(moving, finding->head.id);
    wanted->finding_id = finding->head.id;
    record_present(moving->wanted, FIELD_mirror_answer_finding_id);
    return status;
}

/* ---- effects ---- */

static enum status fill_answer(struct moving *moving)
{
    const struct mirror_answer *wanted = (const struct mirror_answer *)moving->wanted;
    bool himself = answers_himself(moving);
    moving_put_flag(moving, FIELD_mirror_answer_on_paper, !himself);
    signing_fill(moving, &answering, himself, answer_of(moving)->organisation_id);
    return wanted->answer == mirror_result_not_present ? OK : register_finding(moving, wanted->grounds);
}

static enum status fill_contradict(struct moving *moving)
{
    moving_put_date(moving, FIELD_mirror_answer_contradicted_on, clock_today(moving->tx->clock));
    moving_put_id(moving, FIELD_mirror_answer_contradicted_by_id, moving->scope->person_id);
    return register_finding(moving, ((const struct mirror_answer *)moving->wanted)->contradiction);
}

static const struct effect answers = {"answers", fill_answer, NULL},
                           contradicts = {"contradicts", fill_contradict, NULL};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"answer", BIT(answer) | BIT(grounds), 0, BIT(answered_on) | BIT(answered_by_id) | BIT(paper_id)},
    {"contradict", BIT(contradiction), BIT(contradicted_on), 0},
    {"excuse", 0, 0, 0},
};

static const struct transition rows[] = {
    {mirror_answer_state_owed, "answer", WHO_PARTY | OFFICE, GUARDS(&answered_or_scanned), &answers,
     mirror_answer_state_answered},
    {mirror_answer_state_answered, "contradict", LOOKERS, GUARDS(&denied, &not_in_future), &contradicts,
     mirror_answer_state_contradicted},
    {mirror_answer_state_owed, "excuse", OFFICE, NULL, NULL, mirror_answer_state_void},
};

static const struct message *const sentences[] = {&msg_answer_owed, &msg_answer_given, &msg_answer_contradicted,
                                                  &msg_answer_void};

const struct lifecycle mirror_answer_cycle = {
    .type = &record_mirror_answer,
    .field = FIELD_mirror_answer_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .recorders = OFFICE,
    .is_party = is_party,
};
