/* handover_cycle: the life cycle of a hand-over; declared in "workflow/cycles.h". The transferor signs the list of what
 * he carries, which is frozen then; when the receiver signs, all of it passes to him. The office records what was
 * signed on paper, for instance by who has left and cannot log in. */
#include "journal/chain.h"
#include "journal/installation.h"
#include "ledger/handover_fields.h"
#include "record/json.h"
#include "store/row.h"
#include "workflow/cycles.h"
#include "workflow/holdings.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#define OFFICE     ROLE_BIT(role_office)
#define BIT(field) FIELD_BIT(FIELD_handover_##field)

static const struct handover *handover_of(const struct moving *moving)
{
    return (const struct handover *)moving->before;
}

static enum status is_party(struct moving *moving, bool *ret_party)
{
    const struct handover *handover = handover_of(moving);
    *ret_party = !moving->scope->operator&&(uuid_equal(moving->scope->person_id, handover->from_person_id) ||
                                            uuid_equal(moving->scope->person_id, handover->to_person_id));
    return OK;
}

/* ---- whose hand it is ---- */

/* The office enters what was on paper as soon as it names the scan or the day. */
static bool signs_himself(const struct moving *moving, struct uuid signer, int day)
{
    return moving->who & WHO_PARTY && uuid_equal(moving->scope->person_id, signer) &&
           !record_has(moving->wanted, FIELD_handover_paper_id) && !record_has(moving->wanted, day);
}

static enum status check_hand_of(struct moving *moving, struct uuid signer, int day, const struct message *message)
{
    enum status status = OK;
    if (signs_himself(moving, signer, day))
        return OK;
    if (!(moving->who & OFFICE))
        return problem_add(moving->problems, REFUSED, message, "", NULL);
    if (moving->asked)
        return OK;
    if (!record_has(moving->wanted, day))
        status = problem_add(moving->problems, REFUSED, &msg_handover_day, record_handover.fields[day].name,
                             record_handover.fields[day].label, NULL);
    if (!record_has(moving->wanted, FIELD_handover_paper_id))
        status = problem_add(moving->problems, REFUSED, &msg_handover_paper, "paper_id", NULL);
    return status;
}

/* ---- guards ---- */

static enum status check_transferor(struct moving *moving)
{
    return check_hand_of(moving, handover_of(moving)->from_person_id, FIELD_handover_handed_on, &msg_handover_hands);
}

static enum status check_receiver(struct moving *moving)
{
    return check_hand_of(moving, handover_of(moving)->to_person_id, FIELD_handover_received_on, &msg_handover_receives);
}

static enum status check_there(struct moving *moving)
{
    struct person *person = record_new(moving->tx->arena, &record_person);
    enum status status = row_load(moving->tx->db, moving->tx->arena, &record_person, (struct uuid){0},
                                  handover_of(moving)->to_person_id, person);
    if (status)
        return status == NOT_FOUND ? OK : status;
    bool left = person->head.withdrawn || (record_has(&person->head, FIELD_person_left) && person->left);
    return left
               ? problem_add(moving->problems, REFUSED, &msg_handover_receiver_left, "to_person_id", person->name, NULL)
               : OK;
}

static enum status check_not_in_future(struct moving *moving)
{
    return moving_not_in_future(moving, BIT(handed_on) | BIT(received_on));
}

/* What he carries now; nobody changes it any more before this transaction ends. */
static enum status read_now(struct moving *moving, struct holdings *ret_holdings)
{
    const struct handover *handover = handover_of(moving);
    struct uuid ledger = handover->head.ledger_id;
    enum status status = moving->asked ? OK : chain_lock(moving->tx, ledger);
    return status ? status
                  : holdings_read(moving->tx->db, moving->tx->arena, ledger, handover->from_person_id,
                                  clock_today(moving->tx->clock), ret_holdings);
}

static enum status check_something(struct moving *moving)
{
    struct holdings now;
    enum status status = read_now(moving, &now);
    if (status)
        return status;
    if (now.more)
        return problem_add(moving->problems, REFUSED, &msg_handover_many, "", NULL);
    return now.count ? OK : problem_add(moving->problems, REFUSED, &msg_handover_nothing, "", NULL);
}

static enum status check_unchanged(struct moving *moving)
{
    struct holdings then = {0}, now = {0};
    enum status status = OK;
    if (record_has(moving->before, FIELD_handover_holdings))
        status = holdings_parse(moving->tx->arena, handover_of(moving)->holdings, &then);
    if (!status)
        status = read_now(moving, &now);
    if (status)
        return status;
    const char *difference = holdings_difference(moving->tx->arena, &then, &now);
    return *difference ? problem_add(moving->problems, REFUSED, &msg_handover_changed, "", difference, NULL) : OK;
}

