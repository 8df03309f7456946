#include "schedule/reminding.h"

#include "ledger/calendars.h"
#include "ledger/data_file.h"
#include "ledger/finding_where.h"
#include "schedule/fillers.h"
#include "schedule/report_desk.h"
#include "store/outbox.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* ---- the rules ---- */

static bool number(const json_t *json, const char *name, int *ret_value)
{
    const json_t *value = json_object_get(json, name);
    *ret_value = (int)json_integer_value(value);
    return json_is_integer(value) && *ret_value >= 0 && *ret_value <= 400;
}

static bool read_days(const json_t *days, int *ret_days, int *ret_count)
{
    *ret_count = (int)json_array_size(days);
    for (int i = 0; i < *ret_count && i < REMINDING_BEFORE; i++)
        ret_days[i] = (int)json_integer_value(json_array_get(days, (size_t)i));
    return *ret_count <= REMINDING_BEFORE;
}

static bool read_rules(const json_t *json, struct reminding_rules *rules)
{
    const json_t *grace = json_object_get(json, "grace");
    const char *at = json_string_value(json_object_get(json, "at"));
    if (!at || strlen(at) != 5 ||
        !read_days(json_object_get(json, "before_days"), rules->before, &rules->before_count) ||
        !read_days(json_object_get(json, "report_before_days"), rules->report_before, &rules->report_before_count))
        return false;
    rules->at = atoi(at) * 60 + atoi(at + 3);
    return number(json, "overdue_every", &rules->overdue_every) && rules->overdue_every > 0 &&
           number(grace, "accountable_official", &rules->accountable) && number(grace, "lead_official", &rules->lead) &&
           number(grace, "office", &rules->office) && number(json, "request_office", &rules->request_office) &&
           number(json, "report_office", &rules->report_office);
}

enum status reminding_rules_read(struct reminding_rules *ret_rules)
{
    size_t size = 0;
    struct reminding_rules rules = {0};
    const char *bytes = data_file("reminders/reminders.json", &size);
    json_t *json = bytes ? json_loadb(bytes, size, 0, NULL) : NULL;
    bool fine = json && read_rules(json, &rules);
    json_decref(json);
    if (!fine)
        return FAILED;
    *ret_rules = rules;
    return OK;
}

/* ---- what is due to be said ---- */

struct told {
    struct uuid person;
    struct reminder reminder;
};

typedef VEC(struct told) told_vec;

struct finding_out {
    struct tx *tx;
    const struct reminding_rules *rules;
    struct reminding *reminding;
    struct uuid ledger, organisation;
    const char *code;
    const struct calendar *calendar;
    date since; /* the days after this one and up to today are spoken of */
    VEC(struct uuid) office;
    told_vec *told; /* in all ledgers */
};

static int left_on(const struct finding_out *f, date day, date due)
{
    return day > due ? -1 : calendar_between(f->calendar, day, due);
}

static int over_on(const struct finding_out *f, date day, date due)
{
    return day > due ? calendar_between(f->calendar, due, day) : 0;
}

static bool is_said_before(const struct reminding_rules *rules, enum reminder_kind kind, int left)
{
    bool said = left == 0, report = kind == REMINDER_REPORT;
    const int *before = report ? rules->report_before : rules->before;
    for (int i = 0; i < (report ? rules->report_before_count : rules->before_count); i++)
        said = said || left == before[i];
    return said;
}

/* Whether a working day of the stretch is one on which this level is told. */
static bool is_told(const struct finding_out *f, const struct reminder *reminder, enum reminder_level level, int grace)
{
    date due = reminder->due;
    for (date day = f->since + 1; day <= f->reminding->day; day++) {
        int over = over_on(f, day, due);
        if (!calendar_works(f->calendar, day))
            continue;
        if (level == LEVEL_OWN && (over ? (over - 1) % f->rules->overdue_every == 0
                                        : is_said_before(f->rules, reminder->kind, left_on(f, day, due))))
            return true;
        if (level != LEVEL_OWN && over && over >= grace && (over - grace) % f->rules->overdue_every == 0)
            return true;
    }
    return false;
}

static void tell(struct finding_out *f, struct uuid person, const struct reminder *reminder)
{
    *VEC_PUSH(f->tx->arena, f->told) = (struct told){person, *reminder};
}

