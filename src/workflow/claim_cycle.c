/* claim_cycle: the life cycle of a claim; declared in "workflow/cycles.h". */
#include "access/organisation.h"
#include "ledger/claim.h"
#include "store/row.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#include <string.h>

#define OFFICE     ROLE_BIT(role_office)
#define LEADER     ROLE_BIT(role_leader)
#define BIT(field) FIELD_BIT(FIELD_claim_##field)

static const struct claim *claim_of(const struct moving *moving)
{
    return (const struct claim *)moving->before;
}

static bool is_units(const struct moving *moving)
{
    return record_has(moving->before, FIELD_claim_organisation_id);
}

static struct uuid id_of(const struct moving *moving, int field)
{
    const struct uuid *id = moving_value(moving, field);
    return id ? *id : (struct uuid){0};
}

static bool is_same(struct uuid a, struct uuid b)
{
    return !uuid_is_nil(a) && uuid_equal(a, b);
}

/* The unit's owner, or the person himself. */
static enum status is_party(struct moving *moving, bool *ret_party)
{
    const struct claim *claim = claim_of(moving);
    const char *path = "";
    *ret_party = false;
    if (moving->scope->operator)
        return OK; /* the operator is no party: he records what was signed on paper */
    if (!is_units(moving)) {
        *ret_party = is_same(moving->scope->person_id, claim->person_id);
        return OK;
    }
    enum status status = organisation_path(moving->tx->db, moving->tx->arena, claim->organisation_id, &path);
    *ret_party = !status && *path && scope_roles_over(moving->scope, path) & ROLE_BIT(role_owner);
    return status;
}

/* ---- whose hand it is ---- */

/* The party claims or disputes by himself, unless he is of the office and says that somebody else signed. */
static bool signs_himself(const struct moving *moving, int signer)
{
    struct uuid given = id_of(moving, signer);
    return moving->who & WHO_PARTY && (uuid_is_nil(given) || uuid_equal(given, moving->scope->person_id));
}

static bool decides_himself(const struct moving *moving)
{
    struct uuid given = record_has(moving->wanted, FIELD_claim_decided_by_id)
                            ? ((const struct claim *)moving->wanted)->decided_by_id
                            : (struct uuid){0};
    return !moving->scope->operator&&
            moving->who & LEADER &&(uuid_is_nil(given) || uuid_equal(given, moving->scope->person_id));
}

/* ---- guards ---- */

static enum status check_not_in_future(struct moving *moving)
{
    return moving_not_in_future(moving, BIT(claimed_on) | BIT(disputed_on) | BIT(decided_on));
}

/* A person's part bears his own name, whoever enters it. */
static enum status check_own_name(struct moving *moving)
{
    struct uuid given = record_has(moving->wanted, FIELD_claim_signed_by_id)
                            ? ((const struct claim *)moving->wanted)->signed_by_id
                            : (struct uuid){0};
    return is_units(moving) || uuid_is_nil(given) || uuid_equal(given, claim_of(moving)->person_id)
               ? OK
               : problem_add(moving->problems, REFUSED, &msg_claim_person_signs, "signed_by_id", NULL);
}

static const char *day_text(const struct moving *moving, date day)
{
    char *text = arena_alloc(moving->tx->arena, DATE_TEXT);
    date_text(day, text);
    return text;
}

static enum status check_not_decided(struct moving *moving)
{
    if (!record_has(moving->before, FIELD_claim_decision))
        return OK;
    return problem_add(moving->problems, REFUSED, &msg_claim_disputed_before, "",
                       day_text(moving, claim_of(moving)->decided_on), NULL);
}

static enum status check_proposes_another(struct moving *moving)
{
    return is_same(id_of(moving, FIELD_claim_proposed_unit_id), claim_of(moving)->organisation_id)
               ? problem_add(moving->problems, REFUSED, &msg_claim_own_unit, "proposed_unit_id", NULL)
               : OK;
}

/* The unit the decision names, or else the one the dispute proposed. */
static struct uuid next_unit(const struct moving *moving)
{
    struct uuid decided = id_of(moving, FIELD_claim_decided_unit_id);
    return uuid_is_nil(decided) ? id_of(moving, FIELD_claim_proposed_unit_id) : decided;
}

static enum status check_another_unit(struct moving *moving)
{
    struct uuid unit = next_unit(moving);
    if (uuid_is_nil(unit))
        return moving->asked ? OK : problem_add(moving->problems, REFUSED, &msg_claim_no_unit, "decided_unit_id", NULL);
    return uuid_equal(unit, claim_of(moving)->organisation_id)
               ? problem_add(moving->problems, REFUSED, &msg_claim_own_unit, "decided_unit_id", NULL)
               : OK;
}

/* Whoever decides: he himself, or whose paper the office records. */
static struct uuid decider(const struct moving *moving)
{
    struct uuid given = id_of(moving, FIELD_claim_decided_by_id);
    return !uuid_is_nil(given) ? given : decides_himself(moving) ? moving->scope->person_id : (struct uuid){0};
}

