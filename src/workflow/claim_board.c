#include "workflow/claim_board.h"

#include "access/ledger_fields.h"
#include "ledger/claim.h"
#include "ledger/gate.h"
#include "store/row.h"

#include <string.h>

int claim_tally_share(const struct claim_tally *tally)
{
    int64_t total = claim_tally_total(tally);
    return total ? (int)(tally->claimed * 100 / total) : -1;
}

enum status claim_days(struct db *db, struct arena *arena, struct uuid ledger_id, int64_t *ret_days)
{
    struct ledger *ledger = record_new(arena, &record_ledger);
    enum status status = row_load(db, arena, &record_ledger, ledger_id, ledger_id, ledger);
    *ret_days = !status && record_has(&ledger->head, FIELD_ledger_claim_days) ? ledger->claim_days : CLAIM_DAYS;
    return status == NOT_FOUND ? OK : status;
}

/* ---- counting ---- */

struct reading {
    struct arena *arena;
    struct claim_board board;
    VEC(struct claim_party) parties;
    VEC(struct claim_group) reports, inspections;
};

static void add_to(struct claim_tally *tally, int state, bool late, int64_t count)
{
    switch (state) {
    case claim_state_owed:
        tally->owed += count;
        tally->overdue += late ? count : 0;
        break;
    case claim_state_claimed:
        tally->claimed += count;
        break;
    case claim_state_disputed:
        tally->disputed += count;
        break;
    default:
        break;
    }
}

/* Rows come sorted by party. */
static struct claim_party *party_of(struct reading *reading, struct uuid id, bool is_unit)
{
    struct claim_party *last = reading->parties.count ? &reading->parties.items[reading->parties.count - 1] : NULL;
    if (last && last->is_unit == is_unit && uuid_equal(last->id, id))
        return last;
    struct claim_party *party = VEC_PUSH(reading->arena, &reading->parties);
    *party = (struct claim_party){.id = id, .is_unit = is_unit};
    return party;
}

/* A ledger has few letters and inspections. */
#define GROUP_OF(reading, groups, wanted)                                                                              \
    do {                                                                                                               \
        size_t i = 0;                                                                                                  \
        while (i < (reading)->groups.count && !uuid_equal((reading)->groups.items[i].id, wanted))                      \
            i++;                                                                                                       \
        if (i == (reading)->groups.count)                                                                              \
            *VEC_PUSH((reading)->arena, &(reading)->groups) = (struct claim_group){.id = wanted};                      \
        group = &(reading)->groups.items[i];                                                                           \
    } while (0)

static void note_day(struct claim_party *party, const char *text)
{
    date day;
    if (date_parse(text, &day) && day > party->last_on)
        party->last_on = day;
}

/* organisation, person, report, inspection, state, late, count, last claim, last dispute */
static void take(struct reading *reading, struct stmt *stmt)
{
    bool is_unit = !stmt_is_null(stmt, 0);
    struct claim_party *party = party_of(reading, stmt_uuid(stmt, is_unit ? 0 : 1), is_unit);
    struct uuid report = stmt_uuid(stmt, 2), inspection = stmt_uuid(stmt, 3);
    int state = word_find(&words_claim_state, stmt_text(stmt, 4));
    bool late = stmt_int(stmt, 5) != 0;
    int64_t count = stmt_int(stmt, 6);
    struct claim_group *group;
    add_to(&party->tally, state, late, count);
    add_to(is_unit ? &reading->board.units : &reading->board.persons, state, late, count);
    GROUP_OF(reading, reports, report);
    add_to(is_unit ? &group->units : &group->persons, state, late, count);
    GROUP_OF(reading, inspections, inspection);
    add_to(is_unit ? &group->units : &group->persons, state, late, count);
    note_day(party, stmt_text(stmt, 7));
    note_day(party, stmt_text(stmt, 8));
}

static struct stmt *prepare(struct db *db, struct arena *arena, const struct scope *scope,
                            const struct claim_asked *asked)
{
    const struct list_within *within = gate_within(arena, scope, &record_claim, asked->ledger);
    int next = within ? (int)list_within_count(within) + 1 : 1; /* the condition's parameters come first */
    int ledger = next++, today = next++, report = 0, inspection = 0;
    char *day = arena_alloc(arena, DATE_TEXT);
    struct strbuf sql = {0};
    strbuf_addf(&sql,
                "SELECT c.* FROM (SELECT \"organisation_id\" AS unit,\"person_id\" AS person,\"feedback_report_id\" AS "
                "report,\"inspection_id\" AS inspection,\"state\" AS state,CASE WHEN \"due_on\"<?%d THEN 1 ELSE 0 END "
                "AS late,count(*) AS number,max(\"claimed_on\") AS claimed,max(\"disputed_on\") AS disputed FROM "
                "\"claim\" WHERE \"ledger_id\"=?%d AND \"withdrawn\"=0 AND \"state\" IN "
                "('owed','claimed','disputed')",
                today, ledger);
    if (within) {
        strbuf_adds(&sql, " AND ");
        strbuf_adds(&sql, within->condition);
    }
    if (!uuid_is_nil(asked->report))
        strbuf_addf(&sql, " AND \"feedback_report_id\"=?%d", report = next++);
    if (!uuid_is_nil(asked->inspection))
        strbuf_addf(&sql, " AND \"inspection_id\"=?%d", inspection = next++);
    strbuf_adds(&sql, " GROUP BY 1,2,3,4,5,6) c LEFT JOIN \"organisation\" o ON o.\"id\"=c.unit LEFT JOIN \"person\" p "
                      "ON p.\"id\"=c.person ORDER BY CASE WHEN c.unit IS NULL THEN 1 ELSE 0 END,o.\"path\",c.unit,"
                      "CASE WHEN p.\"position\" IS NULL THEN 1 ELSE 0 END,p.\"position\",c.person");
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    if (within)
        list_within_bind(stmt, within);
    date_text(asked->today, day);
    stmt_bind_uuid(stmt, ledger, asked->ledger);
    stmt_bind_text(stmt, today, day);
    if (report)
        stmt_bind_uuid(stmt, report, asked->report);
    if (inspection)
        stmt_bind_uuid(stmt, inspection, asked->inspection);
    return stmt;
}

enum status claim_board_read(struct db *db, struct arena *arena, const struct scope *scope,
                             const struct claim_asked *asked, struct claim_board *ret_board)
{
    struct reading reading = {.arena = arena};
    bool row;
    enum status status;
    struct stmt *stmt = prepare(db, arena, scope, asked);
    while (!(status = stmt_step(stmt, &row)) && row)
        take(&reading, stmt);
    stmt_done(stmt);
    if (status)
        return status;
    reading.board.parties = reading.parties.items;
    reading.board.party_count = reading.parties.count < BOARD_PARTIES ? reading.parties.count : BOARD_PARTIES;
    reading.board.party_more = reading.parties.count - reading.board.party_count;
    reading.board.reports = (struct claim_groups){reading.reports.items, reading.reports.count};
    reading.board.inspections = (struct claim_groups){reading.inspections.items, reading.inspections.count};
    *ret_board = reading.board;
    return OK;
}