static const struct guard transferor = {"transferor_signs", check_transferor},
                          receiver = {"receiver_signs", check_receiver}, there = {"receiver_is_there", check_there},
                          not_in_future = {"not_in_future", check_not_in_future},
                          something = {"something_to_hand_over", check_something},
                          unchanged = {"nothing_changed", check_unchanged};

/* ---- effects ---- */

/* The day, and whose words they are when the office enters them. */
static void sign(struct moving *moving, struct uuid signer, int day)
{
    bool himself = signs_himself(moving, signer, day);
    moving_put_date(moving, day, clock_today(moving->tx->clock));
    if (!himself)
        moving_supplied(moving, (struct uuid){0}, signer, *(const date *)moving_value(moving, day));
}

/* Who, to whom, why and what: the list he signed. */
static enum status hash_of(struct moving *moving, const char *list, const char **ret_hash)
{
    const struct installation *installation;
    const uint64_t said = BIT(from_person_id) | BIT(to_person_id) | BIT(post) | BIT(reason);
    struct strbuf bytes = {0};
    enum status status = installation_load(moving->tx->db, &installation);
    if (status)
        return status;
    record_json_canonical(&bytes, &record_handover, moving->before, said);
    strbuf_adds(&bytes, list);
    struct digest digest = digest_of(installation->algorithm, strbuf_text(&bytes), bytes.length);
    char *text = arena_alloc(moving->tx->arena, DIGEST_TEXT);
    digest_text(&digest, text);
    strbuf_free(&bytes);
    *ret_hash = text;
    return OK;
}

static enum status fill_hand(struct moving *moving)
{
    struct handover *wanted = (struct handover *)moving->wanted;
    struct holdings now;
    struct strbuf list = {0};
    enum status status = read_now(moving, &now);
    if (status)
        return status;
    holdings_json(&now, &list);
    wanted->holdings = arena_strdup(moving->tx->arena, strbuf_text(&list));
    strbuf_free(&list);
    status = hash_of(moving, wanted->holdings, &wanted->signed_hash);
    record_present(moving->wanted, FIELD_handover_holdings);
    record_present(moving->wanted, FIELD_handover_signed_hash);
    if (!record_has(moving->wanted, FIELD_handover_handed_on) && record_has(moving->before, FIELD_handover_handed_on) &&
        record_has(moving->before, FIELD_handover_paper_id) && !record_has(moving->wanted, FIELD_handover_paper_id))
        record_null(moving->wanted, FIELD_handover_paper_id); /* a paper of what was signed before proves nothing now */
    sign(moving, handover_of(moving)->from_person_id, FIELD_handover_handed_on);
    return status;
}

static enum status fill_receive(struct moving *moving)
{
    sign(moving, handover_of(moving)->to_person_id, FIELD_handover_received_on);
    return OK;
}

static enum status pass_over(struct moving *moving, const struct record_head *after)
{
    const struct handover *handover = handover_of(moving);
    struct holdings holdings;
    (void)after;
    enum status status = holdings_parse(moving->tx->arena, handover->holdings, &holdings);
    return status ? status
                  : holdings_pass(moving->tx, &moving->command, handover->head.ledger_id, &holdings,
                                  handover->to_person_id, moving->problems);
}

static const struct effect freezes = {"freezes_the_list", fill_hand, NULL},
                           passes = {"passes_over", fill_receive, pass_over};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"hand", 0, 0, BIT(handed_on) | BIT(paper_id)},
    {"receive", 0, 0, BIT(received_on) | BIT(paper_id)},
    {"cancel", 0, 0, 0},
};

static const struct transition rows[] = {
    {handover_state_drafted, "hand", WHO_PARTY | OFFICE, GUARDS(&transferor, &there, &something, &not_in_future),
     &freezes, handover_state_handed},
    {handover_state_handed, "hand", WHO_PARTY | OFFICE, GUARDS(&transferor, &there, &something, &not_in_future),
     &freezes, handover_state_handed},
    {handover_state_handed, "receive", WHO_PARTY | OFFICE, GUARDS(&receiver, &there, &unchanged, &not_in_future),
     &passes, handover_state_done},
    {handover_state_drafted, "cancel", OFFICE, NULL, NULL, handover_state_void},
    {handover_state_handed, "cancel", OFFICE, NULL, NULL, handover_state_void},
};

static const struct message *const sentences[] = {&msg_handover_drafted, &msg_handover_handed, &msg_handover_over,
                                                  &msg_handover_over};

const struct lifecycle handover_cycle = {
    .type = &record_handover,
    .field = FIELD_handover_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .recorders = OFFICE,
    .is_party = is_party,
};
