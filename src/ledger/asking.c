#include "ledger/asking.h"

#include "base/nearest.h"
#include "ledger/gate.h"
#include "ledger/ledger_messages.h"
#include "ledger/names.h"
#include "ledger/sight.h"
#include "store/store_messages.h"

#include <stdlib.h>
#include <string.h>

/* ---- filters ---- */

static bool is_reference(const struct field *field)
{
    return field->kind == KIND_ref || field->kind == KIND_refs;
}

/* Values of these kinds are words without commas. */
static bool is_listed(const struct field *field)
{
    return is_reference(field) || field->kind == KIND_word || field->kind == KIND_term;
}

static bool is_ranged(const struct field *field)
{
    return kind_is_ordered(field->kind) || (field->kind == KIND_text && field->flags & DERIVED); /* paths */
}

/* A reference by id or by what people call it. */
static enum status read_one(struct asking *asking, const struct field *field, const char *text, const char **ret_text)
{
    struct uuid id;
    *ret_text = text;
    if (!is_reference(field) || !*text)
        return OK;
    char *found = arena_alloc(asking->arena, UUID_TEXT);
    enum status status = name_resolve(asking->db, asking->arena, asking->scope, field->target, asking->query->ledger,
                                      text, field->name, asking->problems, &id);
    if (status)
        return status;
    uuid_text(id, found);
    *ret_text = found;
    return OK;
}

static enum status add_any(struct asking *asking, int index, enum list_compare compare, const char *value)
{
    const struct field *field = &asking->query->type->fields[index];
    const char *texts[LIST_OTHERS + 1];
    size_t count = 0;
    enum status status = OK;
    if (!is_listed(field) || !*value)
        return list_filter_add(asking->arena, asking->query, index, compare, value, asking->problems);
    for (const char *at = value; *at && !status && count <= LIST_OTHERS; count++) {
        size_t length = strcspn(at, ",");
        status = read_one(asking, field, arena_strndup(asking->arena, at, length), &texts[count]);
        at += length;
        at += *at == ',';
    }
    return status ? status
                  : list_filter_any(asking->arena, asking->query, index, compare, texts, count, asking->problems);
}

static bool is_day(const struct field *field)
{
    return field->kind == KIND_date || field->kind == KIND_deadline;
}

static const char *day_text(struct asking *asking, date day)
{
    char *text = arena_alloc(asking->arena, DATE_TEXT);
    date_text(day, text);
    return text;
}

/* The days a word stands for, as a range; NULL when it stands for none. Weeks begin on Monday. */
static const char *days_of_word(struct asking *asking, const char *word)
{
    int year, month, day;
    date today = clock_today(asking->clock), monday = today - (today + 3) % 7, from,
         until; /* 1970-01-01 was a Thursday */
    date_split(today, &year, &month, &day);
    if (strcmp(word, "today") == 0) {
        from = until = today;
    } else if (strcmp(word, "this_week") == 0 || strcmp(word, "next_week") == 0) {
        from = monday + (*word == 'n' ? 7 : 0);
        until = from + 6;
    } else if (strcmp(word, "this_month") == 0 || strcmp(word, "next_month") == 0) {
        from = today - day + 1;
        if (*word == 'n') {
            from += date_days_in_month(year, month);
            date_split(from, &year, &month, &day);
        }
        until = from + date_days_in_month(year, month) - 1;
    } else {
        return NULL;
    }
    return arena_printf(asking->arena, "%s..%s", day_text(asking, from), day_text(asking, until));
}

/* "today", "today+7", "today-30", or as it is. */
static const char *day_of_word(struct asking *asking, const struct field *field, const char *text)
{
    if (!is_day(field) || strncmp(text, "today", 5) != 0)
        return text;
    char *end;
    long days = strtol(text + 5, &end, 10);
    bool good = !text[5] || (!*end && (text[5] == '+' || text[5] == '-') && days > -40000 && days < 40000);
    return good ? day_text(asking, clock_today(asking->clock) + (date)days) : text;
}

