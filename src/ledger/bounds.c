#include "ledger/bounds.h"

#include "ledger/records.h"

/* How a record hangs on findings: by a column of its own, or by one that leads to a table of links. A new record is a
 * row here; more rows of one record: by any of them. */
struct bound {
    const struct record_type *type;
    const char *column, *links;
};

static const struct bound bounds[] = {
    {&record_finding, "\"id\"", NULL},
    {&record_responsibility, "\"finding_id\"", NULL},
    {&record_claim, "\"finding_id\"", NULL},
    {&record_corrective_action, "\"id\"", "\"corrective_action_answers\""},
    {&record_attachment, "\"finding_id\"", NULL},
    {&record_attachment, "\"corrective_action_id\"", "\"corrective_action_answers\""},
    {&record_closure_request, "\"finding_id\"", NULL},
    {&record_review_step, "\"finding_id\"", NULL},
    {&record_progress_entry, "\"corrective_action_id\"", "\"corrective_action_answers\""},
    {&record_extension_request, "\"finding_id\"", NULL},
    {&record_request, "\"finding_id\"", NULL},
    {&record_trace, "\"finding_id\"", NULL},
    {&record_acceptance_criterion, "\"finding_id\"", NULL},
    {&record_effectiveness_check, "\"finding_id\"", NULL},
    {&record_rule_change, "\"id\"", "\"rule_change_findings\""},
    {&record_recovery, "\"finding_id\"", NULL},
    {&record_sanction, "\"finding_id\"", NULL},
    {&record_petition, "\"id\"", "\"petition_findings\""},
    {&record_good_practice, "\"id\"", "\"good_practice_findings\""},
};

enum { BOUNDS = sizeof bounds / sizeof *bounds };

/* Which units answer a check: known when it has been sent. */
#define ANSWERING                                                                                                      \
    "(SELECT \"ledger_id\",\"mirror_check_id\" AS \"id\",\"organisation_id\" AS \"ref_id\" FROM \"mirror_answer\") "   \
    "AS "                                                                                                              \
    "\"answering\""

/* Records that are a unit's, not a finding's: an owner sees those of his units. By a column of the record's own, or by
 * one that leads to a table of links. Ends with a row of NULL. */
static const struct bound unit_bounds[] = {
    {&record_plan, "\"organisation_id\"", NULL},
    {&record_plan_opinion, "\"organisation_id\"", NULL},
    {&record_plan_extract, "\"organisation_id\"", NULL},
    {&record_responsibility_letter, "\"organisation_id\"", NULL},
    {&record_mirror_check, "\"id\"", ANSWERING},
    {&record_mirror_item, "\"mirror_check_id\"", ANSWERING},
    {&record_mirror_answer, "\"organisation_id\"", NULL},
    {&record_progress_report, "\"organisation_id\"", NULL},
    {NULL, NULL, NULL},
};

/* Records that are persons': an owner sees those that name him, in any of these columns. Ends with a row of NULL. */
static const struct bound person_bounds[] = {
    {&record_handover, "\"from_person_id\"", NULL},
    {&record_handover, "\"to_person_id\"", NULL},
    {&record_handover, "\"witness_id\"", NULL},
    {NULL, NULL, NULL},
};

/* Files that hang on such records are seen with them; but a paper that one of its parts names, where somebody signed or
 * answered, only by who sees that part. Ends with a row of NULL. */
enum { PARTS = 4 };

static const struct {
    const char *column;
    const struct record_type *type;
    const struct record_type *parts[PARTS + 1]; /* each has `paper_id` */
} papers[] = {
    {"\"handover_id\"", &record_handover, {NULL}},
    {"\"mirror_check_id\"", &record_mirror_check, {&record_mirror_answer}},
    {"\"progress_report_id\"", &record_progress_report, {NULL}},
    {"\"plan_id\"",
     &record_plan,
     {&record_plan_opinion, &record_plan_extract, &record_responsibility_letter, &record_review_step}},
    {NULL, NULL, {NULL}},
};

bool bounds_hangs(const struct record_type *type)
{
    for (size_t i = 0; i < BOUNDS; i++)
        if (bounds[i].type == type)
            return true;
    return false;
}

