#include "record/check.h"

#include "base/utf8.h"
#include "record/record_messages.h"

#include <stdio.h>
#include <string.h>

enum { TERM_CHARACTERS = 100 };

static enum status check_text(const struct field *field, const char *text, struct problems *problems)
{
    size_t length = strlen(text), bad;
    uint32_t max = field->kind == KIND_term ? TERM_CHARACTERS : field->max;
    char limit[16], found[24];
    if (!utf8_is_text(text, length, &bad)) {
        snprintf(found, sizeof found, "%zu", bad + 1);
        return problem_add(problems, REFUSED, &msg_not_text, field->name, field->label, found, NULL);
    }
    if (field->kind != KIND_long_text && strchr(text, '\n'))
        return problem_add(problems, REFUSED, &msg_one_line, field->name, field->label, NULL);
    size_t count = utf8_count(text, length);
    if (count > max) {
        snprintf(limit, sizeof limit, "%u", max);
        snprintf(found, sizeof found, "%zu", count);
        return problem_add(problems, REFUSED, &msg_too_long, field->name, field->label, limit, found, NULL);
    }
    return OK;
}

enum status field_check(const struct record_type *type, int index, const struct record_head *record,
                        struct problems *problems)
{
    const struct field *field = &type->fields[index];
    if (!record_has(record, index)) {
        bool emptied = record->null & FIELD_BIT(index);
        return emptied && field->flags & REQUIRED
                   ? problem_add(problems, REFUSED, &msg_required, field->name, field->label, NULL)
                   : OK;
    }
    const void *value = field_get(record, field);
    switch (field->kind) {
    case KIND_text:
    case KIND_long_text:
    case KIND_term:
        return check_text(field, *(const char *const *)value, problems);
    case KIND_deadline: {
        const struct deadline *due = value;
        if (due->on_unknown && due->as != deadline_as_ongoing && !*due->text)
            return problem_add(problems, REFUSED, &msg_deadline_needs_day, field->name, field->label, NULL);
        const struct field text = {.name = field->name, .label = field->label, .kind = KIND_text, .max = 200};
        return check_text(&text, due->text, problems);
    }
    case KIND_share:
        if (*(const int64_t *)value < 0 || *(const int64_t *)value > 100)
            return problem_add(problems, REFUSED, &msg_not_share, field->name, field->label, NULL);
        return OK;
    default:
        return OK; /* nothing but well-formed values can be in the struct */
    }
}

enum status record_check(const struct record_type *type, const struct record_head *record, bool whole,
                         struct problems *problems)
{
    enum status status = OK;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        enum status one = field_check(type, (int)i, record, problems);
        if (!one && whole && field->flags & REQUIRED && !(record->present & FIELD_BIT(i)))
            one = problem_add(problems, REFUSED, &msg_required, field->name, field->label, NULL);
        if (one)
            status = one;
    }
    return status;
}
