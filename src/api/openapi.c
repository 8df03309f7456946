#include "api/openapi.h"

#include "api/handlers.h"
#include "api/records.h"
#include "api/shape_files.h"
#include "base/embedded.h"
#include "ledger/asking.h"
#include "ledger/gate.h"
#include "ledger/question.h"

#include <string.h>

#define REF "{\"$ref\":\"#/components/"

static unsigned roles_of(const struct openapi_view *view, const struct record_type *type)
{
    return type->of_installation ? view->site_roles : view->ledger_roles;
}

static const char *said(const struct openapi_view *view, const char *zh, const char *en)
{
    return view->language == LANGUAGE_ZH ? zh : en;
}

/* ---- fields as JSON schema ---- */

static void put_words(struct strbuf *out, const struct word_list *list, bool nullable)
{
    strbuf_adds(out, "\"enum\":[");
    for (size_t i = 0; i < list->count; i++) {
        strbuf_adds(out, i ? "," : "");
        strbuf_add_json(out, list->words[i]);
    }
    strbuf_adds(out, nullable ? ",null]" : "]");
}

/* "type":… and what else holds for a value of this kind. */
static void put_kind(struct strbuf *out, const struct field *field, bool nullable)
{
    static const struct {
        const char *type, *more;
    } kinds[] = {
        [KIND_text] = {"string", NULL},
        [KIND_long_text] = {"string", NULL},
        [KIND_integer] = {"integer", NULL},
        [KIND_flag] = {"boolean", NULL},
        [KIND_date] = {"string", "\"format\":\"date\""},
        [KIND_instant] = {"string", "\"format\":\"date-time\""},
        [KIND_money] = {"string", "\"pattern\":\"^-?[0-9]+(\\\\.[0-9]{1,2})?$\""},
        [KIND_share] = {"integer", "\"minimum\":0,\"maximum\":100"},
        [KIND_term] = {"string", NULL},
        [KIND_ref] = {"string", "\"format\":\"uuid\""},
        [KIND_refs] = {"array", "\"items\":{\"type\":\"string\",\"format\":\"uuid\"}"},
        [KIND_blob] = {"string", "\"pattern\":\"^[0-9a-f]{64}$\""},
        [KIND_extra] = {"object", "\"additionalProperties\":{\"type\":\"string\"}"},
    };
    if (field->kind == KIND_word) {
        put_words(out, field->words, nullable);
        return;
    }
    const char *type = kinds[field->kind].type, *more = kinds[field->kind].more;
    strbuf_adds(out, nullable ? "\"type\":[\"" : "\"type\":\"");
    strbuf_adds(out, type);
    strbuf_adds(out, nullable ? "\",\"null\"]" : "\"");
    if (field->kind == KIND_text || field->kind == KIND_long_text)
        strbuf_addf(out, ",\"maxLength\":%u", field->max);
    if (more) {
        strbuf_addc(out, ',');
        strbuf_adds(out, more);
    }
}

static void put_label(struct strbuf *out, const struct openapi_view *view, const struct record_type *type, int field)
{
    strbuf_add_member(out, "description", profile_field_label(view->profiles, type, field, view->language));
}

static void put_deadline(struct strbuf *out, const struct openapi_view *view, const struct record_type *type, int index)
{
    const char *name = type->fields[index].name;
    strbuf_addf(out, "\"%s_on\":{\"type\":[\"string\",\"null\"],\"format\":\"date\"",
                name); /* trusted: a field's name */
    put_label(out, view, type, index);
    strbuf_addf(out, "},\"%s_as\":{", name); /* trusted: a field's name */
    put_words(out, &words_deadline_as, true);
    strbuf_addf(out, "},\"%s_text\":{\"type\":[\"string\",\"null\"]}", name); /* trusted: a field's name */
}

static void put_fields(struct strbuf *out, const struct openapi_view *view, const struct record_type *type,
                       uint64_t mask, bool comma)
{
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        if (!(mask & FIELD_BIT(i)))
            continue;
        strbuf_adds(out, comma ? ",\n  " : "\n  ");
        comma = true;
        if (field->kind == KIND_deadline) {
            put_deadline(out, view, type, (int)i);
            continue;
        }
        strbuf_add_json(out, field->name);
        strbuf_adds(out, ":{");
        put_kind(out, field, true);
        put_label(out, view, type, (int)i);
        strbuf_addc(out, '}');
    }
}