static bool is_units(const struct record_type *type)
{
    for (const struct bound *bound = unit_bounds; bound->type; bound++)
        if (bound->type == type)
            return true;
    return false;
}

struct building {
    struct arena *arena;
    const struct scope *scope;
    const struct record_type *type;
    struct uuid ledger;
    struct strbuf sql;
    const char **texts;
    size_t count;
    size_t paths;    /* parameters the paths of his owner grants take */
    size_t person;   /* the parameter that is the reader: behind the texts */
    bool named;      /* it is used */
    const char *set; /* of the findings that are his, when the record is a finding; NULL: all, or not known */
};

/* The paths of his owner grants become parameters, once, however many conditions use them. */
static void need_paths(struct building *b)
{
    for (size_t i = 0; i < b->scope->grant_count && b->count < b->paths; i++) {
        const struct scope_grant *grant = &b->scope->grants[i];
        if (grant->role != role_owner)
            continue;
        b->texts[b->count++] = grant->path;
        b->texts[b->count++] = arena_printf(b->arena, "%s~", grant->path);
    }
}

/* Or the column names one of his units. The paths are parameters already. */
static void add_or_unit(struct building *b, const char *column)
{
    for (size_t i = 0; i < b->count; i += 2)
        strbuf_addf(&b->sql,
                    " OR \"%s\" IN (SELECT \"id\" FROM \"organisation\" WHERE \"path\">=?%zu AND \"path\"<?%zu)",
                    column, i + 2, i + 3); /* trusted: our own names and numbers of parameters */
}

/* ---- sets of findings ---- */

/* What names him. */
static void add_named(struct building *b, struct strbuf *out)
{
    b->named = true;
    strbuf_adds(out, "SELECT \"finding_id\" FROM \"finding_reader\" WHERE \"ledger_id\"=?1 AND \"person_id\"=?");
    strbuf_add_int(out, (int64_t)b->person);
    if (!uuid_is_nil(b->scope->delegate_id)) /* that somebody else is named on it entitles nobody who acts for him */
        strbuf_adds(out, " AND 1=0");
}

/* What he answers for by name: an official signs for his part whatever unit he belongs to. */
static void add_answered(struct building *b, struct strbuf *out)
{
    strbuf_adds(out, " UNION SELECT \"r\".\"finding_id\" FROM \"responsibility\" AS \"r\" JOIN \"finding\" AS \"f\" ON "
                     "\"f\".\"ledger_id\"=\"r\".\"ledger_id\" AND \"f\".\"id\"=\"r\".\"finding_id\" WHERE "
                     "\"r\".\"ledger_id\"=?1 AND \"r\".\"withdrawn\"=0 AND \"r\".\"until_on\" IS NULL AND "
                     "(\"f\".\"restricted\" IS NULL OR \"f\".\"restricted\"=0) AND \"r\".\"person_id\"=?");
    strbuf_add_int(out, (int64_t)b->person);
}

/* What names him, and what the units of his owner grants answer for. A subtree of units is a range of paths, however
 * many units it has; CROSS JOIN has SQLite begin with them. */
static void add_his(struct building *b, struct strbuf *out)
{
    add_named(b, out);
    add_answered(b, out);
    need_paths(b);
    for (size_t i = 0; i < b->count; i += 2) {
        strbuf_adds(out,
                    " UNION SELECT \"u\".\"finding_id\" FROM \"organisation\" AS \"o\" CROSS JOIN \"finding_unit\" AS "
                    "\"u\" WHERE \"u\".\"unit_id\"=\"o\".\"id\" AND \"u\".\"ledger_id\"=?1 AND ");
        strbuf_addf(out, "\"o\".\"path\">=?%zu AND \"o\".\"path\"<?%zu", i + 2, i + 3);
    }
}

/* With a problem go its points and demands: they are answered for as the problem is. */
static void add_parts(struct strbuf *set)
{
    struct strbuf whole = {0};
    strbuf_adds(&whole, strbuf_text(set));
    strbuf_adds(&whole, " UNION SELECT \"id\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND \"level\" IN "
                        "('point','demand') AND \"parent_id\" IN (");
    strbuf_add(&whole, strbuf_text(set), set->length);
    strbuf_addc(&whole, ')');
    strbuf_free(set);
    *set = whole;
}

