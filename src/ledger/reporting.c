#include "ledger/reporting.h"

#include "access/ledger_fields.h"
#include "access/organisation.h"
#include "calendar/period.h"
#include "ledger/calendars.h"
#include "ledger/practice.h"
#include "store/row.h"

#include <stdio.h>
#include <string.h>

enum { HOUR = 60, DECIMAL = 10, AHEAD = 12 /* periods a report may be due before or behind its own */ };

enum status reporting_load(struct db *db, struct arena *arena, struct uuid ledger, struct reporting *ret_reporting)
{
    bool row;
    struct strbuf sql = {0};
    struct reporting all = {.duties = ARENA_ARRAY(arena, struct reporting_duty *, REPORTING_DUTIES)};
    strbuf_adds(&sql, "SELECT ");
    sql_columns(&sql, &record_reporting_duty);
    strbuf_adds(&sql, " FROM \"reporting_duty\" WHERE \"ledger_id\"=?1 AND \"withdrawn\"=0 ORDER BY "
                      "COALESCE(\"position\",1000000),\"title\",\"id\" LIMIT ?2");
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_int(stmt, 2, REPORTING_DUTIES);
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct reporting_duty *duty = record_new(arena, &record_reporting_duty);
        row_read(stmt, arena, &record_reporting_duty, ledger, duty);
        all.duties[all.count++] = duty;
    }
    stmt_done(stmt);
    if (!status)
        status = calendar_of_ledger(db, arena, ledger, &all.calendar);
    if (!status)
        *ret_reporting = all;
    return status;
}

const struct reporting_duty *reporting_find(const struct reporting *reporting, struct uuid id)
{
    for (size_t i = 0; i < reporting->count; i++)
        if (uuid_equal(reporting->duties[i]->head.id, id))
            return reporting->duties[i];
    return NULL;
}

enum status reporting_inside(struct tx *tx, struct uuid ledger, struct uuid unit, bool *ret_inside)
{
    struct ledger *card = record_new(tx->arena, &record_ledger);
    const char *top = "", *path = "";
    enum status status = row_load(tx->db, tx->arena, &record_ledger, (struct uuid){0}, ledger, card);
    if (!status)
        status = organisation_path(tx->db, tx->arena, card->organisation_id, &top);
    if (!status)
        status = organisation_path(tx->db, tx->arena, unit, &path);
    *ret_inside = !status && strncmp(path, top, strlen(top)) == 0;
    return status;
}

/* ---- the time of day ---- */

static bool two_digits(const char *text, int *ret_number)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *ret_number = (text[0] - '0') * DECIMAL + text[1] - '0';
    return true;
}

bool report_minute(const char *text, int *ret_minute)
{
    int hours = 0, minutes = 0;
    if (!text || !*text) {
        *ret_minute = MINUTES_OF_DAY;
        return true;
    }
    if (!two_digits(text, &hours) || text[2] != ':' || !two_digits(text + 3, &minutes) || text[5] || minutes >= HOUR)
        return false;
    int minute = hours * HOUR + minutes;
    if (minute > MINUTES_OF_DAY)
        return false;
    *ret_minute = minute;
    return true;
}

void report_minute_text(int minute, char out[6])
{
    snprintf(out, 6, "%02u:%02u", (unsigned)minute / HOUR % 100, (unsigned)minute % HOUR);
}

/* ---- periods ---- */

static bool in_force(const struct reporting_duty *duty, const struct report_period *period)
{
    return duty->from_on <= period->until &&
           (!record_has(&duty->head, FIELD_reporting_duty_until_on) || duty->until_on >= period->from);
}

static bool is_once(const struct reporting_duty *duty)
{
    return !record_has(&duty->head, FIELD_reporting_duty_frequency);
}

/* The day of the period that the duty names: its last one when it names none, or one the period does not have. */
static date day_in(const struct reporting_duty *duty, struct practice_period period)
{
    date day = period.from + (date)duty->due_day - 1;
    bool named = record_has(&duty->head, FIELD_reporting_duty_due_day);
    return named && day < period.until ? day : period.until;
}

