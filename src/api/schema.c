#include "api/schema.h"

#include "api/handlers.h"
#include "api/records.h"
#include "ledger/asking.h"
#include "ledger/gate.h"

#include <stdio.h>
#include <string.h>

static const char *const kind_names[] = {
    [KIND_text] = "text",   [KIND_long_text] = "long_text", [KIND_integer] = "integer", [KIND_flag] = "flag",
    [KIND_date] = "date",   [KIND_deadline] = "deadline",   [KIND_instant] = "instant", [KIND_money] = "money",
    [KIND_share] = "share", [KIND_word] = "word",           [KIND_term] = "term",       [KIND_ref] = "ref",
    [KIND_refs] = "refs",   [KIND_blob] = "blob",           [KIND_extra] = "extra"};

/* ---- JSON ---- */

static void put_labels(struct strbuf *out, const char *zh, const char *en)
{
    strbuf_adds(out, ",\"label\":");
    strbuf_add_json(out, zh);
    strbuf_adds(out, ",\"label_en\":");
    strbuf_add_json(out, en);
}

static void put_of(struct strbuf *out, const struct record_type *type, const struct field *field)
{
    const char *of = field->words                ? field->words->name
                     : field->target             ? field->target->name
                     : field->kind == KIND_extra ? type->name
                                                 : field->vocabulary;
    if (of) {
        strbuf_adds(out, ",\"of\":");
        strbuf_add_json(out, of);
    }
    if (field->kind == KIND_text || field->kind == KIND_long_text)
        strbuf_addf(out, ",\"max\":%u", field->max);
}

static void put_field(struct strbuf *out, const struct schema_view *view, const struct record_type *type, int index,
                      bool written)
{
    static const struct {
        unsigned flags;
        const char *name;
    } flags[] = {{REQUIRED, "required"}, {SEARCHED, "searched"}, {GIVEN | DERIVED, "given"},
                 {FIXED, "fixed"},       {UNIQUE, "unique"},     {RESTRICTED, "restricted"}};
    const struct field *field = &type->fields[index];
    strbuf_adds(out, "{\"name\":");
    strbuf_add_json(out, field->name);
    strbuf_adds(out, ",\"kind\":");
    strbuf_add_json(out, kind_names[field->kind]);
    put_of(out, type, field);
    put_labels(out, profile_field_label(view->profiles, type, index, LANGUAGE_ZH),
               profile_field_label(view->profiles, type, index, LANGUAGE_EN));
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (field->flags & flags[i].flags)
            strbuf_addf(out, ",\"%s\":true", flags[i].name); /* trusted: of the list above */
    if (asking_may_sort(field))
        strbuf_adds(out, ",\"sorted\":true");
    if (written)
        strbuf_adds(out, ",\"write\":true");
    if (field->kind == KIND_deadline)
        strbuf_addf(out, ",\"columns\":[\"%s_on\",\"%s_as\",\"%s_text\"]", field->name, field->name,
                    field->name); /* trusted: a field's name */
    strbuf_addc(out, '}');
}

static void put_type(struct strbuf *out, const struct schema_view *view, const struct record_type *type, unsigned roles)
{
    uint64_t seen = gate_seen(type, roles), written = view->reads ? 0 : gate_written(type, roles);
    bool any = false;
    strbuf_adds(out, "{\"name\":");
    strbuf_add_json(out, type->name);
    strbuf_adds(out, ",\"plural\":");
    strbuf_add_json(out, record_path(type));
    put_labels(out, profile_record_label(view->profiles, type, LANGUAGE_ZH),
               profile_record_label(view->profiles, type, LANGUAGE_EN));
    strbuf_addf(out, ",\"scope\":\"%s\",\"path\":\"/api/v1/%s%s\"", type->of_installation ? "site" : "ledger",
                type->of_installation ? "" : "ledgers/{ledger}/", record_path(type)); /* trusted: a record's name */
    if (type->code >= 0)
        strbuf_addf(out, ",\"code\":\"%s\"", type->fields[type->code].name); /* trusted: a field's name */
    if (type->title >= 0)
        strbuf_addf(out, ",\"title\":\"%s\"", type->fields[type->title].name); /* trusted: a field's name */
    strbuf_adds(out, ",\"fields\":[");
    for (size_t i = 0; i < type->count; i++) {
        if (!(seen & FIELD_BIT(i)))
            continue;
        strbuf_adds(out, any ? ",\n  " : "\n  ");
        put_field(out, view, type, (int)i, (written & FIELD_BIT(i)) != 0);
        any = true;
    }
    strbuf_adds(out, "]}");
}