/* Up the line: `line[0]` owes it; nil: nobody stands there, and the next one is told in his place at his own time. */
static void tell_line(struct finding_out *f, struct reminder reminder, const struct uuid line[LEVEL_OFFICE],
                      const int graces[LEVELS])
{
    reminder.left = left_on(f, f->reminding->day, reminder.due);
    reminder.over = over_on(f, f->reminding->day, reminder.due);
    for (int level = LEVEL_OWN; level < LEVELS; level++) {
        if (graces[level] < 0 || !is_told(f, &reminder, (enum reminder_level)level, graces[level]))
            continue;
        reminder.level = (enum reminder_level)level;
        if (level < LEVEL_OFFICE && !uuid_is_nil(line[level]))
            tell(f, line[level], &reminder);
        for (size_t i = 0; level == LEVEL_OFFICE && !reminder.restricted && i < f->office.count; i++)
            tell(f, f->office.items[i], &reminder);
    }
}

/* ---- from the records ---- */

/* 0 open, 1 confidential: said by number, 2 restricted: said to those entitled, and to nobody else. */
#define QUIET(f) "CASE WHEN " FINDING_RESTRICTED(f) " THEN 2 WHEN " FINDING_CONFIDENTIAL(f) " THEN 1 ELSE 0 END"
/* The person in a column, when he may know of it. */
#define KNOWS(column)                                                                                                  \
    "CASE WHEN NOT " FINDING_RESTRICTED("\"f\".") " OR EXISTS (SELECT 1 FROM \"finding_reader\" AS \"k\" WHERE "       \
                                                  "\"k\".\"ledger_id\"=\"f\".\"ledger_id\" AND "                       \
                                                  "\"k\".\"finding_id\"=\"f\".\"id\" AND \"k\".\"person_id\"=" column  \
                                                  ") THEN " column " END"

/* Columns number, title, due_on, own, own's name, accountable, lead, quiet. Rows of one number follow each other: the
 * quietest, and the first line, hold. */
static enum status take(struct finding_out *f, struct stmt *stmt, enum reminder_kind kind, const int graces[LEVELS])
{
    bool row;
    enum status status;
    struct reminder reminder = {.number = ""};
    struct uuid line[LEVEL_OFFICE] = {0};
    while (!(status = stmt_step(stmt, &row)) && row) {
        bool quiet = stmt_int(stmt, 7) != 0;
        if (strcmp(stmt_text(stmt, 0), reminder.number) == 0) {
            reminder.quiet = reminder.quiet || quiet;
            continue;
        }
        if (*reminder.number)
            tell_line(f, reminder, line, graces);
        reminder = (struct reminder){
            .kind = kind, .ledger = f->code, .number = "", .quiet = quiet, .restricted = stmt_int(stmt, 7) == 2};
        if (!date_parse(stmt_text(stmt, 2), &reminder.due))
            continue;
        reminder.number = stmt_keep(stmt, 0, f->tx->arena);
        reminder.title = stmt_keep(stmt, 1, f->tx->arena);
        reminder.whose = stmt_keep(stmt, 4, f->tx->arena);
        line[LEVEL_OWN] = stmt_uuid(stmt, 3);
        line[LEVEL_ACCOUNTABLE] = stmt_uuid(stmt, 5);
        line[LEVEL_LEAD] = stmt_uuid(stmt, 6);
    }
    if (*reminder.number)
        tell_line(f, reminder, line, graces);
    stmt_done(stmt);
    return status;
}

/* clang-format off */
#define NEAREST "COALESCE(\"f\".\"accountable_official_id\",\"f\".\"lead_official_id\")"

/* A point may be more confidential than its problem. */
static enum status take_measures(struct finding_out *f)
{
    const int graces[LEVELS] = {0, f->rules->accountable, f->rules->lead, f->rules->office};
    struct stmt *stmt = db_prepare(
        f->tx->db,
        "SELECT \"c\".\"number\",\"c\".\"measure\",\"c\".\"due_on\",\"c\".\"owner_id\",\"p\".\"name\","
        "\"f\".\"accountable_official_id\",\"f\".\"lead_official_id\","
        "CASE WHEN " QUIET("\"a\".") ">" QUIET("\"f\".") " THEN " QUIET("\"a\".") " ELSE " QUIET("\"f\".") " END"
        MEASURES_BY_PROBLEM
        "JOIN \"corrective_action\" AS \"c\" ON \"c\".\"ledger_id\"=\"n\".\"ledger_id\" AND \"c\".\"id\"=\"n\".\"id\" "
        "LEFT JOIN \"person\" AS \"p\" ON \"p\".\"id\"=\"c\".\"owner_id\" "
        "WHERE \"n\".\"ledger_id\"=?1 AND \"c\".\"withdrawn\"=0 AND \"c\".\"state\"<>'done' AND "
        "\"c\".\"due_on\" IS NOT NULL AND " FINDING_RUNS("\"f\".") " ORDER BY \"c\".\"number\",\"n\".\"ref_id\"");
    stmt_bind_uuid(stmt, 1, f->ledger);
    return take(f, stmt, REMINDER_MEASURE, graces);
}