static enum status is_own_dispute(struct moving *moving, struct uuid who, bool *ret_own)
{
    const struct claim *claim = claim_of(moving);
    struct person *person = record_new(moving->tx->arena, &record_person);
    *ret_own = record_has(moving->before, FIELD_claim_disputed_by_id) && is_same(who, claim->disputed_by_id);
    if (*ret_own || uuid_is_nil(who))
        return OK;
    enum status status = row_load(moving->tx->db, moving->tx->arena, &record_person, (struct uuid){0}, who, person);
    *ret_own = !status && record_has(&person->head, FIELD_person_organisation_id) &&
               uuid_equal(person->organisation_id, claim->organisation_id);
    return status == NOT_FOUND ? OK : status;
}

/* Neither who decides nor who acts for him. */
static enum status check_not_own_dispute(struct moving *moving)
{
    bool own = false, delegates = false;
    enum status status = is_own_dispute(moving, decider(moving), &own);
    if (!status)
        status = is_own_dispute(moving, moving->scope->delegate_id, &delegates);
    if (status)
        return status;
    return own || delegates ? problem_add(moving->problems, REFUSED, &msg_claim_own_dispute, "decided_by_id", NULL)
                            : OK;
}

/* What a leader decided on paper is recorded with his name and the scan (D15). */
static enum status check_signed_or_scanned(struct moving *moving)
{
    enum status status = OK;
    if (moving->asked || decides_himself(moving))
        return OK;
    if (!record_has(moving->wanted, FIELD_claim_decided_by_id))
        status = problem_add(moving->problems, REFUSED, &msg_claim_who_decided, "decided_by_id", NULL);
    if (!record_has(moving->wanted, FIELD_claim_decision_paper_id))
        status = problem_add(moving->problems, REFUSED, &msg_claim_decided_paper, "decision_paper_id", NULL);
    return status;
}

static const struct guard not_in_future = {"not_in_future", check_not_in_future},
                          own_name = {"own_name", check_own_name},
                          not_decided_before = {"not_decided_before", check_not_decided},
                          proposes_another = {"proposes_another", check_proposes_another},
                          another_unit = {"another_unit", check_another_unit},
                          not_own_dispute = {"not_own_dispute", check_not_own_dispute},
                          signed_or_scanned = {"signed_or_scanned", check_signed_or_scanned};

/* ---- effects ---- */

/* Day, hand and supplier of a claim or a dispute. */
static void sign(struct moving *moving, int day, int signer)
{
    const struct claim *claim = claim_of(moving);
    bool himself = signs_himself(moving, signer);
    moving_put_date(moving, day, clock_today(moving->tx->clock));
    moving_put_flag(moving, FIELD_claim_on_paper, !himself);
    if (himself)
        moving_put_id(moving, signer, moving->scope->person_id);
    else if (!is_units(moving))
        moving_put_id(moving, signer, claim->person_id);
    if (!himself)
        moving_supplied(moving, is_units(moving) ? claim->organisation_id : (struct uuid){0}, id_of(moving, signer),
                        *(const date *)moving_value(moving, day));
}

static enum status fill_claim(struct moving *moving)
{
    sign(moving, FIELD_claim_claimed_on, FIELD_claim_signed_by_id);
    return OK;
}

static enum status fill_dispute(struct moving *moving)
{
    sign(moving, FIELD_claim_disputed_on, FIELD_claim_disputed_by_id);
    return OK;
}

static void forget(struct moving *moving, const int *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        record_null(moving->wanted, fields[i]);
}

/* As if it had not been said; the history keeps it. A dispute that was decided stays. */
static enum status fill_retract(struct moving *moving)
{
    static const int claim[] = {FIELD_claim_claimed_on, FIELD_claim_signed_by_id, FIELD_claim_on_paper,
                                FIELD_claim_paper_id};
    static const int dispute[] = {FIELD_claim_disputed_on, FIELD_claim_disputed_by_id, FIELD_claim_dispute_reason,
                                  FIELD_claim_proposed_unit_id};
    forget(moving, claim, sizeof claim / sizeof *claim);
    if (!record_has(moving->before, FIELD_claim_decision))
        forget(moving, dispute, sizeof dispute / sizeof *dispute);
    return OK;
}

static void decide(struct moving *moving, enum claim_decision decision)
{
    bool himself = decides_himself(moving);
    moving_put_word(moving, FIELD_claim_decision, (int)decision);
    moving_put_date(moving, FIELD_claim_decided_on, clock_today(moving->tx->clock));
    if (himself)
        moving_put_id(moving, FIELD_claim_decided_by_id, moving->scope->person_id);
    else
        moving_supplied(moving, (struct uuid){0}, id_of(moving, FIELD_claim_decided_by_id),
                        *(const date *)moving_value(moving, FIELD_claim_decided_on));
}

static enum status fill_keep(struct moving *moving)
{
    decide(moving, claim_decision_kept);
    return OK;
}

static enum status fill_pass_on(struct moving *moving)
{
    decide(moving, claim_decision_moved);
    moving_put_id(moving, FIELD_claim_decided_unit_id, next_unit(moving));
    return OK;
}