static void put_words(struct strbuf *out, const struct schema_view *view, const struct word_list *list)
{
    strbuf_add_json(out, list->name);
    strbuf_adds(out, ":[");
    for (size_t i = 0; i < list->count; i++) {
        strbuf_adds(out, i ? ",{\"word\":" : "{\"word\":");
        strbuf_add_json(out, list->words[i]);
        put_labels(out, profile_word(view->profiles, view->profile, list->name, list->words[i], LANGUAGE_ZH),
                   profile_word(view->profiles, view->profile, list->name, list->words[i], LANGUAGE_EN));
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
}

/* Every word list some field uses, once, and that of deadlines. */
static size_t all_words(struct arena *arena, const struct word_list ***ret_lists)
{
    VEC(const struct word_list *) lists = {0};
    *VEC_PUSH(arena, &lists) = &words_deadline_as;
    for (size_t i = 0; i < all_records.count; i++) {
        for (size_t k = 0; k < all_records.types[i]->count; k++) {
            const struct word_list *list = all_records.types[i]->fields[k].words;
            bool known = !list;
            for (size_t j = 0; j < lists.count && !known; j++)
                known = lists.items[j] == list;
            if (!known)
                *VEC_PUSH(arena, &lists) = list;
        }
    }
    *ret_lists = lists.items;
    return lists.count;
}

/* Terms by vocabulary. */
static enum status put_terms(struct strbuf *out, struct db *db)
{
    char open[64] = "";
    bool row, any = false;
    enum status status;
    struct stmt *stmt = db_prepare(db, "SELECT \"id\",\"vocabulary\",\"word\",\"label\",\"parent_id\",\"withdrawn\" "
                                       "FROM \"term\" ORDER BY \"vocabulary\",\"position\",\"id\"");
    while (!(status = stmt_step(stmt, &row)) && row) {
        bool same = any && strcmp(open, stmt_text(stmt, 1)) == 0;
        if (!same) {
            snprintf(open, sizeof open, "%s", stmt_text(stmt, 1));
            strbuf_adds(out, any ? "],\n " : "\n ");
            strbuf_add_json(out, open);
            strbuf_adds(out, ":[");
        }
        strbuf_adds(out, same ? ",{\"id\":" : "{\"id\":");
        put_uuid(out, stmt_uuid(stmt, 0));
        strbuf_add_member(out, "word", stmt_text(stmt, 2));
        strbuf_add_member(out, "label", stmt_text(stmt, 3));
        strbuf_adds(out, ",\"parent_id\":");
        if (stmt_is_null(stmt, 4))
            strbuf_adds(out, "null");
        else
            put_uuid(out, stmt_uuid(stmt, 4));
        strbuf_add_member_bool(out, "retired", stmt_int(stmt, 5) != 0);
        strbuf_addc(out, '}');
        any = true;
    }
    stmt_done(stmt);
    strbuf_adds(out, any ? "]" : "");
    return status;
}

/* ---- the office's own columns (D34) ---- */

struct own_column {
    const char *word, *label;
};

typedef VEC(struct own_column) own_columns;

static void note_column(struct arena *arena, own_columns *columns, const char *word, const char *label)
{
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->items[i].word, word) == 0)
            return;
    *VEC_PUSH(arena, columns) = (struct own_column){arena_strdup(arena, word), arena_strdup(arena, label)};
}