/* A problem is its accountable leader's; without one, its lead leader's. */
static enum status take_findings(struct finding_out *f)
{
    const int graces[LEVELS] = {0, -1, f->rules->lead, f->rules->office};
    struct stmt *stmt = db_prepare(
        f->tx->db,
        "SELECT \"f\".\"number\",\"f\".\"title\",\"f\".\"due_on\"," KNOWS(NEAREST) ",\"p\".\"name\",NULL,"
        KNOWS("\"f\".\"lead_official_id\"") "," QUIET("\"f\".") " FROM \"finding\" AS \"f\" "
        "LEFT JOIN \"person\" AS \"p\" ON \"p\".\"id\"=" NEAREST " "
        "WHERE \"f\".\"ledger_id\"=?1 AND \"f\".\"level\"='finding' AND \"f\".\"withdrawn\"=0 AND "
        "\"f\".\"due_on\" IS NOT NULL AND " FINDING_RUNS("\"f\".") " ORDER BY \"f\".\"number\"");
    stmt_bind_uuid(stmt, 1, f->ledger);
    return take(f, stmt, REMINDER_FINDING, graces);
}

static enum status take_requests(struct finding_out *f)
{
    const int graces[LEVELS] = {0, -1, -1, f->rules->request_office};
    struct stmt *stmt = db_prepare(
        f->tx->db,
        "SELECT \"r\".\"number\",\"r\".\"title\",\"r\".\"reply_by_on\"," KNOWS("\"r\".\"addressee_id\"") ","
        "\"p\".\"name\",NULL,NULL," QUIET("\"f\".") " FROM \"request\" AS \"r\" JOIN \"finding\" AS \"f\" ON "
        "\"f\".\"ledger_id\"=\"r\".\"ledger_id\" AND \"f\".\"id\"=\"r\".\"finding_id\" "
        "LEFT JOIN \"person\" AS \"p\" ON \"p\".\"id\"=\"r\".\"addressee_id\" "
        "WHERE \"r\".\"ledger_id\"=?1 AND \"r\".\"withdrawn\"=0 AND \"r\".\"state\"='open' AND "
        "\"r\".\"reply_by_on\" IS NOT NULL ORDER BY \"r\".\"number\"");
    stmt_bind_uuid(stmt, 1, f->ledger);
    return take(f, stmt, REMINDER_REQUEST, graces);
}
/* clang-format on */

/* Who holds the office's role over the ledger's organisation today. */
static enum status read_office(struct finding_out *f)
{
    bool row;
    char today[DATE_TEXT];
    enum status status;
    struct stmt *stmt = db_prepare(
        f->tx->db, "SELECT DISTINCT \"g\".\"person_id\" FROM \"role_grant\" AS \"g\" JOIN \"organisation\" AS \"t\" ON "
                   "\"t\".\"id\"=\"g\".\"organisation_id\" JOIN \"organisation\" AS \"o\" ON \"o\".\"id\"=?1 WHERE "
                   "\"g\".\"role\"='office' AND \"g\".\"withdrawn\"=0 AND (\"g\".\"until_on\" IS NULL OR "
                   "\"g\".\"until_on\">=?2) AND "
                   "SUBSTR(\"o\".\"path\",1,LENGTH(\"t\".\"path\"))=\"t\".\"path\"");
    date_text(f->reminding->day, today);
    stmt_bind_uuid(stmt, 1, f->organisation);
    stmt_bind_text(stmt, 2, today);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(f->tx->arena, &f->office) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return status;
}

/* ---- reports that are owed ---- */

