#include "ledger/question.h"

#include "ledger/finding_where.h"
#include "ledger/records.h"

#include <stdlib.h>
#include <string.h>

#define QUESTION_NAME(name) #name,
const char *const question_names[QUESTION_COUNT] = {QUESTIONS(QUESTION_NAME)};
#undef QUESTION_NAME

enum question question_find(const char *name)
{
    for (int i = 0; i < QUESTION_COUNT; i++)
        if (strcmp(question_names[i], name) == 0)
            return (enum question)i;
    return QUESTION_COUNT;
}

bool question_is_about(enum question question, const struct record_type *type)
{
    return question < QUESTION_COUNT &&
           type == (question == question_of_inspection ? &record_corrective_action : &record_finding);
}

bool question_takes_id(enum question question)
{
    return question == question_under || question == question_of_inspection;
}

/* A condition being made: ids stand behind the texts, so that their numbers are known only at the end. */
struct making {
    struct arena *arena;
    const struct scope *scope;
    const struct clock *clock;
    struct strbuf sql;
    VEC(const char *) texts;
    VEC(struct uuid) ids;
};

enum { FIRST_ID = 1000 };

static void add(struct making *m, const char *sql)
{
    strbuf_adds(&m->sql, sql);
}

static void add_text(struct making *m, const char *text)
{
    *VEC_PUSH(m->arena, &m->texts) = text;
    strbuf_addf(&m->sql, "?%zu", m->texts.count + 1);
}

static void add_id(struct making *m, struct uuid id)
{
    *VEC_PUSH(m->arena, &m->ids) = id;
    strbuf_addf(&m->sql, "?%zu", FIRST_ID + m->ids.count);
}

static void add_day(struct making *m, int days_from_today)
{
    char *text = arena_alloc(m->arena, DATE_TEXT);
    date_text(clock_today(m->clock) + days_from_today, text);
    add_text(m, text);
}

/* The beginning of a day, as rows keep instants. */
static void add_instant(struct making *m, int days_from_today)
{
    instant at = clock_day_begins(m->clock, clock_today(m->clock) + days_from_today);
    add(m, "CAST(CAST("); /* twice: PostgreSQL would take the parameter itself for a number */
    add_text(m, arena_printf(m->arena, "%lld", (long long)at));
    add(m, " AS TEXT) AS BIGINT)");
}

static void add_between(struct making *m, int after, int until)
{
    add(m, FINDING_RUNS("") " AND \"due_on\">");
    add_day(m, after);
    add(m, " AND \"due_on\"<=");
    add_day(m, until);
}

static void add_silent(struct making *m)
{
    add(m, FINDING_RUNS("") " AND \"lead_unit_id\" IS NOT NULL AND \"changed_at\"<");
    add_instant(m, -QUESTION_SILENT_DAYS);
    add(m, " AND NOT EXISTS (SELECT 1 FROM \"attachment\" AS \"a\" WHERE \"a\".\"ledger_id\"=?1 AND "
           "\"a\".\"finding_id\"=\"finding\".\"id\" AND \"a\".\"created_at\">=");
    add_instant(m, -QUESTION_SILENT_DAYS);
    add(m, ") AND NOT EXISTS (SELECT 1 FROM \"corrective_action_answers\" AS \"n\" JOIN \"corrective_action\" AS \"c\" "
           "ON \"c\".\"ledger_id\"=?1 AND \"c\".\"id\"=\"n\".\"id\" WHERE \"n\".\"ledger_id\"=?1 AND "
           "\"n\".\"ref_id\"=\"finding\".\"id\" AND \"c\".\"changed_at\">=");
    add_instant(m, -QUESTION_SILENT_DAYS);
    add(m, ") AND NOT EXISTS (SELECT 1 FROM \"corrective_action_answers\" AS \"n\" JOIN \"progress_entry\" AS \"p\" ON "
           "\"p\".\"ledger_id\"=?1 AND \"p\".\"corrective_action_id\"=\"n\".\"id\" WHERE \"n\".\"ledger_id\"=?1 AND "
           "\"n\".\"ref_id\"=\"finding\".\"id\" AND \"p\".\"withdrawn\"=0 AND \"p\".\"created_at\">=");
    add_instant(m, -QUESTION_SILENT_DAYS);
    add(m, ")");
}

/* By his units (D26: the unit's own index) and by his person. */
static void add_owed(struct making *m)
{
    /* CROSS JOIN has SQLite begin with his units: it would look through all of the ledger's rows for them */
    add(m, "\"id\" IN (SELECT \"u\".\"finding_id\" FROM \"organisation\" AS \"o\" CROSS JOIN \"finding_unit\" AS \"u\" "
           "WHERE \"u\".\"unit_id\"=\"o\".\"id\" AND \"u\".\"ledger_id\"=?1 AND \"u\".\"open\" IN (0,1) AND (");
    const char *joint = "";
    for (size_t i = 0; i < m->scope->grant_count; i++) {
        const struct scope_grant *grant = &m->scope->grants[i];
        if (grant->role != role_owner)
            continue;
        add(m, joint);
        add(m, "(\"o\".\"path\">=");
        add_text(m, grant->path);
        add(m, " AND \"o\".\"path\"<");
        add_text(m, arena_printf(m->arena, "%s~", grant->path));
        add(m, ")");
        joint = " OR ";
    }
    add(m, *joint ? "" : "\"o\".\"path\"=''"); /* of none; 1=0 would be looked for in every unit */
    add(m, ") UNION ALL SELECT \"finding_id\" FROM \"responsibility\" WHERE \"ledger_id\"=?1 AND \"person_id\"=");
    add_id(m, m->scope->person_id);
    add(m, " AND \"until_on\" IS NULL AND \"withdrawn\"=0)");
}