/* Of the claims on his findings those of his units, and his own. The paths are parameters already. */
static void add_own_claims(struct building *b)
{
    strbuf_adds(&b->sql, " AND (\"person_id\"=?");
    strbuf_add_int(&b->sql, (int64_t)b->person);
    add_or_unit(b, "organisation_id");
    strbuf_addc(&b->sql, ')');
}

static bool is_owner(const struct building *b)
{
    return !(scope_roles_in(b->scope, b->ledger) & ROLES_WHOLE);
}

/* Whether his units are asked for. */
static bool uses_paths(const struct building *b)
{
    return is_owner(b) && (bounds_hangs(b->type) || is_units(b->type));
}

/* Words above his ceiling, as a list for SQL; "" when there is none. */
static void words_above(int ceiling, struct strbuf *out)
{
    for (size_t i = (size_t)ceiling + 1; i < words_confidentiality.count; i++) {
        strbuf_adds(out, out->length ? ",'" : "'");
        strbuf_adds(out, words_confidentiality.words[i]); /* our own words */
        strbuf_addc(out, '\'');
    }
}

/* What is restricted to others, unless he is bounded to his own anyway, and what is above his ceiling. "": nothing. */
static void add_hidden(struct building *b, const char *above, bool restricted, struct strbuf *out)
{
    if (restricted) {
        strbuf_adds(out,
                    "SELECT \"id\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND \"restricted\"=1 AND \"id\" NOT IN (");
        add_named(b, out);
        strbuf_addc(out, ')');
    }
    if (!*above)
        return;
    strbuf_adds(out, out->length ? " UNION ALL " : "");
    strbuf_adds(out, "SELECT \"id\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND \"confidentiality\" IN (");
    strbuf_adds(out, above);
    strbuf_addc(out, ')');
}

/* ---- what hangs on them ---- */

static void add_bound(struct building *b, const struct bound *bound, const char *set)
{
    strbuf_adds(&b->sql, bound->column);
    if (bound->links) {
        strbuf_adds(&b->sql, " IN (SELECT \"id\" FROM ");
        strbuf_adds(&b->sql, bound->links);
        strbuf_adds(&b->sql, " WHERE \"ledger_id\"=?1 AND \"ref_id\"");
    }
    strbuf_adds(&b->sql, " IN (");
    strbuf_adds(&b->sql, set);
    strbuf_adds(&b->sql, bound->links ? "))" : ")");
}

/* What is put to him, or to his units, of whatever finding. The paths are parameters already. */
static void add_addressed(struct building *b)
{
    strbuf_adds(&b->sql, " OR \"addressee_id\"=?");
    strbuf_add_int(&b->sql, (int64_t)b->person);
    add_or_unit(b, "addressee_unit_id");
}

/* Whose opinion is asked reads the draft until it has been handled. */
static void add_consulted(struct building *b, const char *units)
{
    strbuf_adds(&b->sql, " OR \"id\" IN (SELECT \"plan_id\" FROM \"plan_opinion\" WHERE \"ledger_id\"=?1 AND "
                         "\"withdrawn\"=0 AND \"state\" IN ('asked','answered') AND \"organisation_id\" IN (");
    strbuf_adds(&b->sql, units);
    strbuf_adds(&b->sql, "))");
}

/* Of records that are units' those of the units of his owner grants. */
static void add_own_units(struct building *b, const struct record_type *type)
{
    for (const struct bound *bound = unit_bounds; bound->type; bound++) {
        if (bound->type != type)
            continue;
        need_paths(b);
        strbuf_adds(&b->sql, " AND (1=0");
        for (size_t i = 0; i < b->count; i += 2) {
            const char *units =
                arena_printf(b->arena, "SELECT \"id\" FROM \"organisation\" WHERE \"path\">=?%zu AND \"path\"<?%zu",
                             i + 2, i + 3); /* trusted: numbers of parameters */
            strbuf_adds(&b->sql, " OR ");
            add_bound(b, bound, units);
            if (type == &record_plan)
                add_consulted(b, units);
        }
        if (type == &record_plan) /* what was issued to all units is read by all */
            strbuf_adds(&b->sql, " OR (\"kind\"<>'implementation' AND \"state\"='issued')");
        strbuf_addc(&b->sql, ')');
    }
}

