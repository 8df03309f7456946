/* supposing: what if a value were another; declared in "schedule/making.h". */
#include "schedule/making.h"
#include "schedule/schedule_messages.h"

#include <stdlib.h>
#include <string.h>

static const char *const known[] = {"working_days", "days", "lag_days", "due_on", "begins_on"};
enum { KNOWN = sizeof known / sizeof *known };

enum status schedule_change_malformed(struct problems *problems, const char *text)
{
    struct strbuf fields = {0};
    for (size_t i = 0; i < KNOWN; i++) {
        strbuf_adds(&fields, i ? ", " : "");
        strbuf_adds(&fields, known[i]);
    }
    enum status status =
        problem_add(problems, REFUSED, &msg_schedule_form, "suppose", text, strbuf_text(&fields), NULL);
    strbuf_free(&fields);
    return status;
}

enum status schedule_change_read(struct arena *arena, const char *text, struct problems *problems, const char **ret_key,
                                 struct schedule_change *ret_change)
{
    const char *equals = strchr(text, '='), *dot = equals;
    while (dot && dot > text && *dot != '.')
        dot--;
    if (!dot || dot == text)
        return schedule_change_malformed(problems, text);
    const char *field = arena_strndup(arena, dot + 1, (size_t)(equals - dot - 1));
    for (size_t i = 0; i < KNOWN; i++) {
        if (strcmp(known[i], field) != 0)
            continue;
        *ret_key = arena_strndup(arena, text, (size_t)(dot - text));
        *ret_change = (struct schedule_change){.field = known[i], .value = arena_strdup(arena, equals + 1)};
        return OK;
    }
    return schedule_change_malformed(problems, text);
}

static bool is_number(const char *text, int64_t *ret_value)
{
    char *end;
    long long value = strtoll(text, &end, 10);
    *ret_value = *text ? value : 0;
    return !*end && strlen(text) <= 4 && value >= 0 && value <= 400;
}

static enum status refuse_value(struct making *m, const struct schedule_change *change)
{
    return problem_add(m->problems, REFUSED, &msg_schedule_value, change->field, change->field, change->value, NULL);
}

enum status suppose_number(struct making *m, struct uuid id, const char *field, int64_t *value, bool *said)
{
    for (size_t i = 0; i < m->wish->change_count; i++) {
        const struct schedule_change *change = m->wish->changes + i;
        if (!uuid_equal(change->id, id) || strcmp(change->field, field) != 0)
            continue;
        m->used[i] = true;
        if (!is_number(change->value, value))
            return refuse_value(m, change);
        *said = *change->value != 0;
    }
    return OK;
}

enum status suppose_day(struct making *m, struct uuid id, const char *field, date *value, bool *has)
{
    for (size_t i = 0; i < m->wish->change_count; i++) {
        const struct schedule_change *change = m->wish->changes + i;
        if (!uuid_equal(change->id, id) || strcmp(change->field, field) != 0)
            continue;
        m->used[i] = true;
        *has = *change->value != 0;
        if (*has && !date_parse(change->value, value))
            return refuse_value(m, change);
    }
    return OK;
}

bool suppose_has(const struct making *m, struct uuid id, const char *field)
{
    for (size_t i = 0; i < m->wish->change_count; i++)
        if (uuid_equal(m->wish->changes[i].id, id) && strcmp(m->wish->changes[i].field, field) == 0)
            return true;
    return false;
}

enum status suppose_check(struct making *m)
{
    for (size_t i = 0; i < m->wish->change_count; i++)
        if (!m->used[i])
            return problem_add(m->problems, REFUSED, &msg_schedule_nothing, m->wish->changes[i].field,
                               m->wish->changes[i].field, NULL);
    return OK;
}