static uint64_t taken_fields(const struct record_type *type, bool change)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < type->count; i++)
        if (!(type->fields[i].flags & (GIVEN | DERIVED)) && !(change && type->fields[i].flags & FIXED))
            mask |= FIELD_BIT(i);
    return mask;
}

static void put_required(struct strbuf *out, const struct record_type *type)
{
    bool any = false;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        if (!(field->flags & REQUIRED) || field->flags & (GIVEN | DERIVED) || field->kind == KIND_deadline)
            continue;
        strbuf_adds(out, any ? "," : ",\"required\":[");
        strbuf_add_json(out, field->name);
        any = true;
    }
    strbuf_adds(out, any ? "]" : "");
}

/* What every record has: itself, what a new one takes, what a change takes, a page of them, one of them. */
static void put_record_schemas(struct strbuf *out, const struct openapi_view *view, const struct record_type *type)
{
    const char *name = type->name;
    uint64_t seen = gate_seen(type, roles_of(view, type));
    strbuf_addf(out, ",\n\"%s\":{\"type\":\"object\"", name); /* trusted: a record's name */
    strbuf_add_member(out, "title", profile_record_label(view->profiles, type, view->language));
    strbuf_adds(out, ",\"required\":[\"id\",\"version\",\"created_at\",\"changed_at\",\"withdrawn\"],"
                     "\"additionalProperties\":false,\"properties\":{\n  \"id\":" REF "schemas/id\"},"
                     "\"version\":{\"type\":\"integer\",\"minimum\":1},\"created_at\":{\"type\":\"string\","
                     "\"format\":\"date-time\"},\"changed_at\":{\"type\":\"string\",\"format\":\"date-time\"},"
                     "\"withdrawn\":{\"type\":\"boolean\"}");
    put_fields(out, view, type, seen, true);
    strbuf_adds(out, "}}");
    for (int change = 0; change < 2; change++) {
        strbuf_addf(out, ",\n\"%s_%s\":{\"type\":\"object\",\"additionalProperties\":false", name,
                    change ? "change" : "new"); /* trusted: a record's name */
        if (!change)
            put_required(out, type);
        strbuf_adds(out, ",\"properties\":{");
        put_fields(out, view, type, seen & taken_fields(type, change), false);
        strbuf_adds(out, "}}");
    }
    strbuf_addf(out,
                ",\n\"%s_page\":{\"type\":\"object\",\"required\":[\"rows\",\"names\",\"next\"],"
                "\"additionalProperties\":false,\"properties\":{\"rows\":{\"type\":\"array\",\"items\":" REF
                "schemas/%s\"}},\"names\":" REF "schemas/names\"},\"next\":{\"type\":[\"string\",\"null\"]},"
                "\"total\":{\"type\":[\"integer\",\"null\"]},\"above\":" REF
                "schemas/headings\"},\"moves\":{\"type\":\"object\",\"additionalProperties\":" REF
                "schemas/moves\"}}}}",
                name, name); /* trusted: a record's name */
    strbuf_addf(out,
                ",\n\"%s_one\":{\"type\":\"object\",\"required\":[\"record\",\"names\",\"may\"],"
                "\"additionalProperties\":false,\"properties\":{\"record\":" REF "schemas/%s\"},\"names\":" REF
                "schemas/names\"},\"may\":" REF "schemas/may\"},\"above\":" REF "schemas/headings\"},\"moves\":" REF
                "schemas/moves\"}}}",
                name, name); /* trusted: a record's name */
}

/* ---- operations ---- */

struct operation {
    const struct route *route;
    const struct record_type *type; /* what {records} stands for; NULL */
    const char *path;
};

static void put_schema(struct strbuf *out, const struct operation *operation, const char *shape)
{
    strbuf_adds(out, "{\"schema\":");
    if (strchr(shape, '/')) { /* a media type: bytes, or events */
        strbuf_adds(out, "{}}");
        return;
    }
    strbuf_adds(out, REF "schemas/");
    if (*shape == '*') {
        strbuf_adds(out, operation->type ? operation->type->name : "attachment");
        strbuf_addc(out, '_');
        shape++;
    }
    strbuf_adds(out, shape); /* of the table of routes */
    strbuf_adds(out, "\"}}");
}