static struct reminder of_report(const struct finding_out *f, const struct desk_duty *duty,
                                 const struct desk_period *period, const char *who)
{
    char from[DATE_TEXT], until[DATE_TEXT];
    date due = period->period.due;
    date_text(period->period.from, from);
    date_text(period->period.until, until);
    return (struct reminder){
        .kind = REMINDER_REPORT,
        .ledger = f->code,
        .number = arena_printf(f->tx->arena, "%s（%s—%s）%s", duty->duty->title, from, until,
                               who), /* trusted: a text of its own */
        .title = "",
        .whose = "",
        .due = due,
        .left = left_on(f, f->reminding->day, due),
        .over = over_on(f, f->reminding->day, due),
    };
}

/* A unit's to its own people; the office is told how many are late, and of its own. */
static void tell_period(struct finding_out *f, const struct fillers *fillers, const struct desk_duty *duty,
                        const struct desk_period *period)
{
    bool own = duty->duty->owed_by == report_by_office;
    int owing = 0;
    for (size_t i = 0; i < period->rows.count; i++) {
        const struct desk_row *row = period->rows.items + i;
        struct reminder reminder = of_report(f, duty, period, row->unit_name);
        if (!desk_owes(row))
            continue;
        owing++;
        const struct filler *filler;
        size_t count = fillers_of(fillers, row->unit, &filler);
        for (size_t k = 0; k < count && !own && is_told(f, &reminder, LEVEL_OWN, 0); k++)
            tell(f, filler[k].person, &reminder);
    }
    struct reminder reminder =
        of_report(f, duty, period, own ? "" : arena_printf(f->tx->arena, "×%d", owing)); /* trusted: a number */
    reminder.level = own ? LEVEL_OWN : LEVEL_OFFICE;
    if (owing && is_told(f, &reminder, reminder.level, own ? 0 : f->rules->report_office))
        for (size_t i = 0; i < f->office.count; i++)
            tell(f, f->office.items[i], &reminder);
}

static enum status take_reports(struct finding_out *f)
{
    const struct scope all = {.operator= true };
    const struct insight insight = {.db = f->tx->db, .arena = f->tx->arena, .scope = &all, .clock = f->tx->clock};
    struct report_desk desk;
    struct fillers fillers = {0};
    enum status status = report_desk_read(&insight, LANGUAGE_ZH, f->ledger, f->reminding->day, &desk);
    if (!status && desk.duties.count)
        status = fillers_read(f->tx->db, f->tx->arena, f->reminding->day, &fillers);
    for (size_t i = 0; !status && i < desk.duties.count; i++)
        for (size_t k = 0; k < desk.duties.items[i].periods.count; k++)
            tell_period(f, &fillers, desk.duties.items + i, desk.duties.items[i].periods.items + k);
    return status;
}

static const char *job_of(struct arena *arena, struct uuid ledger)
{
    char id[UUID_TEXT];
    uuid_text(ledger, id);
    return arena_printf(arena, "remind:%s", id); /* trusted: an id */
}

/* OK with `ret_owed` false: it is done for the day, or today is a rest day there. */
static enum status look_at(struct db *db, struct arena *arena, struct uuid ledger, struct uuid organisation, date today,
                           const struct calendar **ret_calendar, date *ret_since, bool *ret_owed)
{
    bool done;
    date day = today - 1;
    enum status status = job_day(db, job_of(arena, ledger), &done, &day);
    *ret_owed = false;
    if (status || (done && day >= today))
        return status;
    status = calendar_load(db, arena, organisation, ret_calendar);
    if (status)
        return status;
    *ret_since = done ? day : today - 1;
    *ret_owed = calendar_works(*ret_calendar, today);
    return OK;
}

struct ledger_there {
    struct uuid id, organisation;
    const char *code;
};

typedef VEC(struct ledger_there) ledgers_vec;

static enum status read_ledgers(struct db *db, struct arena *arena, ledgers_vec *ret_ledgers)
{
    bool row;
    enum status status;
    *ret_ledgers = (ledgers_vec){0};
    struct stmt *stmt = db_prepare(
        db, "SELECT \"id\",\"organisation_id\",\"code\" FROM \"ledger\" WHERE \"withdrawn\"=0 ORDER BY \"code\"");
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(arena, ret_ledgers) =
            (struct ledger_there){stmt_uuid(stmt, 0), stmt_uuid(stmt, 1), stmt_keep(stmt, 2, arena)};
    stmt_done(stmt);
    return status;
}

static enum status find_in(struct finding_out *f)
{
    enum status status = read_office(f);
    if (!status)
        status = take_measures(f);
    if (!status)
        status = take_findings(f);
    if (!status)
        status = take_requests(f);
    if (!status)
        status = take_reports(f);
    return status ? status : job_done(f->tx, job_of(f->tx->arena, f->ledger), f->reminding->day);
}