/* Named in the vocabulary "extra_RECORD" (or "extra" for all records) … */
static enum status named_columns(struct arena *arena, struct db *db, const struct record_type *type,
                                 own_columns *columns)
{
    bool row;
    enum status status;
    struct stmt *stmt =
        db_prepare(db, "SELECT \"word\",\"label\" FROM \"term\" WHERE \"vocabulary\" IN (?1,'extra') AND "
                       "\"withdrawn\"=0 ORDER BY \"position\",\"id\"");
    stmt_bind_text(stmt, 1, arena_printf(arena, "extra_%s", type->name));
    while (!(status = stmt_step(stmt, &row)) && row)
        note_column(arena, columns, stmt_text(stmt, 0), stmt_text(stmt, 1));
    stmt_done(stmt);
    return status;
}

/* … or met in records: a sheet's columns come in as they are headed. The first COLUMNS_LOOKED different rows tell. */
static enum status met_columns(struct arena *arena, const struct schema_view *view, const struct record_type *type,
                               own_columns *columns)
{
    enum { COLUMNS_LOOKED = 1000 };
    bool row;
    enum status status;
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT \"extra\" FROM ");
    sql_name(&sql, type->name);
    strbuf_adds(&sql, " WHERE \"extra\" IS NOT NULL");
    strbuf_adds(&sql, type->of_installation ? "" : " AND \"ledger_id\"=?1");
    strbuf_addf(&sql, " LIMIT %d", (int)COLUMNS_LOOKED);
    struct stmt *stmt = db_prepare(view->db, strbuf_text(&sql));
    strbuf_free(&sql);
    if (!type->of_installation)
        stmt_bind_uuid(stmt, 1, view->ledger);
    while (!(status = stmt_step(stmt, &row)) && row) {
        json_t *object = json_loads(stmt_text(stmt, 0), 0, NULL), *value;
        const char *key;
        json_object_foreach(object, key, value) note_column(arena, columns, key, key);
        json_decref(object);
    }
    stmt_done(stmt);
    return status;
}

static enum status put_own_columns(struct strbuf *out, struct arena *arena, const struct schema_view *view)
{
    bool any = false;
    enum status status = OK;
    for (size_t i = 0; i < all_records.count && !status; i++) {
        const struct record_type *type = all_records.types[i];
        int field = field_find(type, "extra");
        unsigned roles = type->of_installation ? view->site_roles : view->ledger_roles;
        if (field < 0 || !(gate_seen(type, roles) & FIELD_BIT(field)))
            continue;
        own_columns columns = {0};
        status = named_columns(arena, view->db, type, &columns);
        if (!status)
            status = met_columns(arena, view, type, &columns);
        strbuf_adds(out, any ? ",\n " : "\n ");
        strbuf_add_json(out, type->name);
        for (size_t k = 0; k < columns.count; k++) {
            strbuf_adds(out, k ? ",{" : ":[{");
            strbuf_add_member(out, "word", columns.items[k].word);
            strbuf_add_member(out, "label", columns.items[k].label);
            strbuf_addc(out, '}');
        }
        strbuf_adds(out, columns.count ? "]" : ":[]");
        any = true;
    }
    return status;
}

enum status schema_json(struct strbuf *out, struct arena *arena, const struct schema_view *view)
{
    bool any = false;
    const struct word_list **lists;
    size_t count = all_words(arena, &lists);
    strbuf_adds(out, "{\"records\":[");
    for (size_t i = 0; i < all_records.count; i++) {
        const struct record_type *type = all_records.types[i];
        unsigned roles = type->of_installation ? view->site_roles : view->ledger_roles;
        if (!gate_seen(type, roles))
            continue;
        strbuf_adds(out, any ? ",\n " : "\n ");
        put_type(out, view, type, roles);
        any = true;
    }
    strbuf_adds(out, "],\n\"words\":{");
    for (size_t i = 0; i < count; i++) {
        strbuf_adds(out, i ? ",\n " : "\n ");
        put_words(out, view, lists[i]);
    }
    enum status status = OK;
    strbuf_adds(out, "},\n\"terms\":{");
    if (view->db)
        status = put_terms(out, view->db);
    strbuf_adds(out, "},\n\"extra\":{");
    if (view->db && !status)
        status = put_own_columns(out, arena, view);
    strbuf_adds(out, "}}\n");
    return status;
}

