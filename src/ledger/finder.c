#include "ledger/finder.h"

#include "base/token.h"
#include "base/utf8.h"
#include "ledger/gate.h"
#include "ledger/names.h"
#include "store/search.h"

#include <string.h>

/* In the order they are shown. */
static const struct record_type *const types[] = {&record_finding, &record_corrective_action, &record_feedback_report,
                                                  &record_person,  &record_organisation,      &record_attachment};
enum { GROUPS = sizeof types / sizeof *types, NAMED_READ = 50, AROUND = 24, TITLE_SHOWN = 80 };

struct candidate {
    struct record_head *record;
    const struct finder_ledger *ledger; /* NULL: of the installation */
    int rank;
    bool of_file;
};

struct finding_out {
    const struct finder *finder;
    const struct record_type *type;
    struct strbuf words[SEARCH_WORDS]; /* folded */
    size_t word_count;
    VEC(struct candidate) found;
    bool more, narrow;
};

/* ---- which records ---- */

/* What people call a record by. */
static uint64_t naming_fields(const struct record_type *type)
{
    static const char *const names[] = {"number", "code", "name", "short_name", "aliases", "title", "document_no"};
    uint64_t mask = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (field_find(type, names[i]) >= 0)
            mask |= FIELD_BIT(field_find(type, names[i]));
    return mask & search_fields(type);
}

static const char *text_of(const struct record_type *type, const struct record_head *record, int field)
{
    if (field < 0 || !record_has(record, field))
        return "";
    enum field_kind kind = type->fields[field].kind;
    return kind == KIND_text || kind == KIND_long_text ? *(const char *const *)field_get(record, &type->fields[field])
                                                       : "";
}

/* 0: this is its number; 1: its number ends or begins with it; 2: its name begins with it; 3: holds it. */
static int rank_of(const struct finding_out *out, const struct record_head *record)
{
    const struct record_type *type = out->type;
    uint64_t naming = naming_fields(type);
    int rank = 4;
    for (size_t i = 0; i < type->count; i++) {
        struct strbuf folded = {0};
        if (!(naming & FIELD_BIT(i)))
            continue;
        const char *text = text_of(type, record, (int)i), *word = strbuf_text(&out->words[0]);
        size_t length = out->words[0].length;
        token_fold(&folded, text, strlen(text));
        const char *value = strbuf_text(&folded);
        bool number = (int)i == type->code || strcmp(type->fields[i].name, "code") == 0;
        bool begins = strncmp(value, word, length) == 0;
        bool ends = folded.length > length && value[folded.length - length - 1] == '-' &&
                    strcmp(value + folded.length - length, word) == 0;
        int its = strcmp(value, word) == 0     ? 0
                  : number && (begins || ends) ? 1
                  : begins                     ? 2
                  : strstr(value, word)        ? 3
                                               : 4;
        rank = its < rank ? its : rank;
        strbuf_free(&folded);
    }
    return rank;
}

static bool is_known(const struct finding_out *out, const struct record_head *record)
{
    for (size_t i = 0; i < out->found.count; i++)
        if (uuid_equal(out->found.items[i].record->id, record->id))
            return true;
    return false;
}

static enum status ask(struct finding_out *out, const struct finder_ledger *ledger, uint64_t searchable, bool file_text,
                       size_t limit)
{
    const struct finder *finder = out->finder;
    struct problems unheard;
    struct list_page page = {0};
    struct list_query query = {.type = out->type,
                               .sort = gate_usual_sort(out->type),
                               .text = finder->text,
                               .words = true,
                               .file_text = file_text,
                               .searchable = searchable,
                               .limit = limit};
    problems_init(&unheard, finder->arena);
    if (ledger)
        query.ledger = ledger->id;
    enum status status = gate_list(finder->db, finder->arena, finder->scope, &query, &unheard, &page);
    if (status == FORBIDDEN)
        return OK;
    if (status == REFUSED) { /* too wide: list_check has passed */
        out->narrow = true;
        return OK;
    }
    out->more = out->more || page.next;
    for (size_t i = 0; i < page.count && !status; i++)
        if (!is_known(out, page.rows[i]))
            *VEC_PUSH(finder->arena, &out->found) =
                (struct candidate){page.rows[i], ledger, rank_of(out, page.rows[i]), file_text};
    return status;
}

/* Keeps the order of the list among those of the same rank. */
static void sort_from(struct finding_out *out, size_t from)
{
    struct candidate *items = out->found.items;
    for (size_t i = from + 1; i < out->found.count; i++)
        for (size_t k = i; k > from && items[k - 1].rank > items[k].rank; k--) {
            struct candidate swapped = items[k];
            items[k] = items[k - 1];
            items[k - 1] = swapped;
        }
}