static void put_content(struct strbuf *out, const struct operation *operation, const char *shape)
{
    strbuf_adds(out, "\"content\":{");
    strbuf_add_json(out, strchr(shape, '/') ? shape : "application/json");
    strbuf_addc(out, ':');
    put_schema(out, operation, shape);
    strbuf_addc(out, '}');
}

static void put_parameter(struct strbuf *out, bool *any, const char *name, const char *in, const char *schema,
                          const char *description)
{
    strbuf_adds(out, *any ? ",\n  {\"name\":" : "\n  {\"name\":");
    strbuf_add_json(out, name);
    strbuf_add_member(out, "in", in);
    if (strcmp(in, "path") == 0)
        strbuf_add_member_bool(out, "required", true);
    strbuf_adds(out, ",\"schema\":");
    strbuf_adds(out, schema);
    if (*description)
        strbuf_add_member(out, "description", description);
    strbuf_addc(out, '}');
    *any = true;
}

#define STRING  "{\"type\":\"string\"}"
#define BOOLEAN "{\"type\":\"boolean\"}"

static void put_path_parameters(struct strbuf *out, const struct openapi_view *view, const struct operation *operation,
                                bool *any)
{
    for (const char *at = strchr(operation->path, '{'); at; at = strchr(at + 1, '{')) {
        char name[32] = "";
        size_t length = strcspn(at + 1, "}");
        memcpy(name, at + 1, length < sizeof name ? length : 0);
        put_parameter(out, any, name, "path", STRING,
                      strcmp(name, "ledger") == 0 ? said(view, "台账的代码或 id", "the ledger's code or id")
                      : strcmp(name, "id") == 0 ? said(view, "id，或其编号、代码", "its id, or its number or code")
                                                : "");
    }
}

static void put_filters(struct strbuf *out, const struct openapi_view *view, const struct record_type *type, bool *any)
{
    uint64_t seen = gate_seen(type, roles_of(view, type));
    for (size_t i = 0; i < LIST_PARAMETERS; i++)
        put_parameter(out, any, list_parameters[i].name, "query", STRING,
                      said(view, list_parameters[i].zh, list_parameters[i].en));
    for (size_t i = 0; i < type->count; i++)
        if (seen & FIELD_BIT(i) && type->fields[i].kind != KIND_blob)
            put_parameter(out, any, type->fields[i].name, "query", STRING,
                          profile_field_label(view->profiles, type, (int)i, view->language));
    for (size_t i = 0; i < QUESTION_COUNT; i++)
        if (question_is_about((enum question)i, type))
            put_parameter(out, any, question_names[i], "query", STRING, "");
}

static void put_query(struct strbuf *out, const struct openapi_view *view, const struct operation *operation, bool *any)
{
    const char *query = operation->route->query;
    if (query && strcmp(query, "*list") == 0) {
        put_filters(out, view, operation->type, any);
    } else if (query && strcmp(query, "*fields") == 0) {
        for (size_t i = 0; i < record_attachment.count; i++)
            if (taken_fields(&record_attachment, false) & FIELD_BIT(i))
                put_parameter(out, any, record_attachment.fields[i].name, "query", STRING,
                              profile_field_label(view->profiles, &record_attachment, (int)i, view->language));
    } else {
        for (const char *at = query; at && *at; at += strspn(at, " ")) {
            char name[32] = "";
            size_t length = strcspn(at, " ");
            memcpy(name, at, length < sizeof name ? length : 0);
            put_parameter(out, any, name, "query", STRING, "");
            at += length;
        }
    }
}

static bool is_unsafe(const struct route *route)
{
    return route->method != HTTP_GET;
}

static void put_parameters(struct strbuf *out, const struct openapi_view *view, const struct operation *operation)
{
    const struct route *route = operation->route;
    bool any = false;
    strbuf_adds(out, ",\n \"parameters\":[");
    put_path_parameters(out, view, operation, &any);
    put_query(out, view, operation, &any);
    if (is_unsafe(route) && !(route->flags & NO_DRY_RUN))
        put_parameter(out, &any, "dry_run", "query", BOOLEAN,
                      said(view, "只试不做", "say what would happen, and do nothing"));
    if (route->method == HTTP_POST && !(route->flags & (NO_KEY | PUBLIC)))
        put_parameter(out, &any, "Idempotency-Key", "header", "{\"type\":\"string\",\"maxLength\":100}",
                      said(view, "同一个键重发时返回第一次的结果", "the same key again gives the first reply"));
    if (route->takes && (strcmp(route->takes, "*change") == 0 || strcmp(route->takes, "move") == 0))
        put_parameter(
            out, &any, "If-Match", "header", STRING,
            said(view, "所见的版本，如 \"3\"；* 为不论版本", "the version seen, as \"3\"; * for whatever is there"));
    if (route->flags & UPLOAD)
        put_parameter(out, &any, "X-File-Name", "header", STRING,
                      said(view, "文件名（按网址编码）", "the file's name, percent-encoded"));
    strbuf_addc(out, ']');
}

