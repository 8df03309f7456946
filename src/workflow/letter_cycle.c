/* letter_cycle: the life cycle of a responsibility letter; declared in "workflow/cycles.h". It is signed below, then
 * above (责任书; B4), by hand or on paper. What was signed is hashed with the first signature; its text stays
 * (responsibility_letter.c). */
#include "journal/installation.h"
#include "ledger/responsibility_letter_fields.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/signing.h"
#include "workflow/unit_party.h"
#include "workflow/workflow_messages.h"

#include <string.h>

#define OFFICE     ROLE_BIT(role_office)
#define BIT(field) FIELD_BIT(FIELD_responsibility_letter_##field)

static const struct signing below = {FIELD_responsibility_letter_undertaken_on,
                                     FIELD_responsibility_letter_undertaken_by_id,
                                     FIELD_responsibility_letter_paper_id},
                            above = {FIELD_responsibility_letter_countersigned_on,
                                     FIELD_responsibility_letter_countersigned_by_id,
                                     FIELD_responsibility_letter_paper_id};

static bool is_drafted(const struct moving *moving)
{
    return ((const struct responsibility_letter *)moving->before)->state == letter_state_drafted;
}

/* Whose turn it is: below first, then above. */
static enum status is_party(struct moving *moving, bool *ret_party)
{
    *ret_party = person_party(moving, is_drafted(moving) ? FIELD_responsibility_letter_person_id
                                                         : FIELD_responsibility_letter_upper_person_id);
    return OK;
}

static const struct signing *turn_of(const struct moving *moving)
{
    return is_drafted(moving) ? &below : &above;
}

static bool signs_himself(const struct moving *moving)
{
    return signing_himself(moving, turn_of(moving), (moving->who & WHO_PARTY) != 0);
}

static enum status check_signed(struct moving *moving)
{
    return signing_check(moving, turn_of(moving), signs_himself(moving));
}

static enum status hash_text(struct moving *moving)
{
    const struct installation *installation;
    const struct responsibility_letter *letter = (const struct responsibility_letter *)moving->before;
    struct responsibility_letter *wanted = (struct responsibility_letter *)moving->wanted;
    const char *text = record_has(moving->before, FIELD_responsibility_letter_undertaking) ? letter->undertaking : "";
    enum status status = installation_load(moving->tx->db, &installation);
    if (status)
        return status;
    struct digest digest = digest_of(installation->algorithm, text, strlen(text));
    char *hash = arena_alloc(moving->tx->arena, DIGEST_TEXT);
    digest_text(&digest, hash);
    wanted->signed_hash = hash;
    record_present(moving->wanted, FIELD_responsibility_letter_signed_hash);
    return OK;
}

static enum status fill_undertaken(struct moving *moving)
{
    const struct responsibility_letter *letter = (const struct responsibility_letter *)moving->before;
    signing_fill(moving, &below, signs_himself(moving), letter->organisation_id);
    return hash_text(moving);
}

static enum status fill_countersigned(struct moving *moving)
{
    signing_fill(moving, &above, signs_himself(moving),
                 ((const struct responsibility_letter *)moving->before)->upper_unit_id);
    return OK;
}

static const struct guard signed_or_scanned = {"signed_or_scanned", check_signed};
static const struct effect undertakes = {"undertakes", fill_undertaken, NULL},
                           countersigns = {"countersigns", fill_countersigned, NULL};

static const struct event_form events[] = {
    {"undertake", 0, 0, BIT(undertaken_on) | BIT(undertaken_by_id) | BIT(paper_id)},
    {"countersign", 0, 0, BIT(countersigned_on) | BIT(countersigned_by_id) | BIT(paper_id)},
    {"void", 0, 0, 0},
};

static const struct transition rows[] = {
    {letter_state_drafted, "undertake", WHO_PARTY | OFFICE, GUARDS(&signed_or_scanned), &undertakes,
     letter_state_undertaken},
    {letter_state_undertaken, "countersign", WHO_PARTY | OFFICE, GUARDS(&signed_or_scanned), &countersigns,
     letter_state_signed},
    {letter_state_undertaken, "void", OFFICE, NULL, NULL, letter_state_void},
    {letter_state_signed, "void", OFFICE, NULL, NULL, letter_state_void},
};

static const struct message *const sentences[] = {&msg_letter_drafted, &msg_letter_undertaken, &msg_letter_over,
                                                  &msg_letter_over};

const struct lifecycle letter_cycle = {
    .type = &record_responsibility_letter,
    .field = FIELD_responsibility_letter_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .recorders = OFFICE,
    .is_party = is_party,
};
