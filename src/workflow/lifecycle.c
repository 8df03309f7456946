#include "workflow/lifecycle.h"

#include "workflow/cycles.h"

#include <string.h>

const struct lifecycle *const lifecycles[] = {
    &finding_cycle, &claim_cycle,    &action_cycle,       &closure_cycle,       &review_cycle, &extension_cycle,
    &request_cycle, &plan_cycle,     &opinion_cycle,      &extract_cycle,       &letter_cycle, &check_cycle,
    &rule_cycle,    &handover_cycle, &mirror_check_cycle, &mirror_answer_cycle, &report_cycle, NULL,
};

const struct lifecycle *lifecycle_of(const struct record_type *type)
{
    for (size_t i = 0; lifecycles[i]; i++)
        if (lifecycles[i]->type == type)
            return lifecycles[i];
    return NULL;
}

const struct event_form *lifecycle_event(const struct lifecycle *cycle, const char *event)
{
    for (size_t i = 0; i < cycle->event_count; i++)
        if (strcmp(cycle->events[i].event, event) == 0)
            return &cycle->events[i];
    return NULL;
}

const char *lifecycle_towards(const struct lifecycle *cycle, int from, int to)
{
    for (size_t i = 0; i < cycle->row_count && from != to; i++)
        if (cycle->rows[i].from == from && cycle->rows[i].to == to && cycle->rows[i].who & WHO_PROGRAM)
            return cycle->rows[i].event;
    return NULL;
}

const struct transition *lifecycle_row(const struct lifecycle *cycle, int from, const char *event)
{
    for (size_t i = 0; i < cycle->row_count; i++)
        if (cycle->rows[i].from == from && strcmp(cycle->rows[i].event, event) == 0)
            return &cycle->rows[i];
    return NULL;
}

int lifecycle_state(const struct lifecycle *cycle, const struct record_head *record)
{
    return *(const int *)field_get(record, &cycle->type->fields[cycle->field]);
}

const struct word_list *lifecycle_states(const struct lifecycle *cycle)
{
    return cycle->type->fields[cycle->field].words;
}

/* ---- as text ---- */

static void add_who(struct strbuf *out, size_t start, const char *word)
{
    if (out->length > start)
        strbuf_addc(out, '|');
    strbuf_adds(out, word);
}

void lifecycle_who_text(unsigned who, struct strbuf *out)
{
    size_t start = out->length;
    if (who & WHO_PROGRAM)
        add_who(out, start, "program");
    if (who & WHO_PARTY)
        add_who(out, start, "party");
    for (size_t i = 0; i < words_role.count; i++)
        if (who & ROLE_BIT(i))
            add_who(out, start, words_role.words[i]);
}

enum { COLUMNS = 6, CELL = 160 };

static void fill_row(const struct lifecycle *cycle, const struct transition *row, char cells[COLUMNS][CELL])
{
    struct strbuf who = {0}, guards = {0};
    lifecycle_who_text(row->who, &who);
    for (const struct guard *const *guard = row->guards; guard && *guard; guard++) {
        strbuf_adds(&guards, guards.length ? "," : "");
        strbuf_adds(&guards, (*guard)->name);
    }
    const char *texts[COLUMNS] = {word_text(lifecycle_states(cycle), row->from),
                                  row->event,
                                  strbuf_text(&who),
                                  guards.length ? strbuf_text(&guards) : "-",
                                  row->effect ? row->effect->name : "-",
                                  word_text(lifecycle_states(cycle), row->to)};
    for (size_t i = 0; i < COLUMNS; i++) {
        size_t length = strlen(texts[i]) < CELL ? strlen(texts[i]) : CELL - 1;
        memcpy(cells[i], texts[i], length);
        cells[i][length] = '\0';
    }
    strbuf_free(&who);
    strbuf_free(&guards);
}

static void widen(size_t widths[COLUMNS], char cells[COLUMNS][CELL])
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (strlen(cells[i]) > widths[i])
            widths[i] = strlen(cells[i]);
}

static void put_row(struct strbuf *out, const size_t widths[COLUMNS], char cells[COLUMNS][CELL])
{
    for (size_t i = 0; i < COLUMNS; i++) {
        strbuf_adds(out, cells[i]);
        for (size_t k = strlen(cells[i]); i + 1 < COLUMNS && k < widths[i] + 2; k++)
            strbuf_addc(out, ' ');
    }
    strbuf_addc(out, '\n');
}

void lifecycle_text(const struct lifecycle *cycle, struct strbuf *out)
{
    char cells[COLUMNS][CELL] = {"from", "event", "who", "guards", "effect", "to"};
    size_t widths[COLUMNS] = {0};
    widen(widths, cells);
    for (size_t i = 0; i < cycle->row_count; i++) {
        char row[COLUMNS][CELL];
        fill_row(cycle, &cycle->rows[i], row);
        widen(widths, row);
    }
    put_row(out, widths, cells);
    for (size_t i = 0; i < cycle->row_count; i++) {
        fill_row(cycle, &cycle->rows[i], cells);
        put_row(out, widths, cells);
    }
}

/* ---- as a document ---- */

static const char *zh(const struct profiles *profiles, const struct word_list *list, int word)
{
    return profile_word(profiles, "inspection", list->name, word_text(list, word), LANGUAGE_ZH);
}

static void put_who(const struct profiles *profiles, unsigned who, struct strbuf *out)
{
    const char *between = "";
    if (who & WHO_PROGRAM)
        strbuf_adds(out, "自动"), between = "、";
    if (who & WHO_PARTY)
        strbuf_adds(out, "本单位、本人"), between = "、";
    for (size_t i = 0; i < words_role.count; i++) {
        if (!(who & ROLE_BIT(i)))
            continue;
        strbuf_adds(out, between);
        strbuf_adds(out, zh(profiles, &words_role, (int)i));
        between = "、";
    }
}

static void put_diagram(const struct profiles *profiles, const struct lifecycle *cycle, struct strbuf *out)
{
    const struct word_list *states = lifecycle_states(cycle);
    strbuf_adds(out, "```mermaid\nstateDiagram-v2\n");
    for (size_t i = 0; i < states->count; i++)
        strbuf_addf(out, "    %s: %s\n", states->words[i], zh(profiles, states, (int)i));
    strbuf_addf(out, "    [*] --> %s\n", states->words[0]); /* the first word is the state a record begins in */
    for (size_t i = 0; i < cycle->row_count; i++) {
        const struct transition *row = &cycle->rows[i];
        strbuf_addf(out, "    %s --> %s: %s（", word_text(states, row->from), word_text(states, row->to),
                    profile_event(profiles, cycle->type, row->event, LANGUAGE_ZH));
        put_who(profiles, row->who, out);
        strbuf_adds(out, "）\n");
    }
    strbuf_adds(out, "```\n\n```text\n");
    lifecycle_text(cycle, out);
    strbuf_adds(out, "```\n");
}

void lifecycle_document(const struct profiles *profiles, struct strbuf *out)
{
    strbuf_adds(out,
                "# Life cycles 状态流转\n\nMade from the tables in `src/workflow/` by `rectify schema --lifecycles`; "
                "do not edit. What is not listed is refused.\n");
    for (size_t i = 0; lifecycles[i]; i++) {
        strbuf_addf(out, "\n## %s `%s`\n\n", lifecycles[i]->type->label, lifecycles[i]->type->name);
        put_diagram(profiles, lifecycles[i], out);
    }
}