/* Of records that are persons' those that name him. */
static void add_own_person(struct building *b, const struct record_type *type)
{
    size_t any = 0;
    for (const struct bound *bound = person_bounds; bound->type; bound++) {
        if (bound->type != type)
            continue;
        strbuf_adds(&b->sql, any++ ? " OR " : " AND (");
        strbuf_adds(&b->sql, bound->column);
        strbuf_addf(&b->sql, "=?%zu", b->person);
        b->named = true;
    }
    strbuf_adds(&b->sql, any ? ")" : "");
}

/* But not what a part names that he does not see. */
static void add_but_papers_of(struct building *b, const struct record_type *part)
{
    strbuf_adds(&b->sql, " AND \"id\" NOT IN (SELECT \"paper_id\" FROM ");
    sql_name(&b->sql, part->name);
    strbuf_adds(&b->sql, " WHERE \"ledger_id\"=?1 AND \"paper_id\" IS NOT NULL");
    if (is_units(part)) {
        strbuf_adds(&b->sql, " AND \"id\" NOT IN (SELECT \"id\" FROM ");
        sql_name(&b->sql, part->name);
        strbuf_adds(&b->sql, " WHERE \"ledger_id\"=?1");
        add_own_units(b, part);
        strbuf_addc(&b->sql, ')');
    }
    strbuf_addc(&b->sql, ')');
}

/* Papers of what he may see, for who sees only some of it. */
static void add_papers(struct building *b)
{
    for (size_t i = 0; papers[i].column; i++) {
        strbuf_adds(&b->sql, " OR (");
        strbuf_adds(&b->sql, papers[i].column);
        strbuf_adds(&b->sql, " IN (SELECT \"id\" FROM ");
        sql_name(&b->sql, papers[i].type->name);
        strbuf_adds(&b->sql, " WHERE \"ledger_id\"=?1");
        add_own_units(b, papers[i].type);
        add_own_person(b, papers[i].type);
        strbuf_addc(&b->sql, ')');
        for (const struct record_type *const *part = papers[i].parts; *part; part++)
            add_but_papers_of(b, *part);
        strbuf_addc(&b->sql, ')');
    }
}

/* By any of its rows within the set. */
static void add_inside(struct building *b, const char *set)
{
    size_t any = 0;
    for (size_t i = 0; i < BOUNDS; i++) {
        if (bounds[i].type != b->type)
            continue;
        strbuf_adds(&b->sql, any++ ? " OR " : " AND (");
        add_bound(b, &bounds[i], set);
    }
    if (b->type == &record_request)
        add_addressed(b);
    if (b->type == &record_attachment)
        add_papers(b);
    strbuf_addc(&b->sql, ')');
}

/* By none of its rows within the set. */
static void add_outside(struct building *b, const char *set)
{
    for (size_t i = 0; i < BOUNDS; i++) {
        if (bounds[i].type != b->type)
            continue;
        strbuf_adds(&b->sql, " AND (");
        strbuf_adds(&b->sql, bounds[i].column); /* nothing is IN a set when it is null, nor NOT IN */
        strbuf_adds(&b->sql, " IS NULL OR NOT (");
        add_bound(b, &bounds[i], set);
        strbuf_adds(&b->sql, "))");
    }
}

/* Files of a letter are for who sees all of the letter (D31). */
static void add_letter(struct building *b, const char *set, const char *above)
{
    strbuf_adds(&b->sql, " AND (\"feedback_report_id\" IS NULL OR NOT (\"feedback_report_id\" IN (SELECT "
                         "\"feedback_report_id\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND \"feedback_report_id\" IS "
                         "NOT NULL AND \"id\" IN (");
    strbuf_adds(&b->sql, set);
    strbuf_adds(&b->sql, "))");
    if (*above) {
        strbuf_adds(&b->sql, " OR \"feedback_report_id\" IN (SELECT \"id\" FROM \"feedback_report\" WHERE "
                             "\"ledger_id\"=?1 AND \"confidentiality\" IN (");
        strbuf_adds(&b->sql, above);
        strbuf_adds(&b->sql, "))");
    }
    strbuf_adds(&b->sql, "))");
}

