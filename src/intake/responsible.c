#include "intake/responsible.h"

#include <string.h>

enum { NAMES_MAX = 64, NAME_MAX = 40 };

static bool parts_names(uint32_t c)
{
    return c == 0x3001 || c == ',' || c == ';' || c == '/' || is_space(c);
}

static void add_name(struct arena *arena, const struct prose *prose, struct span span, struct letter_names *names)
{
    span = prose_trim(prose, span);
    while (span.end > span.start && (ends_sentence(prose->fold[span.end - 1]) || prose->fold[span.end - 1] == ';'))
        span.end--;
    if (span.end == span.start || span.end - span.start > NAME_MAX || names->count == NAMES_MAX)
        return;
    if (!names->items)
        names->items = ARENA_ARRAY(arena, const char *, NAMES_MAX);
    const char *name = prose_slice(arena, prose, span);
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return;
    names->items[names->count++] = name;
}

void names_read(struct arena *arena, const struct prose *prose, struct span span, struct letter_names *names)
{
    uint32_t from = span.start;
    for (uint32_t at = span.start; at < span.end; at++) {
        uint32_t c = prose->fold[at];
        uint32_t close = opens(c) ? prose_closing(prose, at, span.end) : PROSE_NONE;
        if (close != PROSE_NONE) {
            at = close;
        } else if (parts_names(c) || ends_sentence(c)) {
            add_name(arena, prose, SPAN(from, at), names);
            from = at + 1;
        }
    }
    add_name(arena, prose, SPAN(from, span.end), names);
}

struct note note_read(struct arena *arena, const struct prose *prose, struct span span)
{
    struct note note = {0};
    span = prose_trim(prose, span);
    if (span.start < span.end && prose->fold[span.start] == '(' && prose->pair[span.start] + 1 == span.end)
        span = SPAN(span.start + 1, span.end - 1);
    enum field open = FIELD_NONE;
    uint32_t from = span.start;
    for (uint32_t at = span.start; at <= span.end; at++) {
        bool may = at == span.start || at == span.end || parts_names(prose->fold[at - 1]) ||
                   ends_sentence(prose->fold[at - 1]);
        struct field_label label =
            may && at < span.end ? field_scan(prose, at, span.end) : (struct field_label){FIELD_NONE, at};
        if (label.field == FIELD_NONE && at < span.end)
            continue;
        struct span value = prose_trim(prose, SPAN(from, at));
        if (open == FIELD_LEAD)
            names_read(arena, prose, value, &note.lead_units);
        else if (open == FIELD_RESPONSIBLE)
            names_read(arena, prose, value, &note.responsible_units);
        else if (open == FIELD_DEADLINE)
            note.deadline = value;
        else if (open == FIELD_STATUS)
            note.status = value;
        note.found = note.found || field_describes(open);
        if (label.field == FIELD_NONE)
            break;
        open = label.field;
        from = label.end;
        at = label.end - 1;
    }
    return note;
}

struct span note_find(const struct prose *prose, struct span span)
{
    span = prose_trim(prose, span);
    while (span.end > span.start && (ends_sentence(prose->fold[span.end - 1]) || prose->fold[span.end - 1] == ';'))
        span.end--;
    struct span note = bracket_at_end(prose, span);
    return note.end > note.start && field_describes(field_scan(prose, note.start + 1, note.end - 1).field)
               ? note
               : SPAN(span.end, span.end);
}
