/* report_cycle: a report is written, sent, received or returned (D2); declared in "workflow/cycles.h". Sent, it says
 * when and whether that was late, and is frozen with the figures of the day; nothing is sent without what the duty asks
 * for. */
#include "access/ledger_fields.h"
#include "journal/installation.h"
#include "ledger/report_figures.h"
#include "ledger/reporting.h"
#include "record/json.h"
#include "store/row.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/signing.h"
#include "workflow/unit_party.h"
#include "workflow/workflow_messages.h"

#include <string.h>

#define OFFICE     ROLE_BIT(role_office)
#define RECEIVERS  (OFFICE | ROLE_BIT(role_inspector))
#define BIT(field) FIELD_BIT(FIELD_progress_report_##field)

static const struct signing signature = {FIELD_progress_report_signed_on, FIELD_progress_report_signed_by_id,
                                         FIELD_progress_report_paper_id};

static enum status is_party(struct moving *moving, bool *ret_party)
{
    return unit_party(moving, FIELD_progress_report_organisation_id, ret_party);
}

/* ---- by which duty ---- */

/* Without one: all zero. */
static enum status load_duty(struct moving *moving, struct reporting_duty **ret_duty)
{
    const struct progress_report *report = (const struct progress_report *)moving->before;
    struct reporting_duty *duty = record_new(moving->tx->arena, &record_reporting_duty);
    enum status status = OK;
    if (record_has(moving->before, FIELD_progress_report_reporting_duty_id))
        status = row_load(moving->tx->db, moving->tx->arena, &record_reporting_duty, moving->before->ledger_id,
                          report->reporting_duty_id, duty);
    *ret_duty = duty;
    return status;
}

static enum status is_offices(struct moving *moving, bool *ret_own)
{
    const struct progress_report *report = (const struct progress_report *)moving->before;
    struct ledger *ledger = record_new(moving->tx->arena, &record_ledger);
    enum status status = row_load(moving->tx->db, moving->tx->arena, &record_ledger, (struct uuid){0},
                                  moving->before->ledger_id, ledger);
    *ret_own = !status && uuid_equal(ledger->organisation_id, report->organisation_id);
    return status;
}

/* ---- sending ---- */

/* Blanks are no text, the wide ones (U+3000) neither. */
static bool says_something(const struct record_head *report, int part)
{
    const char *text =
        record_has(report, part) ? *(const char *const *)field_get(report, &record_progress_report.fields[part]) : "";
    while (*text) {
        size_t wide = strncmp(text, "\xE3\x80\x80", 3) == 0 ? 3 : strchr(" \t\r\n", *text) != NULL;
        if (!wide)
            return true;
        text += wide;
    }
    return false;
}

/* A file of this very report, or none. */
static enum status check_paper(struct moving *moving, int field)
{
    struct attachment *paper = record_new(moving->tx->arena, &record_attachment);
    if (!record_has(moving->wanted, field))
        return OK;
    const struct field *of = &record_progress_report.fields[field];
    enum status status = row_load(moving->tx->db, moving->tx->arena, &record_attachment, moving->before->ledger_id,
                                  *(const struct uuid *)field_get(moving->wanted, of), paper);
    bool own = !status && record_has(&paper->head, FIELD_attachment_progress_report_id) &&
               uuid_equal(paper->progress_report_id, moving->before->id);
    return status == NOT_FOUND || (!status && !own)
               ? problem_add(moving->problems, REFUSED, &msg_report_paper, of->name, of->label, NULL)
               : status;
}

/* Every part the duty asks for; with no news none of them. */
static enum status check_parts(struct moving *moving)
{
    struct reporting_duty *duty;
    const struct progress_report *report = (const struct progress_report *)moving->before;
    enum status worst = load_duty(moving, &duty);
    bool quiet = record_has(moving->before, FIELD_progress_report_no_news) && report->no_news;
    uint64_t needs = worst ? 0 : reporting_needs(duty);
    if (!worst && !record_has(moving->before, FIELD_progress_report_reporting_duty_id))
        needs = BIT(problems); /* made any day: it says at least what it is about */
    for (int part = 0; part < REPORT_PART_COUNT; part++) {
        const struct field *field = &record_progress_report.fields[report_part_fields[part]];
        bool said = says_something(moving->before, report_part_fields[part]);
        if (!quiet && !said && needs & FIELD_BIT(report_part_fields[part]))
            worst = problem_add(moving->problems, REFUSED, &msg_report_part, field->name, field->label, NULL);
        if (quiet && said)
            worst = problem_add(moving->problems, REFUSED, &msg_report_news, field->name, field->label, NULL);
    }
    return worst;
}