static void put_responses(struct strbuf *out, const struct openapi_view *view, const struct operation *operation)
{
    const struct route *route = operation->route;
    strbuf_adds(out, ",\n \"responses\":{");
    if (!route->gives) {
        strbuf_adds(out, "\"204\":{\"description\":\"\"}");
    } else {
        strbuf_adds(out, "\"200\":{\"description\":\"\",");
        put_content(out, operation, route->gives);
        strbuf_addc(out, '}');
    }
    if (route->gives && route->method == HTTP_POST) {
        bool bulk = strcmp(route->gives, "bulk_result") == 0;
        strbuf_adds(out, bulk ? ",\"202\":{\"description\":" : ",\"201\":{\"description\":");
        strbuf_add_json(out, bulk ? said(view, "已作为后台任务开始", "it became a job") : said(view, "已建立", "made"));
        strbuf_addc(out, ',');
        put_content(out, operation, bulk ? "job" : route->gives);
        strbuf_addc(out, '}');
    }
    strbuf_adds(out, ",\"default\":" REF "responses/problem\"}}");
}

static void put_security(struct strbuf *out, const struct route *route)
{
    if (route->flags & PUBLIC)
        strbuf_adds(out, ",\"security\":[]");
    else if (route->flags & NO_TOKEN)
        strbuf_adds(out, is_unsafe(route) ? ",\"security\":[{\"cookie\":[],\"csrf\":[]}]"
                                          : ",\"security\":[{\"cookie\":[]}]");
    else
        strbuf_adds(out, is_unsafe(route) ? ",\"security\":[{\"cookie\":[],\"csrf\":[]},{\"bearer\":[]}]"
                                          : ",\"security\":[{\"cookie\":[]},{\"bearer\":[]}]");
}

static const char *method_word(unsigned method)
{
    return method == HTTP_GET     ? "get"
           : method == HTTP_POST  ? "post"
           : method == HTTP_PUT   ? "put"
           : method == HTTP_PATCH ? "patch"
                                  : "delete";
}

/* get_ledgers_ledger_findings_id */
static void put_operation_id(struct strbuf *out, const struct operation *operation)
{
    strbuf_addc(out, '"');
    strbuf_adds(out, method_word(operation->route->method));
    for (const char *at = operation->path + strlen("/api/v1"); *at; at++)
        if (*at == '/')
            strbuf_addc(out, '_');
        else if (*at != '{' && *at != '}')
            strbuf_addc(out, *at == '.' ? '_' : *at);
    strbuf_addc(out, '"');
}

static void put_operation(struct strbuf *out, const struct openapi_view *view, const struct operation *operation)
{
    const struct route *route = operation->route;
    strbuf_addc(out, '"');
    strbuf_adds(out, method_word(route->method));
    strbuf_adds(out, "\":{\"operationId\":");
    put_operation_id(out, operation);
    strbuf_add_member(out, "summary", said(view, route->zh, route->en));
    if (operation->type) {
        strbuf_adds(out, ",\"tags\":[");
        strbuf_add_json(out, profile_record_label(view->profiles, operation->type, view->language));
        strbuf_addc(out, ']');
    }
    put_parameters(out, view, operation);
    if (route->takes) {
        strbuf_adds(out, ",\n \"requestBody\":{\"required\":true,");
        put_content(out, operation, route->takes);
        strbuf_addc(out, '}');
    }
    put_responses(out, view, operation);
    put_security(out, route);
    strbuf_addc(out, '}');
}

/* ---- paths ---- */

typedef VEC(struct operation) operations;

