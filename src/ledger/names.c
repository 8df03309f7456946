#include "ledger/names.h"

#include "ledger/gate.h"
#include "ledger/ledger_messages.h"
#include "record/json.h"
#include "record/sql.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_BUCKETS = 512, NAMES_FEW = 4, NAMES_AT_ONCE = 64 };

struct name {
    struct uuid id;
    const struct record_type *type;
    const char *text;
    bool found;
    struct name *next;
};

struct term_name {
    const char *vocabulary, *word, *label;
};

struct names {
    struct arena *arena;
    const struct scope *scope;
    bool terms_wanted, terms_loaded;
    VEC(struct term_name) terms;
    struct name *buckets[NAMES_BUCKETS];
    VEC(struct name *) wanted;
    size_t loaded; /* of `wanted` */
    struct name_cache *cache;
    int64_t epoch;
};

struct names *names_new(struct arena *arena, const struct scope *scope)
{
    struct names *names = ARENA_NEW(arena, struct names);
    names->arena = arena;
    names->scope = scope;
    return names;
}

void names_remember(struct names *names, struct name_cache *cache, int64_t epoch)
{
    names->cache = cache;
    names->epoch = epoch;
}

static size_t bucket_of(struct uuid id)
{
    return (size_t)(id.bytes[15] | id.bytes[14] << 8) % NAMES_BUCKETS;
}

static struct name *find(const struct names *names, struct uuid id)
{
    struct name *name = names->buckets[bucket_of(id)];
    while (name && !uuid_equal(name->id, id))
        name = name->next;
    return name;
}

void names_want(struct names *names, const struct record_type *type, struct uuid id)
{
    if (uuid_is_nil(id) || find(names, id))
        return;
    struct name *name = ARENA_NEW(names->arena, struct name);
    *name =
        (struct name){.id = id, .type = type, .text = names->scope ? "—" : "", .next = names->buckets[bucket_of(id)]};
    names->buckets[bucket_of(id)] = name;
    *VEC_PUSH(names->arena, &names->wanted) = name;
}

void names_want_record(struct names *names, const struct record_type *type, const struct record_head *record,
                       uint64_t mask)
{
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        if (!(mask & FIELD_BIT(i)) || !record_has(record, (int)i))
            continue;
        names->terms_wanted = names->terms_wanted || field->kind == KIND_term;
        if (field->kind == KIND_ref)
            names_want(names, field->target, *(const struct uuid *)field_get(record, field));
        if (field->kind == KIND_refs) {
            const struct uuid_list *list = field_get(record, field);
            for (size_t k = 0; k < list->count; k++)
                names_want(names, field->target, list->ids[k]);
        }
    }
}

static const char *title_column(const struct record_type *type)
{
    return type->title >= 0 ? type->fields[type->title].name : type->code >= 0 ? type->fields[type->code].name : NULL;
}

/* What is asked of one record type within a statement. */
struct part {
    const struct record_type *type;
    const struct list_within *within; /* NULL: everything; its parameters come first */
    int first;                        /* parameters before its ids */
    int most;                         /* ids in one statement */
    size_t next;                      /* of `wanted`, to be asked for */
    size_t count;                     /* of them */
};

enum { PARTS_MAX = 16 };

static void put_part(struct strbuf *sql, const struct part *part)
{
    strbuf_adds(sql, "SELECT \"id\",");
    sql_name(sql, title_column(part->type));
    strbuf_adds(sql, " FROM ");
    sql_name(sql, part->type->name);
    strbuf_adds(sql, " WHERE ");
    if (part->within) {
        strbuf_adds(sql, part->within->condition);
        strbuf_adds(sql, " AND ");
    }
    strbuf_adds(sql, "\"id\" IN (");
    for (int i = 1; i <= part->most; i++)
        strbuf_addf(sql, i == 1 ? "?%d" : ",?%d", part->first + i);
    strbuf_addc(sql, ')');
    if (!part->type->of_installation)
        strbuf_addf(sql, " AND \"ledger_id\"=?%d", part->first + part->most + 1);
}

/* The next ids of its type, the last one again and again: the list has one of two lengths, so that few prepared
 * statements serve. */