static date own_due(const struct reporting_duty *duty, const struct report_period *period)
{
    if (is_once(duty))
        return duty->once_on;
    bool next = record_has(&duty->head, FIELD_reporting_duty_due_next) && duty->due_next;
    return day_in(duty, practice_period_of((enum frequency)duty->frequency, next ? period->until + 1 : period->until));
}

static bool find_period(const struct reporting *all, const struct reporting_duty *duty, date day, int depth,
                        struct report_period *ret_period)
{
    struct report_period period = {.from = duty->from_on, .until = duty->once_on}, outer;
    const struct reporting_duty *into = record_has(&duty->head, FIELD_reporting_duty_outer_id) &&
                                                record_has(&duty->head, FIELD_reporting_duty_lead_days)
                                            ? reporting_find(all, duty->outer_id)
                                            : NULL;
    if (!is_once(duty)) {
        struct practice_period whole = practice_period_of((enum frequency)duty->frequency, day);
        period.from = whole.from;
        period.until = whole.until;
    }
    if (!report_minute(record_has(&duty->head, FIELD_reporting_duty_due_time) ? duty->due_time : NULL, &period.minute))
        period.minute = MINUTES_OF_DAY;
    period.counted = into && depth < REPORTING_DEPTH && find_period(all, into, period.until, depth + 1, &outer);
    if (period.counted) {
        period.before_due = outer.due;
        period.due = duty->lead_days ? calendar_add(all->calendar, outer.due, -(int)duty->lead_days) : outer.due;
        if (!record_has(&duty->head, FIELD_reporting_duty_due_time))
            period.minute = outer.minute;
    } else {
        period.before_due = own_due(duty, &period);
        period.due = calendar_previous(all->calendar, period.before_due);
    }
    *ret_period = period;
    return in_force(duty, &period);
}

bool reporting_period(const struct reporting *reporting, const struct reporting_duty *duty, date day,
                      struct report_period *ret_period)
{
    return find_period(reporting, duty, day, 0, ret_period);
}

bool reporting_at_hand(const struct reporting *reporting, const struct reporting_duty *duty, date day,
                       struct report_period *ret_period)
{
    struct report_period period, best;
    bool ended = record_has(&duty->head, FIELD_reporting_duty_until_on) && duty->until_on < day, once = is_once(duty);
    bool found = reporting_period(reporting, duty, ended ? duty->until_on : day, &best);
    if (!found)
        best = (struct report_period){.from = day};
    for (int on = 0; !once && found && best.due < day && on < AHEAD; on++) { /* its day is over before it is */
        if (!reporting_period(reporting, duty, best.until + 1, &period))
            break;
        best = period;
    }
    for (int back = 0; !once && back < AHEAD; back++) { /* what is due in the period after is written then */
        if (!reporting_period(reporting, duty, best.from - 1, &period) || period.due < day)
            break;
        best = period;
        found = true;
    }
    *ret_period = best;
    return found;
}

/* ---- what it must say ---- */

#define PART_FIELD(name) FIELD_progress_report_##name,
#define PART_FLAG(name)  FIELD_reporting_duty_needs_##name,
const int report_part_fields[REPORT_PART_COUNT] = {REPORT_PARTS(PART_FIELD)};
static const int part_flags[REPORT_PART_COUNT] = {REPORT_PARTS(PART_FLAG)};
#undef PART_FIELD
#undef PART_FLAG

uint64_t reporting_needs(const struct reporting_duty *duty)
{
    uint64_t needs = 0;
    for (int part = 0; part < REPORT_PART_COUNT; part++)
        if (record_has(&duty->head, part_flags[part]) &&
            *(const bool *)field_get(&duty->head, &record_reporting_duty.fields[part_flags[part]]))
            needs |= FIELD_BIT(report_part_fields[part]);
    return needs;
}