/* The office signs what is its own, an owner what is his unit's. */
static enum status signs_himself(struct moving *moving, bool *ret_himself)
{
    bool own = false;
    enum status status = moving->who & OFFICE ? is_offices(moving, &own) : OK;
    *ret_himself = signing_himself(moving, &signature, own || (moving->who & WHO_PARTY) != 0);
    return status;
}

static bool is_signed(struct moving *moving, const struct reporting_duty *duty)
{
    return record_has(&duty->head, FIELD_reporting_duty_signer) || record_has(moving->wanted, signature.by) ||
           record_has(moving->wanted, signature.paper);
}

static enum status check_signed(struct moving *moving)
{
    bool himself = false;
    struct reporting_duty *duty;
    enum status status = load_duty(moving, &duty);
    if (!status)
        status = signs_himself(moving, &himself);
    if (status || !is_signed(moving, duty))
        return status;
    status = check_paper(moving, signature.paper);
    enum status hand = signing_check(moving, &signature, himself);
    return status ? status : hand;
}

static bool is_late(const struct progress_report *report, instant now, int offset_minutes)
{
    int minute = MINUTES_OF_DAY;
    if (!record_has(&report->head, FIELD_progress_report_due_on))
        return false;
    if (record_has(&report->head, FIELD_progress_report_due_time))
        report_minute(report->due_time, &minute);
    return now + (instant)offset_minutes * 60000 > ((instant)report->due_on * MINUTES_OF_DAY + minute) * 60000;
}

static enum status hash_report(struct moving *moving, const char *figures, const char **ret_hash)
{
    uint64_t said = BIT(number) | BIT(organisation_id) | BIT(from_on) | BIT(until_on);
    const struct installation *installation;
    struct strbuf text = {0};
    enum status status = installation_load(moving->tx->db, &installation);
    if (status)
        return status;
    for (size_t i = 0; i < record_progress_report.count; i++)
        said |= record_progress_report.fields[i].flags & MATERIAL ? FIELD_BIT(i) : 0;
    record_json_canonical(&text, &record_progress_report, moving->before, said);
    strbuf_adds(&text, figures);
    struct digest digest = digest_of(installation->algorithm, strbuf_text(&text), text.length);
    char *hash = arena_alloc(moving->tx->arena, DIGEST_TEXT);
    digest_text(&digest, hash);
    strbuf_free(&text);
    *ret_hash = hash;
    return OK;
}

static void forget(struct moving *moving, uint64_t fields)
{
    for (int i = 0; i < (int)record_progress_report.count; i++)
        if (fields & FIELD_BIT(i) && record_has(moving->before, i))
            record_null(moving->wanted, i);
}

/* As far as who sends it sees. */
static enum status figures_of(struct moving *moving, const char **ret_figures)
{
    const struct report_figures_wish wish = {.ledger = moving->before->ledger_id,
                                             .unit = ((const struct progress_report *)moving->before)->organisation_id,
                                             .day = clock_today(moving->tx->clock),
                                             .scope = moving->scope};
    return report_figures(moving->tx->db, moving->tx->arena, &wish, ret_figures);
}

static enum status fill_sent(struct moving *moving)
{
    const struct progress_report *report = (const struct progress_report *)moving->before;
    struct progress_report *wanted = (struct progress_report *)moving->wanted;
    struct reporting_duty *duty;
    bool himself = false;
    enum status status = load_duty(moving, &duty);
    if (!status)
        status = signs_himself(moving, &himself);
    if (!status)
        status = figures_of(moving, &wanted->figures);
    if (!status)
        status = hash_report(moving, wanted->figures, &wanted->content_hash);
    if (status)
        return status;
    if (is_signed(moving, duty))
        signing_fill(moving, &signature, himself, report->organisation_id);
    wanted->sent_at = clock_now(moving->tx->clock);
    wanted->late = record_has(moving->before, FIELD_progress_report_late)
                       ? report->late
                       : is_late(report, wanted->sent_at, moving->tx->clock->offset_minutes);
    wanted->turn = (record_has(moving->before, FIELD_progress_report_turn) ? report->turn : 0) + 1;
    record_present(moving->wanted, FIELD_progress_report_figures);
    record_present(moving->wanted, FIELD_progress_report_content_hash);
    record_present(moving->wanted, FIELD_progress_report_sent_at);
    record_present(moving->wanted, FIELD_progress_report_late);
    record_present(moving->wanted, FIELD_progress_report_turn);
    if (!moving->scope->operator)
        moving_put_id(moving, FIELD_progress_report_sent_by_id, moving->scope->person_id);
    return OK;
}

