/* figures_json: figures as the API and the command line send them; declared in "insight/figures.h". A number stands
 * beside the filter of the list that shows its rows. */
#include "insight/figures.h"

static void put_figure(struct strbuf *out, const char *name, int64_t count, const char *filter)
{
    strbuf_add_member_name(out, name);
    strbuf_addc(out, '{');
    strbuf_add_member_int(out, "count", count);
    strbuf_add_member(out, "filter", filter);
    strbuf_addc(out, '}');
}

static void put_questions(struct strbuf *out, const struct figures *figures)
{
    static const enum question shown[] = {question_overdue, question_due_today, question_due_week, question_due_later,
                                          question_undated, question_stopped,   question_fresh,    question_silent};
    strbuf_add_member_name(out, "figures");
    strbuf_addc(out, '{');
    put_figure(out, "total", figures->totals[FIGURE_total], "level=finding");
    put_figure(out, "open", figures->totals[FIGURE_open], "level=finding&open=true");
    put_figure(out, "closed", figures->totals[FIGURE_closed], "level=finding&state=closed");
    put_figure(out, "registered", figures->totals[FIGURE_registered], "level=finding&state=registered");
    put_figure(out, "unassigned", figures->unassigned, "level=finding&unassigned=true");
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct strbuf filter = {0};
        strbuf_adds(&filter, "level=finding&");
        strbuf_adds(&filter, question_names[shown[i]]);
        strbuf_adds(&filter, "=true");
        put_figure(out, question_names[shown[i]], figures->questions[shown[i]], strbuf_text(&filter));
        strbuf_free(&filter);
    }
    strbuf_addc(out, '}');
}

static void put_counts(struct strbuf *out, const int64_t counts[FIGURE_COLUMN_COUNT])
{
#define PUT(column, filter) strbuf_add_member_int(out, #column, counts[FIGURE_##column]);
    FIGURE_COLUMNS(PUT)
#undef PUT
}

static void put_columns(struct strbuf *out)
{
    strbuf_add_member_name(out, "columns");
    strbuf_addc(out, '{');
#define PUT(column, filter) strbuf_add_member(out, #column, filter);
    FIGURE_COLUMNS(PUT)
#undef PUT
    strbuf_addc(out, '}');
}

static void put_row(struct strbuf *out, const struct figure_row *row, const char *parameter)
{
    struct strbuf filter = {0};
    char id[UUID_TEXT];
    uuid_text(row->id, id);
    strbuf_addc(out, '{');
    if (row->word) {
        strbuf_add_member(out, "word", row->word);
    } else {
        strbuf_add_member(out, "id", id);
        strbuf_add_member(out, "name", row->name ? row->name : "");
    }
    strbuf_adds(&filter, "level=finding&");
    strbuf_adds(&filter, parameter);
    strbuf_addc(&filter, '=');
    strbuf_adds(&filter, row->word ? row->word : id);
    strbuf_add_member(out, "filter", strbuf_text(&filter));
    strbuf_free(&filter);
    put_counts(out, row->counts);
    strbuf_addc(out, '}');
}

static void put_groups(struct strbuf *out, const struct figures *figures)
{
    static const struct {
        const char *name, *parameter;
    } groups[] = {
#define GROUP(name, parameter) {#name, parameter},
        FIGURE_GROUPS(GROUP)
#undef GROUP
    };
    strbuf_add_member_name(out, "groups");
    strbuf_addc(out, '{');
    for (int group = 0; group < FIGURE_GROUP_COUNT; group++) {
        strbuf_add_member_name(out, groups[group].name);
        strbuf_addc(out, '[');
        for (size_t i = 0; i < figures->groups[group].count; i++) {
            strbuf_adds(out, i ? ",\n" : "");
            put_row(out, &figures->groups[group].items[i], groups[group].parameter);
        }
        strbuf_addc(out, ']');
    }
    strbuf_addc(out, '}');
}

static void put_rest(struct strbuf *out, const struct figures *figures)
{
    static const char *const groups[] = {
#define GROUP(name, parameter) #name,
        FIGURE_GROUPS(GROUP)
#undef GROUP
    };
    strbuf_add_member_name(out, "rest");
    strbuf_addc(out, '{');
    for (int group = 0; group < FIGURE_GROUP_COUNT; group++) {
        if (!figures->rest[group].rows)
            continue;
        strbuf_add_member_name(out, groups[group]);
        strbuf_addc(out, '{');
        strbuf_add_member_int(out, "rows", figures->rest[group].rows);
        put_counts(out, figures->rest[group].counts);
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, '}');
}

/* Words nobody has are left out. */
static void put_words(struct strbuf *out, const char *name, const struct word_list *words, const int64_t *counts)
{
    strbuf_add_member_name(out, name);
    strbuf_addc(out, '{');
    for (size_t i = 0; i < words->count; i++)
        if (counts[i])
            strbuf_add_member_int(out, words->words[i], counts[i]);
    strbuf_addc(out, '}');
}

static void put_source(struct strbuf *out, const struct figure_source *source)
{
    strbuf_addc(out, '{');
    json_member_id(out, "id", source->id);
    strbuf_add_member(out, "code", source->code);
    strbuf_add_member(out, "name", source->name);
    strbuf_add_member(out, "kind", source->kind);
    strbuf_add_member(out, "level", source->level);
    json_member_date(out, "started_on", source->started, source->started_on);
    json_member_date(out, "ends_on", source->ends, source->ends_on);
    strbuf_add_member_int(out, "months", source->months);
    if (source->ends) {
        strbuf_add_member_int(out, "days_left", source->days_left);
        strbuf_add_member_int(out, "elapsed", source->elapsed);
    }
    put_words(out, "levels", &words_finding_level, source->levels);
    strbuf_add_member_int(out, "actions", source->actions);
    strbuf_add_member_name(out, "letters");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < source->letters.count; i++) {
        const struct figure_letter *letter = &source->letters.items[i];
        strbuf_adds(out, i ? ",{" : "{");
        json_member_id(out, "id", letter->id);
        strbuf_add_member(out, "title", letter->title);
        json_member_date(out, "issued_on", letter->issued, letter->issued_on);
        json_member_date(out, "signed_on", letter->signed_, letter->signed_on);
        strbuf_add_member_int(out, "findings", letter->findings);
        strbuf_addc(out, '}');
    }
    strbuf_adds(out, "]}");
}

void figures_json(struct strbuf *out, const struct figures *figures)
{
    strbuf_addc(out, '{');
    json_member_date(out, "today", true, figures->today);
    put_questions(out, figures);
    put_columns(out);
    put_groups(out, figures);
    put_rest(out, figures);
    put_words(out, "levels", &words_finding_level, figures->levels);
    strbuf_add_member_name(out, "actions");
    strbuf_addc(out, '{');
    strbuf_add_member_int(out, "total", figures->actions);
    put_words(out, "states", &words_action_state, figures->action_states);
    strbuf_addc(out, '}');
    strbuf_add_member_name(out, "sources");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < figures->sources.count; i++) {
        strbuf_adds(out, i ? ",\n" : "");
        put_source(out, &figures->sources.items[i]);
    }
    strbuf_adds(out, "]}");
}