/* "a..b" */
static enum status add_range(struct asking *asking, int index, const char *value)
{
    const struct field *field = &asking->query->type->fields[index];
    const char *dots = strstr(value, ".."), *from = arena_strndup(asking->arena, value, (size_t)(dots - value));
    const char *until = day_of_word(asking, field, dots + 2);
    from = day_of_word(asking, field, from);
    enum status status = OK;
    if (*from)
        status = list_filter_add(asking->arena, asking->query, index, LIST_FROM, from, asking->problems);
    if (!status && *until)
        status = list_filter_add(asking->arena, asking->query, index, LIST_UNTIL, until, asking->problems);
    return status;
}

/* "extra.KEY": the column holds one canonical JSON object, in which the pair stands as it is written there. */
static enum status add_own_column(struct asking *asking, const char *key, const char *value)
{
    const struct record_type *type = asking->query->type;
    int index = field_find(type, "extra");
    if (index < 0 || !*key || !*value)
        return problem_add(asking->problems, REFUSED, &msg_asked_nothing, "extra", key, NULL);
    struct strbuf pair = {0};
    strbuf_add_json(&pair, key);
    strbuf_addc(&pair, ':');
    strbuf_add_json(&pair, value);
    const char *text = arena_strdup(asking->arena, strbuf_text(&pair));
    strbuf_free(&pair);
    return list_filter_add(asking->arena, asking->query, index, LIST_HOLDS, text, asking->problems);
}

static int find_field(const struct asking *asking, const char *name)
{
    size_t length = strlen(name);
    int index = field_find(asking->query->type, name);
    if (index < 0 && length > 3 && strcmp(name + length - 3, "_on") == 0)
        index = field_find(asking->query->type, arena_strndup(asking->arena, name, length - 3));
    return index;
}

/* ---- questions ---- */

enum own_question { UNASSIGNED, MINE, MY_UNIT, OWN_QUESTIONS };

static const char *const own_questions[OWN_QUESTIONS] = {"unassigned", "mine", "my_unit"};

static enum status note_question(struct asking *asking, const char *name, const char *value, bool *ret_is)
{
    bool holds = strcmp(value, "true") == 0;
    struct asked asked = {.question = question_find(name)};
    *ret_is = true;
    for (int i = 0; asking->query->type == &record_finding && i < OWN_QUESTIONS; i++)
        if (strcmp(own_questions[i], name) == 0) {
            asking->questions |= holds ? 1u << i : 0;
            return OK;
        }
    *ret_is = question_is_about(asked.question, asking->query->type);
    for (size_t i = 0; *ret_is && i < asking->asked_count; i++) /* a condition has room for each of them once */
        if (asking->asked[i].question == asked.question)
            return problem_add(asking->problems, REFUSED, &msg_filter_doubled, name, name, NULL);
    if (*ret_is && question_takes_id(asked.question) && !(holds = uuid_parse(value, &asked.id)))
        return problem_add(asking->problems, REFUSED, &msg_asked_nothing, name, value, NULL);
    struct uuid_list one = {&asked.id, 1}, seen = one;
    enum status status = OK;
    if (*ret_is && asked.question == question_under) /* below what does not exist for him there is nothing */
        status =
            sight_among(asking->db, asking->arena, asking->scope, &record_finding, asking->query->ledger, &one, &seen);
    if (status)
        return status;
    if (!seen.count)
        asked.id = (struct uuid){0};
    if (*ret_is && holds && asking->asked_count < QUESTION_COUNT)
        asking->asked[asking->asked_count++] = asked;
    return OK;
}

/* With the name that was probably meant. */
static enum status refuse_name(struct asking *asking, const char *name)
{
    const struct record_type *type = asking->query->type;
    struct nearest nearest = {.wanted = name};
    const char *other;
    for (size_t i = 0; i < type->count; i++)
        nearest_try(&nearest, type->fields[i].name);
    for (size_t i = 0; i < QUESTION_COUNT; i++)
        if (question_is_about((enum question)i, type))
            nearest_try(&nearest, question_names[i]);
    for (size_t i = 0; type == &record_finding && i < OWN_QUESTIONS; i++)
        nearest_try(&nearest, own_questions[i]);
    for (size_t i = 0; asking->also && (other = asking->also(i)); i++)
        nearest_try(&nearest, other);
    return nearest.name ? problem_add(asking->problems, REFUSED, &msg_asked_near, name, name, nearest.name, NULL)
                        : problem_add(asking->problems, REFUSED, &msg_asked_nothing, name, name, NULL);
}