enum status schema_answer(struct call *call, struct db *db)
{
    const char *code = http_query(call->http, "ledger");
    const struct ledger_card *ledger = code && *code ? session_ledger(call->session, code) : NULL;
    if (!ledger && call->session->ledger_count && !(code && *code))
        ledger = &call->session->ledgers[0];
    struct schema_view view = {.profiles = call->server->setup.profiles,
                               .profile = ledger ? ledger->profile : "inspection",
                               .db = db,
                               .reads = call->own_session != NULL,
                               .site_roles = call->scope->roles,
                               .ledger_roles = ledger ? ledger->roles : 0};
    if (ledger)
        view.ledger = ledger->id;
    return schema_json(call_out(call), call->arena, &view);
}

/* ---- TypeScript ---- */

/* finding_level → FindingLevel */
static void put_type_name(struct strbuf *out, const char *name)
{
    bool capital = true;
    for (; *name; name++) {
        if (*name == '_') {
            capital = true;
            continue;
        }
        strbuf_addc(out, (char)(capital && *name >= 'a' && *name <= 'z' ? *name - 'a' + 'A' : *name));
        capital = false;
    }
}

static void put_union(struct strbuf *out, const struct word_list *list)
{
    strbuf_adds(out, "export type ");
    put_type_name(out, list->name);
    strbuf_adds(out, " =\n");
    for (size_t i = 0; i < list->count; i++)
        strbuf_addf(out, "  | '%s'\n", list->words[i]); /* trusted: a word of a list */
    strbuf_addc(out, '\n');
}

static const char *plain_type(enum field_kind kind)
{
    switch (kind) {
    case KIND_integer:
    case KIND_share:
        return "number";
    case KIND_flag:
        return "boolean";
    case KIND_refs:
        return "string[]";
    case KIND_extra:
        return "Record<string, string>";
    default:
        return "string";
    }
}

static void put_member(struct strbuf *out, const struct field *field)
{
    strbuf_adds(out, "  /** ");
    strbuf_adds(out, field->label);
    strbuf_adds(out, " */\n");
    if (field->kind == KIND_deadline) {
        strbuf_addf(out, "  %s_on?: string | null\n  %s_as?: DeadlineAs | null\n  %s_text?: string | null\n",
                    field->name, field->name, field->name); /* trusted: a field's name */
        return;
    }
    strbuf_addf(out, "  %s?: ", field->name); /* trusted: a field's name */
    if (field->kind == KIND_word)
        put_type_name(out, field->words->name);
    else
        strbuf_adds(out, plain_type(field->kind));
    strbuf_adds(out, " | null\n");
}

void schema_typescript(struct strbuf *out)
{
    struct arena *arena = arena_new();
    const struct word_list **lists;
    size_t count = all_words(arena, &lists);
    strbuf_adds(
        out,
        "/* Made by `rectify schema --typescript` from the record lists; not written by hand. A field may be absent:\n"
        " * who may not see it is not told. */\n\n");
    for (size_t i = 0; i < count; i++)
        put_union(out, lists[i]);
    strbuf_adds(out, "export interface RecordHead {\n  id: string\n  version: number\n  created_at: string\n"
                     "  changed_at: string\n  withdrawn: boolean\n}\n\n");
    for (size_t i = 0; i < all_records.count; i++) {
        const struct record_type *type = all_records.types[i];
        strbuf_adds(out, "/** ");
        strbuf_adds(out, type->label);
        strbuf_adds(out, " */\nexport interface ");
        put_type_name(out, type->name);
        strbuf_adds(out, " extends RecordHead {\n");
        for (size_t k = 0; k < type->count; k++)
            put_member(out, &type->fields[k]);
        strbuf_adds(out, "}\n\n");
    }
    strbuf_adds(out, "export interface Records {\n");
    for (size_t i = 0; i < all_records.count; i++) {
        strbuf_addf(out, "  %s: ", all_records.types[i]->name); /* trusted: a record's name */
        put_type_name(out, all_records.types[i]->name);
        strbuf_addc(out, '\n');
    }
    strbuf_adds(out, "}\n");
    arena_free(arena);
}
