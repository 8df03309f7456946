#include "document/book_scan.h"

#include "ledger/gate.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { SOURCES_NAMED = 3 };

/* ---- vocabularies ---- */

static enum status read_terms(struct db *db, struct arena *arena, struct book_terms *ret_terms)
{
    bool row;
    enum status status;
    VEC(struct book_term) terms = {0};
    struct stmt *stmt = db_prepare(db, "SELECT \"vocabulary\",\"word\",\"label\" FROM \"term\" WHERE \"withdrawn\"=0 "
                                       "ORDER BY \"vocabulary\",\"position\",\"id\"");
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct book_term *term = VEC_PUSH(arena, &terms);
        term->vocabulary = arena_strdup(arena, stmt_text(stmt, 0));
        term->word = arena_strdup(arena, stmt_text(stmt, 1));
        term->label = arena_strdup(arena, stmt_text(stmt, 2));
    }
    stmt_done(stmt);
    *ret_terms = (struct book_terms){terms.items, terms.count};
    return status;
}

static const char *find_term(const struct book_terms *terms, const char *vocabulary, const char *word)
{
    for (size_t i = 0; i < terms->count; i++)
        if (strcmp(terms->items[i].word, word) == 0 && strcmp(terms->items[i].vocabulary, vocabulary) == 0)
            return terms->items[i].label;
    return NULL;
}

const char *book_term_label(const struct book_terms *terms, const char *vocabulary, const char *word)
{
    const char *label = find_term(terms, vocabulary, word);
    return label ? label : word;
}

/* ---- own columns ---- */

/* The office's field list is the vocabulary "extra_<record>", or "extra" for all records. */
static const char *extra_label(struct arena *arena, const struct book_terms *terms, const struct record_type *type,
                               const char *key)
{
    const char *label = find_term(terms, arena_printf(arena, "extra_%s", type->name), key);
    return label ? label : book_term_label(terms, "extra", key);
}

static void note_extras(struct arena *arena, const struct book_terms *terms, const struct record_type *type,
                        const char *text, struct book_extras *extras)
{
    const char *key;
    json_t *value, *json = json_loads(text, 0, NULL);
    json_object_foreach(json, key, value)
    {
        size_t i = 0;
        while (i < extras->count && strcmp(extras->items[i].key, key) != 0)
            i++;
        if (i < extras->count || extras->count == EXTRA_MAX)
            continue;
        if (!extras->items)
            extras->items = ARENA_ARRAY(arena, struct book_extra, EXTRA_MAX);
        const char *kept = arena_strdup(arena, key);
        extras->items[extras->count++] = (struct book_extra){kept, extra_label(arena, terms, type, kept)};
    }
    json_decref(json);
}

/* In the order of the office's field list, then by key: the same on every database. */
static size_t extra_place(const struct book_terms *terms, const char *label)
{
    size_t i = 0;
    while (i < terms->count && terms->items[i].label != label)
        i++;
    return i;
}

static void sort_extras(const struct book_terms *terms, struct book_extras *extras)
{
    for (size_t i = 1; i < extras->count; i++)
        for (size_t k = i; k > 0; k--) {
            struct book_extra *a = &extras->items[k - 1], *b = &extras->items[k], swap = *a;
            size_t place_a = extra_place(terms, a->label), place_b = extra_place(terms, b->label);
            if (place_a < place_b || (place_a == place_b && strcmp(a->key, b->key) <= 0))
                break;
            *a = *b;
            *b = swap;
        }
}

/* ---- the rows ---- */

/* "SELECT columns FROM type WHERE it is this ledger's and this reader's": the gate's bounds without its pages. */
static struct stmt *scoped(const struct ledger_book *book, struct arena *arena, const struct record_type *type,
                           const char *columns, const char *end)
{
    const struct list_within *within = gate_within(arena, book->scope, type, book->ledger->head.id);
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT ");
    strbuf_adds(&sql, columns);
    strbuf_adds(&sql, " FROM ");
    sql_name(&sql, type->name);
    strbuf_adds(&sql, " WHERE \"ledger_id\"=?1 AND \"withdrawn\"=0");
    strbuf_adds(&sql, within ? " AND " : "");
    strbuf_adds(&sql, within ? within->condition : "");
    strbuf_adds(&sql, end);
    struct stmt *stmt = db_prepare(book->db, strbuf_text(&sql));
    strbuf_free(&sql);
    if (within)
        list_within_bind(stmt, within);
    else
        stmt_bind_uuid(stmt, 1, book->ledger->head.id);
    return stmt;
}