/* The old responsibility ends today, the same role passes to the other unit, which owes a claim of its own. */
static enum status hand_over(struct moving *moving, const struct record_head *after)
{
    const struct claim *claim = claim_of(moving);
    struct tx *tx = moving->tx;
    struct responsibility *old = record_new(tx->arena, &record_responsibility),
                          *stored = record_new(tx->arena, &record_responsibility),
                          *new = record_new(tx->arena, &record_responsibility);
    const struct change change = {.type = &record_responsibility, .record = &old->head, .ret_record = &stored->head};
    (void)after;
    old->head.ledger_id = new->head.ledger_id = claim->head.ledger_id;
    old->head.id = claim->responsibility_id;
    old->until_on = clock_today(tx->clock);
    record_present(&old->head, FIELD_responsibility_until_on);
    enum status status = journal_set(tx, &moving->command, &change, moving->problems);
    new->finding_id = claim->finding_id;
    new->role = claim->role;
    new->organisation_id = next_unit(moving);
    new->from_on = old->until_on;
    record_present(&new->head, FIELD_responsibility_finding_id);
    record_present(&new->head, FIELD_responsibility_role);
    record_present(&new->head, FIELD_responsibility_organisation_id);
    record_present(&new->head, FIELD_responsibility_from_on);
    if (!status && record_has(&stored->head, FIELD_responsibility_kind))
        field_copy(&record_responsibility, FIELD_responsibility_kind, &stored->head, &new->head);
    return status ? status : journal_add(tx, &moving->command, &record_responsibility, &new->head, moving->problems);
}

static const struct effect signs = {"signs", fill_claim, NULL}, disputes = {"disputes", fill_dispute, NULL},
                           forgets = {"forgets", fill_retract, NULL}, decides = {"decides", fill_keep, NULL},
                           hands_over = {"hands_over", fill_pass_on, hand_over};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"claim", 0, 0, BIT(claimed_on) | BIT(signed_by_id) | BIT(paper_id)},
    {"dispute", BIT(dispute_reason), BIT(proposed_unit_id), BIT(disputed_on) | BIT(disputed_by_id) | BIT(paper_id)},
    {"retract", BIT(retract_reason), 0, 0},
    {"keep", BIT(decision_reason), 0, BIT(decided_on) | BIT(decided_by_id) | BIT(decision_paper_id)},
    {"pass_on", BIT(decision_reason), BIT(decided_unit_id),
     BIT(decided_on) | BIT(decided_by_id) | BIT(decision_paper_id)},
    {"void", 0, 0, 0},
};

static const struct transition rows[] = {
    {claim_state_owed, "claim", WHO_PARTY | OFFICE, GUARDS(&not_in_future, &own_name), &signs, claim_state_claimed},
    {claim_state_owed, "dispute", WHO_PARTY | OFFICE, GUARDS(&not_decided_before, &proposes_another, &not_in_future),
     &disputes, claim_state_disputed},
    {claim_state_claimed, "retract", OFFICE, NULL, &forgets, claim_state_owed},
    {claim_state_disputed, "retract", WHO_PARTY | OFFICE, NULL, &forgets, claim_state_owed},
    {claim_state_disputed, "keep", LEADER | OFFICE, GUARDS(&not_own_dispute, &signed_or_scanned, &not_in_future),
     &decides, claim_state_owed},
    {claim_state_disputed, "pass_on", LEADER | OFFICE,
     GUARDS(&another_unit, &not_own_dispute, &signed_or_scanned, &not_in_future), &hands_over, claim_state_passed_on},
    {claim_state_owed, "void", WHO_PROGRAM, NULL, NULL, claim_state_void},
    {claim_state_claimed, "void", WHO_PROGRAM, NULL, NULL, claim_state_void},
    {claim_state_disputed, "void", WHO_PROGRAM, NULL, NULL, claim_state_void},
};

static const struct message *const sentences[] = {&msg_claim_not_disputed, &msg_claim_claimed, &msg_claim_disputed,
                                                  &msg_claim_passed_on, &msg_claim_void};

/* Units dispute; an official's part is put right by the office. */
static bool applies(const struct moving *moving, const char *event)
{
    return is_units(moving) || strcmp(event, "dispute") != 0;
}

/* Deciding again is answered by what was decided. */
static bool tell(const struct moving *moving, const char *event)
{
    const struct claim *claim = claim_of(moving);
    if (!applies(moving, event))
        return problem_add(moving->problems, REFUSED, &msg_claim_units_dispute, "", NULL) == REFUSED;
    bool decides_again = strcmp(event, "keep") == 0 || strcmp(event, "pass_on") == 0;
    if (!record_has(moving->before, FIELD_claim_decision) || !(decides_again || claim->state == claim_state_passed_on))
        return false;
    problem_add(moving->problems, REFUSED,
                claim->decision == claim_decision_kept ? &msg_claim_kept : &msg_claim_passed_on, "state",
                day_text(moving, claim->decided_on), claim->decision_reason, NULL);
    return true;
}

const struct lifecycle claim_cycle = {
    .type = &record_claim,
    .field = FIELD_claim_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .applies = applies,
    .tell = tell,
    .recorders = OFFICE,
    .is_party = is_party,
};