enum status asking_add(struct asking *asking, const char *name, const char *value)
{
    size_t length = strlen(name);
    enum list_compare compare = LIST_IS;
    bool is_question;
    enum status status = note_question(asking, name, value, &is_question);
    if (status || is_question)
        return status;
    if (strncmp(name, "extra.", 6) == 0)
        return add_own_column(asking, name + 6, value);
    if (length && (name[length - 1] == '!' || name[length - 1] == '~')) {
        compare = name[length - 1] == '!' ? LIST_IS_NOT : LIST_HOLDS;
        name = arena_strndup(asking->arena, name, length - 1);
    }
    int index = find_field(asking, name);
    if (index < 0)
        return refuse_name(asking, name);
    const struct field *field = &asking->query->type->fields[index];
    const char *days = compare == LIST_IS && is_day(field) ? days_of_word(asking, value) : NULL;
    if (days || (compare == LIST_IS && is_ranged(field) && strstr(value, "..")))
        return add_range(asking, index, days ? days : value);
    return add_any(asking, index, compare, value);
}

static enum status add_once(struct asking *asking, int field, enum list_compare compare, const char *value)
{
    return list_filter_has(asking->query, field, compare)
               ? OK
               : list_filter_add(asking->arena, asking->query, field, compare, value, asking->problems);
}

static enum status add_unassigned(struct asking *asking)
{
    enum status status = add_once(asking, FIELD_finding_level, LIST_IS, /* unless he asks for those of another level */
                                  word_text(&words_finding_level, finding_level_finding));
    return status ? status : add_once(asking, FIELD_finding_lead_unit_id, LIST_IS, "");
}

static void add_among(struct asking *asking, const char *by, struct uuid is)
{
    asking->query->among[asking->query->among_count++] =
        (struct list_among){"responsibility", "finding_id", by, " AND \"withdrawn\"=0 AND \"until_on\" IS NULL", is};
}

/* The unit a person belongs to; nil when he belongs to none. */
static enum status own_unit(struct asking *asking, struct uuid *ret_unit)
{
    bool row;
    struct stmt *stmt = db_prepare(asking->db, "SELECT \"organisation_id\" FROM \"person\" WHERE \"id\"=?1 AND "
                                               "\"organisation_id\" IS NOT NULL");
    stmt_bind_uuid(stmt, 1, asking->scope->person_id);
    enum status status = stmt_step(stmt, &row);
    *ret_unit = !status && row ? stmt_uuid(stmt, 0) : (struct uuid){0};
    stmt_done(stmt);
    return status;
}

enum status asking_done(struct asking *asking)
{
    struct uuid unit;
    enum status status = OK;
    for (size_t i = 0; i < asking->asked_count; i++)
        asking->query->dated = asking->query->dated || question_names_day(asking->asked[i].question);
    if (asking->asked_count)
        asking->query->asked = question_condition(asking->arena, asking->scope, asking->clock, asking->query->ledger,
                                                  asking->asked, asking->asked_count);
    if (asking->questions & 1u << UNASSIGNED)
        status = add_unassigned(asking);
    if (!status && asking->questions & 1u << MINE)
        add_among(asking, "person_id", asking->scope->person_id);
    if (!status && asking->questions & 1u << MY_UNIT) {
        status = own_unit(asking, &unit);
        if (!status)
            add_among(asking, "organisation_id", unit);
    }
    return status;
}

/* ---- order ---- */

bool asking_may_sort(const struct field *field)
{
    return field->flags & (SORTED | UNIQUE) || strcmp(field->name, "path") == 0 || strcmp(field->name, "position") == 0;
}

enum status asking_sort(struct asking *asking, const char *sort)
{
    struct list_query *query = asking->query;
    query->sort = gate_usual_sort(query->type);
    if (!sort || !*sort)
        return OK;
    query->descending = *sort == '-';
    query->sort = field_find(query->type, sort + query->descending);
    if (query->sort < 0 || !asking_may_sort(&query->type->fields[query->sort]))
        return problem_add(asking->problems, REFUSED, &msg_asked_sort, "sort", sort, NULL);
    return OK;
}