/* ---- digests ---- */

/* What one person is told of one matter stands together, what is nearest to him first. */
static int by_person_and_matter(const void *left, const void *right)
{
    const struct told *a = left, *b = right;
    int order = memcmp(&a->person, &b->person, sizeof a->person);
    if (!order)
        order = (int)a->reminder.kind - (int)b->reminder.kind;
    if (!order)
        order = strcmp(a->reminder.number, b->reminder.number);
    return order ? order : (int)a->reminder.level - (int)b->reminder.level;
}

static int by_day(const void *left, const void *right)
{
    const struct reminder *a = left, *b = right;
    return a->due != b->due ? (a->due > b->due) - (a->due < b->due) : strcmp(a->number, b->number);
}

/* Each person's, each matter once. */
static void gather(struct tx *tx, told_vec *told, struct reminding *reminding)
{
    struct digest_of_day *digest = NULL;
    if (told->count)
        qsort(told->items, told->count, sizeof *told->items, by_person_and_matter);
    for (size_t i = 0; i < told->count; i++) {
        const struct told *one = told->items + i, *before = i ? one - 1 : NULL;
        bool same = before && uuid_equal(one->person, before->person);
        if (same && one->reminder.kind == before->reminder.kind &&
            strcmp(one->reminder.number, before->reminder.number) == 0)
            continue;
        if (!same) {
            digest = VEC_PUSH(tx->arena, &reminding->digests);
            *digest = (struct digest_of_day){.person = one->person, .name = "", .email = ""};
        }
        *VEC_PUSH(tx->arena, &digest->items) = one->reminder;
    }
    for (size_t i = 0; i < reminding->digests.count; i++) {
        digest = reminding->digests.items + i;
        qsort(digest->items.items, digest->items.count, sizeof *digest->items.items, by_day);
        if (digest->items.count > DIGEST_ITEMS) {
            digest->more = digest->items.count - DIGEST_ITEMS;
            digest->items.count = DIGEST_ITEMS;
        }
    }
}

/* Names and addresses; who has left is told nothing more. */
static enum status read_people(struct tx *tx, struct reminding *reminding)
{
    size_t kept_count = 0;
    for (size_t i = 0; i < reminding->digests.count; i++) {
        bool row;
        struct digest_of_day *digest = reminding->digests.items + i;
        struct stmt *stmt =
            db_prepare(tx->db, "SELECT \"name\",\"email\" FROM \"person\" WHERE \"id\"=?1 AND \"withdrawn\"=0 AND "
                               "COALESCE(\"left\",0)=0");
        stmt_bind_uuid(stmt, 1, digest->person);
        enum status status = stmt_step(stmt, &row);
        if (!status && row) {
            digest->name = stmt_keep(stmt, 0, tx->arena);
            digest->email = stmt_keep(stmt, 1, tx->arena);
            reminding->digests.items[kept_count++] = *digest;
        }
        stmt_done(stmt);
        if (status)
            return status;
    }
    reminding->digests.count = kept_count;
    return OK;
}

static const char whole_round[] = "remind";

enum status reminding_find(struct tx *tx, const struct reminding_rules *rules, date today,
                           struct reminding *ret_reminding)
{
    ledgers_vec ledgers;
    told_vec told = {0};
    enum status status = read_ledgers(tx->db, tx->arena, &ledgers);
    *ret_reminding = (struct reminding){.day = today};
    for (size_t i = 0; i < ledgers.count && !status; i++) {
        bool owed;
        struct finding_out f = {
            .tx = tx,
            .rules = rules,
            .reminding = ret_reminding,
            .ledger = ledgers.items[i].id,
            .organisation = ledgers.items[i].organisation,
            .code = ledgers.items[i].code,
            .told = &told,
        };
        status = look_at(tx->db, tx->arena, f.ledger, f.organisation, today, &f.calendar, &f.since, &owed);
        if (status || !owed)
            continue;
        ret_reminding->ledgers++;
        status = find_in(&f);
    }
    if (status)
        return status;
    gather(tx, &told, ret_reminding);
    status = read_people(tx, ret_reminding);
    return status ? status : job_done(tx, whole_round, today);
}

enum status reminding_owed(struct db *db, date today, bool *ret_owed)
{
    bool done;
    date day;
    enum status status = job_day(db, whole_round, &done, &day);
    *ret_owed = !status && (!done || day < today);
    return status;
}