static void add_under(struct making *m, struct uuid id)
{
    static const char path[] = "(SELECT \"path\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND \"id\"=";
    add(m, "\"path\">=");
    add(m, path);
    add_id(m, id);
    add(m, ") AND \"path\"<");
    add(m, path);
    add_id(m, id);
    add(m, ")||'~'");
}

static void add_question(struct making *m, const struct asked *asked)
{
    switch (asked->question) {
    case question_open:
        add(m, "\"state\"<>'closed'");
        break;
    case question_stopped:
        add(m, "\"state\" IN ('suspended','carried_over')");
        break;
    case question_running:
        add(m, FINDING_RUNS(""));
        break;
    case question_overdue:
        add(m, FINDING_RUNS("") " AND \"due_on\"<");
        add_day(m, 0);
        break;
    case question_due_today:
        add_between(m, -1, 0);
        break;
    case question_due_week:
        add_between(m, 0, QUESTION_WEEK_DAYS);
        break;
    case question_due_later:
        add(m, FINDING_RUNS("") " AND \"due_on\">");
        add_day(m, QUESTION_WEEK_DAYS);
        break;
    case question_undated:
        add(m, FINDING_RUNS("") " AND \"due_on\" IS NULL");
        break;
    case question_fresh:
        add(m, "\"created_at\">=");
        add_instant(m, -QUESTION_FRESH_DAYS);
        break;
    case question_silent:
        add_silent(m);
        break;
    case question_owed:
        add_owed(m);
        break;
    case question_under:
        add_under(m, asked->id);
        break;
    case question_of_inspection:
        add(m,
            "\"id\" IN (SELECT \"n\".\"id\" FROM \"corrective_action_answers\" AS \"n\" JOIN \"finding\" AS \"f\" ON "
            "\"f\".\"ledger_id\"=?1 AND \"f\".\"id\"=\"n\".\"ref_id\" WHERE \"n\".\"ledger_id\"=?1 AND "
            "\"f\".\"inspection_id\"=");
        add_id(m, asked->id);
        add(m, ")");
        break;
    case question_ever_closed:
        add(m, "(\"state\"='closed' OR COALESCE(\"turn\",1)>1)");
        break;
    case question_closed_first:
        add(m,
            "\"state\"='closed' AND COALESCE(\"turn\",1)=1 AND NOT EXISTS (SELECT 1 FROM \"closure_request\" AS \"r\" "
            "WHERE \"r\".\"ledger_id\"=?1 AND \"r\".\"finding_id\"=\"finding\".\"id\" AND \"r\".\"withdrawn\"=0 AND "
            "\"r\".\"state\"='returned')");
        break;
    case question_closed_late:
        add(m, "\"state\"='closed' AND EXISTS (SELECT 1 FROM \"closure_request\" AS \"r\" WHERE \"r\".\"ledger_id\"=?1 "
               "AND \"r\".\"finding_id\"=\"finding\".\"id\" AND \"r\".\"withdrawn\"=0 AND \"r\".\"state\"='passed' AND "
               "\"r\".\"decided_on\">\"finding\".\"due_on\")");
        break;
    case QUESTION_COUNT:
        break;
    }
}

/* Ids get their numbers behind the texts. */
static const char *numbered(struct making *m)
{
    struct strbuf out = {0};
    for (const char *at = strbuf_text(&m->sql); *at;) {
        if (*at != '?') {
            strbuf_addc(&out, *at++);
            continue;
        }
        char *end;
        size_t number = strtoul(at + 1, &end, 10);
        strbuf_addf(&out, "?%zu", number > FIRST_ID ? number - FIRST_ID + m->texts.count + 1 : number);
        at = end;
    }
    const char *text = arena_strdup(m->arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

bool question_names_day(enum question question)
{
    return question == question_overdue || question == question_due_today || question == question_due_week ||
           question == question_due_later;
}

const struct list_within *question_condition(struct arena *arena, const struct scope *scope, const struct clock *clock,
                                             struct uuid ledger, const struct asked *asked, size_t count)
{
    struct making m = {.arena = arena, .scope = scope, .clock = clock};
    struct list_within *condition = ARENA_NEW(arena, struct list_within);
    add(&m, "(\"ledger_id\"=?1");
    for (size_t i = 0; i < count; i++) {
        add(&m, " AND ");
        add_question(&m, &asked[i]);
    }
    add(&m, ")");
    *condition = (struct list_within){.condition = numbered(&m),
                                      .ledger = ledger,
                                      .texts = m.texts.items,
                                      .count = m.texts.count,
                                      .ids = m.ids.items,
                                      .id_count = m.ids.count};
    strbuf_free(&m.sql);
    return condition;
}
