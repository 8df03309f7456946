#include "intake/responsible.h"

#include <string.h>

enum { NAMES_MAX = 64, NAME_MAX = 40 };

static bool parts_names(uint32_t c)
{
    return c == 0x3001 || c == ',' || c == ';' || c == '/' || is_space(c);
}

static bool is_dash(uint32_t c)
{
    return c == '-' || c == '/' || (c >= 0x2010 && c <= 0x2015);
}

static void keep_name(struct arena *arena, const char *name, struct letter_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return;
    if (names->count == NAMES_MAX)
        return;
    if (!names->items)
        names->items = ARENA_ARRAY(arena, const char *, NAMES_MAX);
    names->items[names->count++] = name;
}

static void add_name(struct arena *arena, const struct prose *prose, struct span span, struct letter_names *names)
{
    span = prose_trim(prose, span);
    while (span.end > span.start && (ends_sentence(prose->fold[span.end - 1]) || prose->fold[span.end - 1] == ';'))
        span.end--;
    while (span.start < span.end && is_dash(prose->fold[span.start])) /* a cell with a dash names nobody */
        span.start++;
    if (span.end == span.start || span.end - span.start > NAME_MAX)
        return;
    keep_name(arena, prose_slice(arena, prose, span), names);
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

/* The name without 牵头, 配合 … behind it; whether it was 牵头. */
static const char *bare_name(struct arena *arena, const char *name, bool *ret_leads)
{
    static const char *const leads[] = {"（牵头单位）", "（牵头）", "(牵头)", "牵头负责", "牵头"},
                             *const others[] = {"（配合）", "(配合)", "分工负责", "配合", "协助", "协同", "参与"};
    *ret_leads = false;
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof leads / sizeof *leads + sizeof others / sizeof *others; i++) {
        bool lead = i < sizeof leads / sizeof *leads;
        const char *end = lead ? leads[i] : others[i - sizeof leads / sizeof *leads];
        size_t cut = strlen(end);
        if (length > cut && strcmp(name + length - cut, end) == 0) {
            *ret_leads = lead;
            return arena_strndup(arena, name, length - cut);
        }
    }
    return name;
}

void responsible_read(struct arena *arena, const struct prose *prose, struct span span, struct letter_names *lead,
                      struct letter_names *responsible)
{
    struct letter_names all = {0};
    names_read(arena, prose, span, &all);
    bool said = lead->count > 0; /* 牵头单位：… stands elsewhere */
    for (size_t i = 0; i < all.count; i++) {
        bool leads;
        const char *name = bare_name(arena, all.items[i], &leads);
        keep_name(arena, name, leads && !said ? lead : responsible);
    }
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
            responsible_read(arena, prose, value, &note.lead_units, &note.responsible_units);
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