static void bind_part(const struct names *names, struct stmt *stmt, struct uuid ledger, struct part *part)
{
    struct uuid last = {0};
    int bound = 0;
    if (part->within)
        list_within_bind(stmt, part->within);
    for (; part->next < names->wanted.count && bound < part->most; part->next++)
        if (names->wanted.items[part->next]->type == part->type && !names->wanted.items[part->next]->found)
            stmt_bind_uuid(stmt, part->first + ++bound, last = names->wanted.items[part->next]->id);
    while (bound < part->most)
        stmt_bind_uuid(stmt, part->first + ++bound, last);
    if (!part->type->of_installation)
        stmt_bind_uuid(stmt, part->first + part->most + 1, ledger);
}

static enum status take_rows(struct names *names, struct stmt *stmt)
{
    bool row;
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct name *name = find(names, stmt_uuid(stmt, 0));
        if (!name)
            continue;
        name->found = true;
        name->text = arena_strdup(names->arena, stmt_text(stmt, 1));
        if (names->cache && name->type->of_installation)
            name_cache_keep(names->cache, names->epoch, name->id, name->text);
    }
    return status;
}

/* The wanted names of all these types, in one statement for NAMES_AT_ONCE of each. At most the first has a condition.
 */
static enum status load_parts(struct names *names, struct db *db, struct uuid ledger, struct part *parts, size_t count)
{
    struct strbuf sql = {0};
    int bound = count && parts[0].within ? (int)list_within_count(parts[0].within) : 0;
    for (size_t i = 0; i < count; i++) {
        parts[i].first = bound;
        parts[i].most = parts[i].count <= NAMES_FEW ? NAMES_FEW : NAMES_AT_ONCE;
        bound += parts[i].most + !parts[i].type->of_installation;
        strbuf_adds(&sql, i ? " UNION ALL " : "");
        put_part(&sql, &parts[i]);
    }
    enum status status = OK;
    for (bool more = count > 0; more && !status;) {
        struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
        more = false;
        for (size_t i = 0; i < count; i++) {
            bind_part(names, stmt, ledger, &parts[i]);
            more = more || parts[i].next < names->wanted.count;
        }
        status = take_rows(names, stmt);
        stmt_done(stmt);
    }
    strbuf_free(&sql);
    return status;
}

/* Vocabularies are short: all of them at once. */
static enum status load_terms(struct names *names, struct db *db)
{
    bool row;
    enum status status;
    struct stmt *stmt = db_prepare(db, "SELECT \"vocabulary\",\"word\",\"label\" FROM \"term\"");
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct term_name *term = VEC_PUSH(names->arena, &names->terms);
        term->vocabulary = arena_strdup(names->arena, stmt_text(stmt, 0));
        term->word = arena_strdup(names->arena, stmt_text(stmt, 1));
        term->label = arena_strdup(names->arena, stmt_text(stmt, 2));
    }
    stmt_done(stmt);
    names->terms_loaded = true;
    return status;
}

const char *names_term(const struct names *names, const char *vocabulary, const char *word)
{
    for (size_t i = 0; names && i < names->terms.count; i++)
        if (strcmp(names->terms.items[i].word, word) == 0 && strcmp(names->terms.items[i].vocabulary, vocabulary) == 0)
            return names->terms.items[i].label;
    return word;
}

static void recall(struct names *names)
{
    for (size_t i = names->loaded; i < names->wanted.count; i++) {
        struct name *name = names->wanted.items[i];
        const char *text =
            name->type->of_installation ? name_cache_get(names->cache, names->epoch, name->id, names->arena) : NULL;
        name->found = text != NULL;
        name->text = text ? text : name->text;
    }
}

/* One more of this type, if one of the parts asks for it. */
static bool add_to_part(struct part *parts, size_t count, const struct record_type *type)
{
    for (size_t i = 0; i < count; i++)
        if (parts[i].type == type) {
            parts[i].count++;
            return true;
        }
    return false;
}

enum status names_load(struct names *names, struct db *db, struct uuid ledger)
{
    struct part parts[PARTS_MAX], others[PARTS_MAX]; /* others: a condition numbers its parameters from 1 */
    size_t count = 1, other_count = 0;
    enum status status = names->terms_wanted && !names->terms_loaded ? load_terms(names, db) : OK;
    parts[0] = (struct part){0};
    if (names->cache)
        recall(names);
    for (size_t i = names->loaded; i < names->wanted.count; i++) {
        const struct record_type *type = names->wanted.items[i]->type;
        if (names->wanted.items[i]->found || !title_column(type) || add_to_part(parts, count, type) ||
            add_to_part(others, other_count, type))
            continue;
        struct part part = {.type = type, .next = i, .count = 1};
        part.within = names->scope ? gate_within(names->arena, names->scope, type, ledger) : NULL;
        if (part.within && parts[0].type)
            others[other_count++] = part;
        else
            parts[part.within ? 0 : count++] = part;
    }
    struct part *first = parts[0].type ? parts : parts + 1;
    if (!status)
        status = load_parts(names, db, ledger, first, count - (size_t)(first - parts));
    for (size_t i = 0; i < other_count && !status; i++)
        status = load_parts(names, db, ledger, &others[i], 1);
    names->loaded = names->wanted.count;
    return status;
}