/* The path with {records} put in; NULL when another route comes first there. */
static const char *path_for(struct arena *arena, const struct route *route, const struct record_type *type)
{
    static const char word[] = "{records}";
    const char *at = strstr(route->pattern, word), *arguments[ROUTE_ARGUMENTS];
    unsigned allowed;
    if (!at || !type)
        return route->pattern;
    const char *path = arena_printf(arena, "%.*s%s%s", (int)(at - route->pattern), route->pattern, record_path(type),
                                    at + sizeof word - 1); /* trusted: a route and a record of ours */
    return route_find(arena, route->method, path, arguments, &allowed) == route ? path : NULL;
}

static void collect(struct arena *arena, const struct openapi_view *view, operations *all)
{
    for (const struct route *route = routes; route->method; route++) {
        bool of_records = strstr(route->pattern, "{records}") != NULL;
        for (size_t i = 0; i < (of_records ? all_records.count : 1); i++) {
            const struct record_type *type = of_records ? all_records.types[i] : NULL;
            if (type &&
                (type->of_installation == ((route->flags & LEDGER) != 0) || !gate_seen(type, roles_of(view, type))))
                continue;
            const char *path = path_for(arena, route, type);
            if (path)
                *VEC_PUSH(arena, all) = (struct operation){route, type, path};
        }
    }
}

static void put_paths(struct strbuf *out, const struct openapi_view *view, const operations *all)
{
    for (size_t i = 0; i < all->count; i++) {
        bool first = true;
        for (size_t k = 0; k < i && first; k++)
            first = strcmp(all->items[k].path, all->items[i].path) != 0;
        if (!first)
            continue;
        strbuf_adds(out, i ? ",\n" : "\n");
        strbuf_add_json(out, all->items[i].path);
        strbuf_adds(out, ":{");
        for (size_t k = i; k < all->count; k++) {
            if (strcmp(all->items[k].path, all->items[i].path) != 0)
                continue;
            strbuf_adds(out, k > i ? ",\n" : "");
            put_operation(out, view, &all->items[k]);
        }
        strbuf_addc(out, '}');
    }
}

/* ---- the document ---- */

/* shapes.json without its outer braces. */
static void put_shapes(struct strbuf *out)
{
    const struct embedded *file = embedded_find(shape_files, "shapes.json");
    const char *text = (const char *)file->start, *open = memchr(text, '{', embedded_size(file));
    size_t length = embedded_size(file);
    while (text[length - 1] != '}')
        length--;
    strbuf_add(out, open + 1, (size_t)(text + length - 1 - (open + 1)));
}

void openapi_json(struct strbuf *out, const struct openapi_view *view)
{
    struct arena *arena = arena_new();
    operations all = {0};
    collect(arena, view, &all);
    strbuf_adds(out, "{\"openapi\":\"3.1.0\",\n\"info\":{\"title\":\"Rectify 整改通\",\"version\":");
    strbuf_add_json(out, RECTIFY_VERSION);
    strbuf_add_member(out, "description",
                      said(view, "用法见 docs/api.md。字段按提问者的权限列出。",
                           "How to use it is told in docs/api.md. Fields are those the asker may see."));
    strbuf_adds(out, "},\n\"paths\":{");
    put_paths(out, view, &all);
    strbuf_adds(out, "},\n\"components\":{\"securitySchemes\":{"
                     "\"cookie\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"rectify_session\"},"
                     "\"csrf\":{\"type\":\"apiKey\",\"in\":\"header\",\"name\":\"X-CSRF-Token\"},"
                     "\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\"}},\n"
                     "\"responses\":{\"problem\":{\"description\":\"RFC 9457\",\"content\":{"
                     "\"application/problem+json\":{\"schema\":" REF "schemas/problem\"}}}}},\n\"schemas\":{");
    put_shapes(out);
    for (size_t i = 0; i < all_records.count; i++)
        if (gate_seen(all_records.types[i], roles_of(view, all_records.types[i])))
            put_record_schemas(out, view, all_records.types[i]);
    strbuf_adds(out, "}}}\n");
    arena_free(arena);
}

enum status openapi_answer(struct call *call, struct db *db)
{
    (void)db;
    unsigned roles = 0;
    for (size_t i = 0; i < call->session->ledger_count; i++)
        roles |= call->session->ledgers[i].roles;
    struct openapi_view view = {.profiles = call->server->setup.profiles,
                                .language = call->language,
                                .site_roles = call->scope->roles,
                                .ledger_roles = roles};
    openapi_json(call_out(call), &view);
    return OK;
}