/* "ZGJ-2026-" of "ZGJ-2026-0017", "ZGJ-2026-Y0003" and "ZGJ-2026-0017-2". */
static size_t prefix_length(const char *number, const char *code)
{
    size_t length = strlen(code);
    if (strncmp(number, code, length) != 0 || number[length] != '-')
        return 0;
    const char *year = number + length + 1;
    size_t digits = strspn(year, "0123456789");
    return digits == 4 && year[4] == '-' ? length + 6 : 0;
}

static void note_number(struct arena *arena, const char *code, const char *number, struct book_scan *scan)
{
    size_t length = prefix_length(number, code);
    if (!scan->prefix)
        scan->prefix = arena_strndup(arena, number, length);
    else if (strlen(scan->prefix) != length || strncmp(scan->prefix, number, length) != 0)
        scan->prefix = "";
}

static struct finding *placed(struct arena *arena, const char *path)
{
    struct finding *finding = record_new(arena, &record_finding);
    finding->path = arena_strdup(arena, path);
    record_present(&finding->head, FIELD_finding_path);
    return finding;
}

static enum status scan_findings(const struct ledger_book *book, struct arena *arena, unsigned roles,
                                 struct book_scan *scan)
{
    bool row;
    enum status status;
    bool secrecy = gate_seen(&record_finding, roles) & FIELD_BIT(FIELD_finding_confidentiality);
    bool extra = gate_seen(&record_finding, roles) & FIELD_BIT(FIELD_finding_extra);
    VEC(void *) rows = {0}; /* with nothing but their paths */
    bool whole = book->scope->operator|| scope_roles_in(book->scope, book->ledger->head.id) & ROLES_WHOLE;
    struct stmt *stmt =
        scoped(book, arena, &record_finding, "\"level\",\"number\",\"confidentiality\",\"extra\",\"path\"", "");
    while (!(status = stmt_step(stmt, &row)) && row) {
        int level = word_find(&words_finding_level, stmt_text(stmt, 0));
        scan->findings += level == finding_level_finding;
        scan->points += level == finding_level_point;
        scan->demands += level == finding_level_demand;
        scan->aspects = scan->aspects || level == finding_level_aspect;
        scan->items = scan->items || level == finding_level_item;
        if (!stmt_is_null(stmt, 1))
            note_number(arena, book->ledger->code, stmt_text(stmt, 1), scan);
        int secret = secrecy ? word_find(&words_confidentiality, stmt_text(stmt, 2)) : 0;
        if (secret > scan->confidentiality)
            scan->confidentiality = secret;
        if (extra && !stmt_is_null(stmt, 3))
            note_extras(arena, &scan->terms, &record_finding, stmt_text(stmt, 3),
                        level == finding_level_demand ? &scan->demand_extras : &scan->finding_extras);
        if (!whole)
            *VEC_PUSH(arena, &rows) = placed(arena, stmt_text(stmt, 4));
    }
    stmt_done(stmt);
    if (!scan->prefix)
        scan->prefix = "";
    if (!status)
        status = headings_above(book->db, arena, book->scope, book->ledger->head.id, rows.items, rows.count,
                                &scan->headings);
    for (size_t i = 0; i < scan->headings.count; i++) {
        scan->aspects = scan->aspects || scan->headings.items[i].level == finding_level_aspect;
        scan->items = scan->items || scan->headings.items[i].level == finding_level_item;
    }
    return status;
}

static enum status scan_actions(const struct ledger_book *book, struct arena *arena, unsigned roles,
                                struct book_scan *scan)
{
    bool row;
    enum status status;
    if (!(gate_seen(&record_corrective_action, roles) & FIELD_BIT(FIELD_corrective_action_extra)))
        return OK;
    struct stmt *stmt = scoped(book, arena, &record_corrective_action, "\"extra\"", " AND \"extra\" IS NOT NULL");
    while (!(status = stmt_step(stmt, &row)) && row)
        note_extras(arena, &scan->terms, &record_corrective_action, stmt_text(stmt, 0), &scan->action_extras);
    stmt_done(stmt);
    return status;
}

/* ---- where it came from ---- */