/* ---- received, returned, taken back ---- */

/* What the office sends up has a receipt, or at least a name; a unit's report is received by whoever does it. */
static enum status check_receipt(struct moving *moving)
{
    bool own = false;
    enum status status = is_offices(moving, &own);
    bool above = moving->who & ROLE_BIT(role_inspector) && !moving->scope->operator; /* he is whom it went to */
    if (status || moving->asked)
        return status;
    status = moving_not_in_future(moving, BIT(received_on));
    enum status paper = check_paper(moving, FIELD_progress_report_receipt_id);
    status = status ? status : paper;
    if (own && !above && !record_has(moving->wanted, FIELD_progress_report_receipt_id) &&
        !record_has(moving->wanted, FIELD_progress_report_received_by))
        status = problem_add(moving->problems, REFUSED, &msg_report_receipt, "received_by", NULL);
    return status;
}

static enum status fill_received(struct moving *moving)
{
    moving_put_date(moving, FIELD_progress_report_received_on, clock_today(moving->tx->clock));
    forget(moving, BIT(return_reason)); /* till then it says that it had come before */
    return OK;
}

#define OF_SENDING                                                                                                     \
    (BIT(sent_at) | BIT(sent_by_id) | BIT(figures) | BIT(content_hash) | BIT(signed_on) | BIT(signed_by_id) |          \
     BIT(paper_id) | BIT(received_on) | BIT(received_by) | BIT(receipt_id))

/* It is to be mended and sent anew; whether it came in time was decided when it first came. */
static enum status fill_returned(struct moving *moving)
{
    forget(moving, OF_SENDING);
    return OK;
}

/* As if it had not been sent: it may be late when it is. What was returned before had come, in time or not. */
static enum status fill_back(struct moving *moving)
{
    bool had_come = record_has(moving->before, FIELD_progress_report_return_reason);
    forget(moving, OF_SENDING | (had_come ? 0 : BIT(late)));
    return OK;
}

static const struct guard parts_there = {"parts_there", check_parts},
                          signed_or_scanned = {"signed_or_scanned", check_signed},
                          has_receipt = {"has_receipt", check_receipt};
static const struct effect sends = {"sends", fill_sent, NULL}, receives = {"receives", fill_received, NULL},
                           reopens = {"reopens", fill_returned, NULL}, takes_back = {"takes_back", fill_back, NULL};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"send", 0, BIT(signed_by_id) | BIT(signed_on) | BIT(paper_id), 0},
    {"receive", 0, BIT(received_on) | BIT(received_by) | BIT(receipt_id), 0},
    {"return", BIT(return_reason), 0, 0},
    {"retract", 0, 0, 0},
};

static const struct transition rows[] = {
    {report_state_drafted, "send", WHO_PARTY | OFFICE, GUARDS(&parts_there, &signed_or_scanned), &sends,
     report_state_sent},
    {report_state_returned, "send", WHO_PARTY | OFFICE, GUARDS(&parts_there, &signed_or_scanned), &sends,
     report_state_sent},
    {report_state_sent, "receive", RECEIVERS, GUARDS(&has_receipt), &receives, report_state_received},
    {report_state_sent, "return", RECEIVERS, NULL, &reopens, report_state_returned},
    {report_state_sent, "retract", WHO_PARTY | OFFICE, NULL, &takes_back, report_state_drafted},
    {report_state_received, "return", RECEIVERS, NULL, &reopens, report_state_returned},
};

static const struct message *const sentences[] = {&msg_report_drafted, &msg_report_sent, &msg_report_received,
                                                  &msg_report_again};

const struct lifecycle report_cycle = {
    .type = &record_progress_report,
    .field = FIELD_progress_report_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .recorders = OFFICE,
    .is_party = is_party,
};