/* By name in every ledger, then by text, then in files, until there is enough of it. */
static enum status search_type(struct finding_out *out)
{
    const struct finder *finder = out->finder;
    size_t ledgers = out->type->of_installation ? 1 : finder->ledger_count;
    uint64_t naming = naming_fields(out->type);
    enum { BY_NAME, BY_TEXT, IN_FILES, STEPS };
    enum status status = OK;
    ledgers = ledgers > FINDER_LEDGERS ? FINDER_LEDGERS : ledgers;
    for (int step = BY_NAME; step < STEPS && !status; step++) {
        size_t before = out->found.count;
        if ((step == BY_NAME && !naming) || (step == IN_FILES && out->type != &record_attachment))
            continue;
        for (size_t i = 0; i < ledgers && !status && out->found.count <= finder->limit; i++)
            status = ask(out, out->type->of_installation ? NULL : &finder->ledgers[i], step == BY_NAME ? naming : 0,
                         step == IN_FILES, step == BY_NAME ? NAMED_READ : finder->limit + 1);
        sort_from(out, before);
    }
    return status;
}

/* ---- how they are shown ---- */

/* Where any of the words is next, from the byte `from` on. */
static bool next_match(const struct finding_out *out, const char *text, size_t from, size_t *ret_start, size_t *ret_end)
{
    size_t length = strlen(text), best = length, start = 0, end = 0;
    for (size_t i = 0; i < out->word_count; i++)
        if (token_find(text, length, from, strbuf_text(&out->words[i]), &start, &end) && start < best) {
            *ret_start = best = start;
            *ret_end = end;
        }
    return best < length;
}

static void flatten(char *text)
{
    for (; *text; text++)
        if (*text == '\n' || *text == '\t')
            *text = ' ';
}