static void add_ceiling(struct building *b, const char *above)
{
    if (!*above)
        return;
    strbuf_adds(&b->sql, " AND (\"confidentiality\" IS NULL OR \"confidentiality\" NOT IN (");
    strbuf_adds(&b->sql, above);
    strbuf_adds(&b->sql, "))");
}

static void add_conditions(struct building *b, const char *above)
{
    struct strbuf his = {0}, hidden = {0};
    bool hangs = bounds_hangs(b->type), own_ceiling = field_find(b->type, "confidentiality") >= 0;
    if (hangs && is_owner(b)) {
        add_his(b, &his);
        add_parts(&his);
        b->set = b->type == &record_finding ? arena_strdup(b->arena, strbuf_text(&his)) : NULL;
        add_inside(b, strbuf_text(&his));
        if (b->type == &record_claim)
            add_own_claims(b);
    }
    if (is_owner(b)) {
        add_own_units(b, b->type);
        add_own_person(b, b->type);
    }
    if (own_ceiling)
        add_ceiling(b, above);
    if (hangs)
        add_hidden(b, own_ceiling ? "" : above, !is_owner(b), &hidden);
    if (hidden.length)
        add_outside(b, strbuf_text(&hidden));
    if (hidden.length && b->type == &record_attachment)
        add_letter(b, strbuf_text(&hidden), above);
    strbuf_free(&his);
    strbuf_free(&hidden);
}

const struct list_within *bounds_within(struct arena *arena, const struct scope *scope, const struct record_type *type,
                                        struct uuid ledger)
{
    if (scope->operator|| type->of_installation)
        return NULL;
    struct building b = {.arena = arena, .scope = scope, .type = type, .ledger = ledger};
    struct strbuf above = {0};
    b.texts = ARENA_ARRAY(arena, const char *, LIST_TEXTS);
    for (size_t i = 0; uses_paths(&b) && i < scope->grant_count; i++)
        b.paths += scope->grants[i].role == role_owner ? 2 : 0;
    b.person = 2 + b.paths;
    words_above(scope_ceiling_in(scope, ledger), &above);
    add_conditions(&b, strbuf_text(&above));
    struct list_within *within = NULL;
    if (b.sql.length) {
        within = ARENA_NEW(arena, struct list_within);
        /* ?1 must stand in the statement even where no condition needs the ledger: PostgreSQL wants every parameter
         * used */
        *within = (struct list_within){.condition = arena_printf(arena, "(\"ledger_id\"=?1%s)", strbuf_text(&b.sql)),
                                       .ledger = ledger, /* trusted: made above of our own words */
                                       .texts = b.texts,
                                       .count = b.count,
                                       .ids = arena_memdup(arena, &scope->person_id, sizeof scope->person_id),
                                       .id_count = b.named,
                                       .set = b.set};
    }
    strbuf_free(&b.sql);
    strbuf_free(&above);
    return within;
}

const struct list_within *bounds_headings(struct arena *arena, const struct scope *scope, struct uuid ledger)
{
    struct building b = {.arena = arena, .scope = scope, .type = &record_finding, .ledger = ledger};
    struct list_within *within = ARENA_NEW(arena, struct list_within);
    struct strbuf above = {0};
    words_above(scope_ceiling_in(scope, ledger), &above);
    strbuf_adds(&b.sql, "(\"ledger_id\"=?1 AND (\"restricted\" IS NULL OR \"restricted\"=0)");
    add_ceiling(&b, strbuf_text(&above));
    strbuf_addc(&b.sql, ')');
    *within = (struct list_within){.condition = arena_strdup(arena, strbuf_text(&b.sql)), .ledger = ledger};
    strbuf_free(&b.sql);
    strbuf_free(&above);
    return within;
}