static void add_source(struct strbuf *out, const struct display *display, const struct feedback_report *report)
{
    bool zh = display->language == LANGUAGE_ZH;
    strbuf_adds(out, out->length ? zh ? "、" : "; " : "");
    strbuf_adds(out, zh ? "《" : "");
    strbuf_adds(out, report->title);
    strbuf_adds(out, zh ? "》" : "");
    if (record_has(&report->head, FIELD_feedback_report_document_no) && *report->document_no) {
        strbuf_adds(out, zh ? "（" : " (");
        strbuf_adds(out, report->document_no);
        strbuf_adds(out, zh ? "）" : ")");
    }
}

/* "{0}" in a label of the profile. */
static const char *with_number(struct arena *arena, const char *label, long long number)
{
    const char *at = strstr(label, "{0}");
    return at ? arena_printf(arena, "%.*s%lld%s", (int)(at - label), label, number, at + 3) : label;
}

static enum status read_source(const struct ledger_book *book, struct arena *arena, const struct display *display,
                               struct book_scan *scan)
{
    struct list_query query = {.type = &record_feedback_report,
                               .ledger = book->ledger->head.id,
                               .sort = FIELD_feedback_report_issued_on,
                               .limit = LIST_LIMIT};
    struct list_page page = {0};
    struct problems unheard;
    problems_init(&unheard, arena);
    enum status status = gate_list(book->db, arena, book->scope, &query, &unheard, &page);
    scan->source = "";
    if (status == FORBIDDEN)
        return OK;
    struct strbuf out = {0};
    for (size_t i = 0; !status && i < page.count && i < SOURCES_NAMED; i++)
        add_source(&out, display, page.rows[i]);
    if (!status && page.count > SOURCES_NAMED)
        strbuf_adds(&out, with_number(arena, book_word(display, book_text_source_more), (long long)page.count));
    scan->source = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return status;
}

/* 巡视 is central and provincial, 巡察 is below. */
static enum status read_subject(const struct ledger_book *book, const struct display *display, struct book_scan *scan)
{
    bool row, upper = false, lower = false;
    enum status status;
    struct stmt *stmt = db_prepare(
        book->db, "SELECT DISTINCT \"level\" FROM \"inspection\" WHERE \"ledger_id\"=?1 AND \"withdrawn\"=0");
    stmt_bind_uuid(stmt, 1, book->ledger->head.id);
    while (!(status = stmt_step(stmt, &row)) && row) {
        int level = word_find(&words_inspection_level, stmt_text(stmt, 0));
        upper = upper || level == inspection_level_central || level == inspection_level_provincial;
        lower = lower || level > inspection_level_provincial;
    }
    stmt_done(stmt);
    scan->subject = book_word(display, upper == lower ? book_text_subject
                                       : upper        ? book_text_subject_upper
                                                      : book_text_subject_lower);
    return status;
}

static enum status read_organisation(const struct ledger_book *book, struct arena *arena, struct book_scan *scan)
{
    bool row;
    struct stmt *stmt = db_prepare(book->db, "SELECT \"name\" FROM \"organisation\" WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, book->ledger->organisation_id);
    enum status status = stmt_step(stmt, &row);
    scan->organisation = !status && row ? arena_strdup(arena, stmt_text(stmt, 0)) : "";
    stmt_done(stmt);
    return status;
}

enum status book_scan(const struct ledger_book *book, struct arena *arena, const struct display *display,
                      unsigned roles, struct problems *problems, struct book_scan *ret_scan)
{
    *ret_scan = (struct book_scan){0};
    enum status status = read_terms(book->db, arena, &ret_scan->terms);
    if (!status)
        status = scan_findings(book, arena, roles, ret_scan);
    if (!status)
        status = scan_actions(book, arena, roles, ret_scan);
    sort_extras(&ret_scan->terms, &ret_scan->finding_extras);
    sort_extras(&ret_scan->terms, &ret_scan->demand_extras);
    sort_extras(&ret_scan->terms, &ret_scan->action_extras);
    if (!status)
        status = read_source(book, arena, display, ret_scan);
    if (!status)
        status = read_subject(book, display, ret_scan);
    if (!status)
        status = read_organisation(book, arena, ret_scan);
    return status == FAILED ? db_problem(book->db, problems) : status;
}

const char *book_short_number(const struct book_scan *scan, const char *number)
{
    size_t length = strlen(scan->prefix);
    return strncmp(number, scan->prefix, length) == 0 ? number + length : number;
}
