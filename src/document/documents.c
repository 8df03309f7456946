#include "document/documents.h"

#include "document/closure_document.h"
#include "document/report_document.h"

#include <stdint.h>

static const struct kind {
    const char *title; /* in the names of files */
    const struct record_type *subject;
    enum status (*values)(struct arena *arena, const struct document_wish *wish, json_t **ret_values);
    json_t *(*names)(struct arena *arena);
} kinds[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_report] = {"进展报告", &record_progress_report, report_document_values, report_document_names},
    [DOCUMENT_closure] = {"销号审批表", &record_finding, closure_document_values, closure_document_names},
};

const struct record_type *document_subject(enum document_kind kind)
{
    return kinds[kind].subject;
}

enum status document_values(struct arena *arena, enum document_kind kind, const struct document_wish *wish,
                            json_t **ret_values)
{
    return kinds[kind].values(arena, wish, ret_values);
}

json_t *document_names(struct arena *arena, enum document_kind kind)
{
    return kinds[kind].names(arena);
}

enum status document_make(struct arena *arena, enum document_kind kind, const struct document_wish *wish,
                          struct problems *problems, struct strbuf *out, const char **ret_name)
{
    struct docx_template template;
    json_t *values;
    enum status status = document_values(arena, kind, wish, &values);
    if (status)
        return status;
    template_of(arena, kind, &template);
    const char *number = json_string_value(json_object_get(values, "number"));
    *ret_name = arena_printf(arena, "%s%s", number ? number : "", kinds[kind].title); /* trusted: our own words */
    status = docx_fill(arena, &template, values, problems, out);
    json_decref(values);
    return status;
}

/* ---- whether a template is sound ---- */

/* The same names with nothing in them; lists keep their one row. */
static json_t *emptied(const json_t *value)
{
    const char *key;
    json_t *inner, *copy;
    size_t i;
    if (json_is_object(value)) {
        copy = json_object();
        json_object_foreach((json_t *)(uintptr_t)value, key, inner) json_object_set_new(copy, key, emptied(inner));
        return copy;
    }
    if (!json_is_array(value))
        return json_is_string(value) ? json_string("") : json_false();
    copy = json_array();
    json_array_foreach(value, i, inner) json_array_append_new(copy, emptied(inner));
    return copy;
}

static enum status try_with(struct arena *arena, const struct docx_template *from, const json_t *values,
                            struct problems *problems)
{
    struct strbuf filled = {0};
    enum status status = docx_fill(arena, from, values, problems, &filled);
    strbuf_free(&filled);
    return status;
}

/* Filled with what each name is, and with nothing, so that what stands behind {{?…}} and behind {{^…}} is seen, too. */
enum status document_check(struct arena *arena, enum document_kind kind, const struct docx_template *from,
                           struct problems *problems)
{
    json_t *names = document_names(arena, kind), *none = names ? emptied(names) : NULL;
    enum status full = names ? try_with(arena, from, names, problems) : FAILED,
                empty = names ? try_with(arena, from, none, problems) : FAILED;
    json_decref(names);
    json_decref(none);
    return full ? full : empty;
}