static size_t back(const char *text, size_t at, size_t characters)
{
    while (at && characters--)
        do
            at--;
        while (at && ((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

static void mark(const struct finding_out *out, struct finder_hit *hit)
{
    size_t start = 0, end = 0;
    for (size_t from = 0; hit->span_count < FINDER_SPANS && next_match(out, hit->snippet, from, &start, &end);
         from = end)
        hit->spans[hit->span_count++] =
            (struct finder_span){utf8_count(hit->snippet, start), utf8_count(hit->snippet + start, end - start)};
}

/* Some characters before the first match and behind it; false: it is not in there. */
static bool cut(const struct finding_out *out, const char *text, size_t behind, struct finder_hit *hit)
{
    size_t start = 0, end = 0, length = strlen(text);
    if (!next_match(out, text, 0, &start, &end))
        return false;
    size_t from = back(text, start, behind), to = end + utf8_prefix(text + end, length - end, behind * 2);
    char *snippet = arena_printf(out->finder->arena, "%s%.*s%s", from ? "…" : "", (int)(to - from), text + from,
                                 to < length ? "…" : "");
    flatten(snippet);
    hit->snippet = snippet;
    mark(out, hit);
    return true;
}

/* The field the text is in, the name before the others. */
static void show_place(const struct finding_out *out, const struct record_head *record, struct finder_hit *hit)
{
    const struct record_type *type = out->type;
    uint64_t fields = search_fields(type);
    hit->field = hit->snippet = "";
    if (type->title >= 0 && fields & FIELD_BIT(type->title) &&
        cut(out, text_of(type, record, type->title), AROUND, hit))
        hit->field = type->fields[type->title].name;
    for (size_t i = 0; i < type->count && !*hit->field; i++)
        if (fields & FIELD_BIT(i) && cut(out, text_of(type, record, (int)i), AROUND, hit))
            hit->field = type->fields[i].name;
}

static const char *const hints[] = {"organisation_id", "finding_id", "corrective_action_id", "feedback_report_id",
                                    "parent_id"};

static const char *hint_of(const struct record_type *type, const struct record_head *record, const struct names *names)
{
    for (size_t i = 0; i < sizeof hints / sizeof *hints && type != &record_finding; i++) {
        int field = field_find(type, hints[i]);
        if (field >= 0 && record_has(record, field))
            return names_get(names, *(const struct uuid *)field_get(record, &type->fields[field]));
    }
    return "";
}

/* The finding a measure answers first, or a file is attached to. */
static struct uuid finding_of(const struct record_type *type, const struct record_head *record)
{
    if (type == &record_attachment && record_has(record, FIELD_attachment_finding_id))
        return ((const struct attachment *)record)->finding_id;
    if (type != &record_corrective_action || !record_has(record, FIELD_corrective_action_answers))
        return (struct uuid){0};
    const struct uuid_list *answers = &((const struct corrective_action *)record)->answers;
    return answers->count ? answers->ids[0] : (struct uuid){0};
}

static enum status show(const struct finding_out *out, const struct candidate *candidate, const struct names *names,
                        struct finder_hit *hit)
{
    const struct finder *finder = out->finder;
    const struct record_type *type = out->type;
    const struct record_head *record = candidate->record;
    char *title = arena_strdup(finder->arena, text_of(type, record, type->title));
    enum status status = OK;
    title[utf8_prefix(title, strlen(title), TITLE_SHOWN)] = '\0';
    flatten(title);
    *hit = (struct finder_hit){.id = record->id,
                               .finding = finding_of(type, record),
                               .ledger_code = candidate->ledger ? candidate->ledger->code : "",
                               .code = text_of(type, record, type->code),
                               .title = title,
                               .hint = hint_of(type, record, names)};
    if (candidate->ledger)
        hit->ledger = candidate->ledger->id;
    if (!candidate->of_file) {
        show_place(out, record, hit);
        return OK;
    }
    const char *text = "";
    hit->field = hit->snippet = "";
    status = search_text_get(finder->db, finder->arena, type, record->ledger_id, record->id, &text);
    if (!status)
        cut(out, text, AROUND, hit);
    return status;
}

static enum status show_all(struct finding_out *out, struct finder_group *group)
{
    const struct finder *finder = out->finder;
    struct names *names = names_new(finder->arena, finder->scope);
    enum status status = OK;
    group->type = out->type;
    group->count = out->found.count > finder->limit ? finder->limit : out->found.count;
    group->more = out->more || out->found.count > group->count;
    group->narrow = out->narrow;
    group->hits = ARENA_ARRAY(finder->arena, struct finder_hit, group->count + 1);
    for (size_t i = 0; i < group->count && !status; i++) {
        const struct candidate *candidate = &out->found.items[i];
        for (size_t k = 0; k < sizeof hints / sizeof *hints; k++)
            if (field_find(out->type, hints[k]) >= 0)
                names_want_record(names, out->type, candidate->record, FIELD_BIT(field_find(out->type, hints[k])));
        bool last = i + 1 == group->count || out->found.items[i + 1].ledger != candidate->ledger;
        if (last) /* names are read ledger by ledger */
            status = names_load(names, finder->db, candidate->ledger ? candidate->ledger->id : (struct uuid){0});
    }
    for (size_t i = 0; i < group->count && !status; i++)
        status = show(out, &out->found.items[i], names, &group->hits[i]);
    return status;
}

/* ---- all of it ---- */

static void take_words(struct finding_out *out)
{
    struct strbuf folded = {0};
    char *save = NULL;
    token_fold(&folded, out->finder->text, strlen(out->finder->text));
    char *text = arena_strdup(out->finder->arena, strbuf_text(&folded));
    strbuf_free(&folded);
    for (char *word = strtok_r(text, " ", &save); word && out->word_count < SEARCH_WORDS;
         word = strtok_r(NULL, " ", &save))
        strbuf_adds(&out->words[out->word_count++], word);
}

static enum status find_group(const struct finder *finder, const struct record_type *type, struct finder_group *group)
{
    struct finding_out out = {.finder = finder, .type = type};
    take_words(&out);
    enum status status = out.word_count ? search_type(&out) : OK;
    if (!status)
        status = show_all(&out, group);
    for (size_t i = 0; i < out.word_count; i++)
        strbuf_free(&out.words[i]);
    return status;
}

enum status finder_run(const struct finder *finder, struct problems *problems, struct finder_group **ret_groups,
                       size_t *ret_count)
{
    struct list_query query = {.type = types[0], .text = finder->text, .problems = problems};
    struct finder_group *groups = ARENA_ARRAY(finder->arena, struct finder_group, GROUPS);
    size_t count = 0;
    enum status status = list_check(&query);
    for (size_t i = 0; i < GROUPS && !status; i++) {
        status = find_group(finder, types[i], &groups[count]);
        if (!status && (groups[count].count || groups[count].narrow))
            count++;
    }
    *ret_groups = groups;
    *ret_count = count;
    return status;
}

static void put_hit(struct strbuf *out, const struct finder_hit *hit)
{
    char id[UUID_TEXT];
    uuid_text(hit->id, id);
    strbuf_adds(out, "{\"id\":");
    strbuf_add_json(out, id);
    strbuf_adds(out, ",\"finding_id\":");
    uuid_text(hit->finding, id);
    if (uuid_is_nil(hit->finding))
        strbuf_adds(out, "null");
    else
        strbuf_add_json(out, id);
    strbuf_add_member(out, "ledger", hit->ledger_code);
    strbuf_add_member(out, "code", hit->code);
    strbuf_add_member(out, "title", hit->title);
    strbuf_add_member(out, "hint", hit->hint);
    strbuf_add_member(out, "field", hit->field);
    strbuf_add_member(out, "snippet", hit->snippet);
    strbuf_adds(out, ",\"matches\":[");
    for (size_t i = 0; i < hit->span_count; i++)
        strbuf_addf(out, "%s[%zu,%zu]", i ? "," : "", hit->spans[i].start, hit->spans[i].length); /* trusted: a comma */
    strbuf_adds(out, "]}");
}

void finder_json(struct strbuf *out, const struct finder_group *groups, size_t count)
{
    strbuf_adds(out, "\"groups\":[");
    for (size_t i = 0; i < count; i++) {
        strbuf_adds(out, i ? ",{" : "{");
        strbuf_add_member(out, "record", groups[i].type->name);
        strbuf_add_member_bool(out, "more", groups[i].more);
        strbuf_add_member_bool(out, "narrow", groups[i].narrow);
        strbuf_adds(out, ",\"hits\":[");
        for (size_t k = 0; k < groups[i].count; k++) {
            strbuf_adds(out, k ? ",\n" : "");
            put_hit(out, &groups[i].hits[k]);
        }
        strbuf_adds(out, "]}");
    }
    strbuf_addc(out, ']');
}