const char *names_get(const struct names *names, struct uuid id)
{
    struct name *name = names ? find(names, id) : NULL;
    return name ? name->text : "";
}

void names_json(const struct names *names, struct strbuf *out)
{
    char id[UUID_TEXT];
    strbuf_addc(out, '{');
    for (size_t i = 0; i < names->wanted.count; i++) {
        if (i)
            strbuf_addc(out, ',');
        uuid_text(names->wanted.items[i]->id, id);
        strbuf_add_json(out, id);
        strbuf_addc(out, ':');
        strbuf_add_json(out, names->wanted.items[i]->text);
    }
    strbuf_addc(out, '}');
}

/* ---- values as a person reads them ---- */

const char *display_date(struct arena *arena, date day, enum language language)
{
    int year, month, of_month;
    char text[DATE_TEXT];
    date_split(day, &year, &month, &of_month);
    if (language == LANGUAGE_ZH)
        return arena_printf(arena, "%d年%d月%d日", year, month, of_month);
    date_text(day, text);
    return arena_strdup(arena, text);
}

/* As exact as it was set: a deadline of a month is not one of its last day. */
static const char *display_coarse(const struct display *display, const struct deadline *due)
{
    static const char *const thirds[] = {"上旬", "中旬", "下旬"}, *const thirds_en[] = {"early", "mid", "late"};
    static const char *const quarters[] = {"一", "二", "三", "四"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    bool zh = display->language == LANGUAGE_ZH;
    int year, month, day;
    date_split(due->on, &year, &month, &day);
    int third = day <= 10 ? 0 : day <= 20 ? 1 : 2, quarter = (month - 1) / 3;
    switch (due->as) {
    case deadline_as_ten_days:
        return zh ? arena_printf(display->arena, "%d年%d月%s", year, month, thirds[third])
                  : arena_printf(display->arena, "%s %s %d", thirds_en[third], months[month - 1], year);
    case deadline_as_month:
        return zh ? arena_printf(display->arena, "%d年%d月底前", year, month)
                  : arena_printf(display->arena, "end of %s %d", months[month - 1], year);
    case deadline_as_quarter:
        return zh ? arena_printf(display->arena, "%d年第%s季度", year, quarters[quarter])
                  : arena_printf(display->arena, "quarter %d of %d", quarter + 1, year);
    case deadline_as_year:
        return arena_printf(display->arena, zh ? "%d年底前" : "end of %d", year);
    default:
        return display_date(display->arena, due->on, display->language);
    }
}

static const char *display_deadline(const struct display *display, const struct deadline *due)
{
    if (due->text && *due->text)
        return due->text;
    if (due->as == deadline_as_ongoing)
        return profile_word(display->profiles, display->profile, "deadline_as", "ongoing", display->language);
    return due->on_unknown ? "" : display_coarse(display, due);
}

static const char *display_refs(const struct display *display, const struct uuid_list *list)
{
    struct strbuf out = {0};
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            strbuf_adds(&out, display->language == LANGUAGE_ZH ? "、" : ", ");
        strbuf_adds(&out, names_get(display->names, list->ids[i]));
    }
    const char *text = arena_strdup(display->arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

const char *display_field(const struct display *display, const struct record_type *type, int index,
                          const struct record_head *record)
{
    const struct field *field = &type->fields[index];
    char text[128];
    if (!record_has(record, index))
        return "";
    const void *value = field_get(record, field);
    switch (field->kind) {
    case KIND_text:
    case KIND_long_text:
    case KIND_extra:
        return *(const char *const *)value;
    case KIND_term:
        return names_term(display->names, field->vocabulary, *(const char *const *)value);
    case KIND_integer:
        return arena_printf(display->arena, "%lld", (long long)*(const int64_t *)value);
    case KIND_share:
        return arena_printf(display->arena, "%lld%%", (long long)*(const int64_t *)value);
    case KIND_flag:
        return display->language == LANGUAGE_ZH ? *(const bool *)value ? "是" : "否"
               : *(const bool *)value           ? "yes"
                                                : "no";
    case KIND_date:
        return display_date(display->arena, *(const date *)value, display->language);
    case KIND_instant:
        instant_text(*(const instant *)value, text);
        return arena_strdup(display->arena, text);
    case KIND_money:
        money_text(*(const int64_t *)value, text);
        return arena_strdup(display->arena, text);
    case KIND_word:
        return profile_word(display->profiles, display->profile, field->words->name,
                            word_text(field->words, *(const int *)value), display->language);
    case KIND_ref:
        return names_get(display->names, *(const struct uuid *)value);
    case KIND_refs:
        return display_refs(display, value);
    case KIND_blob:
        digest_text(value, text);
        return arena_strdup(display->arena, text);
    case KIND_deadline:
        return display_deadline(display, value);
    }
    return "";
}

/* ---- from what a person typed ---- */

enum { RESOLVE_COLUMNS = 5 };

static size_t name_columns(const struct record_type *type, const char *columns[RESOLVE_COLUMNS])
{
    size_t count = 0;
    if (type->code >= 0)
        columns[count++] = type->fields[type->code].name;
    if (type->title >= 0 && type->title != type->code)
        columns[count++] = type->fields[type->title].name;
    if (field_find(type, "short_name") >= 0)
        columns[count++] = "short_name";
    return count;
}

/* The alias between separators; what LIKE would take for a wild card is taken for itself. */
static const char *like_pattern(struct arena *arena, const char *text)
{
    struct strbuf out = {0};
    strbuf_adds(&out, "%、");
    for (; *text; text++) {
        if (*text == '%' || *text == '_' || *text == '\\')
            strbuf_addc(&out, '\\');
        strbuf_addc(&out, *text);
    }
    strbuf_adds(&out, "、%");
    const char *pattern = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return pattern;
}

static enum status resolve_by(struct db *db, struct arena *arena, const struct scope *scope,
                              const struct record_type *type, struct uuid ledger, const char *column, const char *text,
                              struct uuid *ret_id, size_t *ret_count)
{
    bool row, alias = strcmp(column, "aliases") == 0;
    const struct list_within *within = scope ? gate_within(arena, scope, type, ledger) : NULL;
    int first = within ? (int)list_within_count(within) : 0;
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT \"id\" FROM ");
    sql_name(&sql, type->name);
    strbuf_adds(&sql, " WHERE ");
    if (within) {
        strbuf_adds(&sql, within->condition);
        strbuf_adds(&sql, " AND ");
    }
    strbuf_adds(&sql, "\"withdrawn\"=0 AND ");
    if (alias) /* aliases stand in one cell, separated by 、 */
        strbuf_addf(&sql, "'、'||replace(replace(\"aliases\",'，','、'),',','、')||'、' LIKE ?%d ESCAPE '\\'",
                    first + 1);
    else
        sql_name(&sql, column);
    if (!alias)
        strbuf_addf(&sql, "=?%d", first + 1);
    if (!type->of_installation)
        strbuf_addf(&sql, " AND \"ledger_id\"=?%d", first + 2);
    strbuf_adds(&sql, " LIMIT 2");
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    if (within)
        list_within_bind(stmt, within);
    stmt_bind_text(stmt, first + 1, alias ? like_pattern(arena, text) : text);
    if (!type->of_installation)
        stmt_bind_uuid(stmt, first + 2, ledger);
    enum status status;
    size_t count = 0;
    while (!(status = stmt_step(stmt, &row)) && row) {
        *ret_id = stmt_uuid(stmt, 0);
        count++;
    }
    stmt_done(stmt);
    *ret_count = count;
    return status;
}

enum status name_resolve(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                         struct uuid ledger, const char *text, const char *place, struct problems *problems,
                         struct uuid *ret_id)
{
    if (uuid_parse(text, ret_id))
        return OK;
    const char *columns[RESOLVE_COLUMNS + 1];
    size_t count = name_columns(type, columns), found = 0;
    if (field_find(type, "aliases") >= 0)
        columns[count++] = "aliases";
    for (size_t i = 0; i < count && !found; i++) {
        enum status status = resolve_by(db, arena, scope, type, ledger, columns[i], text, ret_id, &found);
        if (status)
            return status;
    }
    if (found == 1)
        return OK;
    return problem_add(problems, REFUSED, found ? &msg_name_ambiguous : &msg_name_unknown, place, type->label, text,
                       NULL);
}
