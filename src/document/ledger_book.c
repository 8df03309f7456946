#include "document/ledger_book.h"

#include "access/access_messages.h"
#include "document/book_ahead.h"
#include "document/book_keys.h"
#include "document/book_units.h"
#include "document/document_messages.h"
#include "format/xlsx_read.h"
#include "ledger/gate.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct place { /* a heading or problem above the rows now being written */
    struct strbuf path, title;
};

struct shared { /* a measure of several problems, and the number of the one it stands under */
    struct uuid action;
    const char *number;
    struct shared *next;
};

enum { SHARED_BUCKETS = 1024, LABELS_CACHED = 16, ROWS_AHEAD = 12 };

struct writing {
    const struct ledger_book *book;
    struct problems *problems;
    struct arena *arena; /* of the export */
    unsigned roles;
    struct book_batch *batch; /* the page of findings being written */
    struct display display;   /* its arena and names are the batch's */
    struct book_scan scan;
    struct sheet_book *file;
    struct book_page *pages[BOOK_LISTS]; /* NULL: no such list */
    struct book_units *units;
    struct place aspect, item;
    size_t heading; /* the next of scan.headings */
    int64_t orders[BOOK_LISTS];
    struct shared *shared[SHARED_BUCKETS];
    const char
        *labels[2][FIELDS_MAX][LABELS_CACHED]; /* of the words of findings and measures: the profile's are looked up */
    struct ledger_book_counts counts;
};

/* ---- where a finding stands ---- */

static void place_set(struct place *place, const char *path, const char *title)
{
    strbuf_clear(&place->path);
    strbuf_clear(&place->title);
    strbuf_adds(&place->path, path);
    strbuf_adds(&place->title, title);
}

static bool place_holds(const struct place *place, const char *path)
{
    return place->path.length && strncmp(path, place->path.bytes, place->path.length) == 0;
}

static void note_heading(struct writing *writing, const char *path, const char *title, bool is_item)
{
    place_set(is_item ? &writing->item : &writing->aspect, path, title);
}

/* ---- values ---- */

static const char *word_label(struct writing *writing, const struct record_type *type, int field, int word)
{
    const struct display *display = &writing->display;
    const struct word_list *words = type->fields[field].words;
    if (word < 0 || word >= LABELS_CACHED)
        return profile_word(display->profiles, display->profile, words->name, word_text(words, word),
                            display->language);
    const char **label = &writing->labels[type == &record_finding][field][word];
    if (!*label)
        *label =
            profile_word(display->profiles, display->profile, words->name, word_text(words, word), display->language);
    return *label;
}

static const char *finding_text(struct writing *writing, const struct record_type *type, int field,
                                const struct record_head *record)
{
    const struct field *description = &type->fields[field];
    if (!record_has(record, field))
        return "";
    if (description->kind == KIND_term)
        return book_term_label(&writing->scan.terms, description->vocabulary,
                               *(const char *const *)field_get(record, description));
    if (description->kind == KIND_word)
        return word_label(writing, type, field, *(const int *)field_get(record, description));
    if (field == type->code)
        return book_short_number(&writing->scan, *(const char *const *)field_get(record, description));
    return display_field(&writing->display, type, field, record);
}

static const char *role_text(struct writing *writing, int role, const struct book_responsibility *responsibilities,
                             size_t count)
{
    const char *text = "", *separator = writing->book->language == LANGUAGE_ZH ? "、" : ", ";
    for (size_t i = 0; i < count; i++) {
        const struct book_responsibility *one = &responsibilities[i];
        if (one->role != role)
            continue;
        const char *name =
            names_get(writing->batch->names, role != responsibility_role_action_owner ? one->unit : one->person);
        text = *text ? arena_printf(writing->batch->arena, "%s%s%s", text, separator, name) : name;
    }
    return text;
}

static const char *extra_text(struct arena *arena, json_t *extra, const char *key)
{
    const json_t *value = json_object_get(extra, key);
    if (json_is_string(value))
        return arena_strdup(arena, json_string_value(value));
    char *text = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    const char *kept = text ? arena_strdup(arena, text) : "";
    free(text);
    return kept;
}

static json_t *extra_of(const struct record_type *type, int field, const struct record_head *record)
{
    if (!record_has(record, field))
        return NULL;
    return json_loads(*(const char *const *)field_get(record, &type->fields[field]), 0, NULL);
}

/* Own findings stand under no aspect: where they came from is said instead. */
static void place_value(struct writing *writing, const struct finding *finding, const struct place *place, size_t left,
                        struct book_value *value)
{
    if (place_holds(place, finding->path)) {
        value->text = strbuf_text(&place->title);
        value->key = strbuf_text(&place->path);
        value->left = left;
    } else if (place == &writing->aspect && record_has(&finding->head, FIELD_finding_origin) &&
               !record_has(&finding->head, FIELD_finding_feedback_report_id)) {
        value->text = finding_text(writing, &record_finding, FIELD_finding_origin, &finding->head);
    }
}

/* Rows of this page from `at` on that stand under the same heading, a few of them: the merged cell will have at least
 * as many. */
static size_t rows_under(const struct list_page *page, size_t at, const struct place *place)
{
    size_t rows = 0;
    for (; at < page->count && rows < ROWS_AHEAD; at++) {
        const struct finding *finding = page->rows[at];
        if (!place_holds(place, finding->path))
            break;
        rows += finding->level == finding_level_finding || finding->level == finding_level_point;
    }
    return rows;
}

/* ---- the lists of problems and demands ---- */

static void write_finding(struct writing *writing, enum book_list list, const struct list_page *page, size_t at,
                          const struct book_responsibility *responsibilities, size_t count)
{
    const struct finding *finding = page->rows[at];
    struct book_page *to = writing->pages[list];
    struct book_value *values = ARENA_ARRAY(writing->batch->arena, struct book_value, to->layout.count);
    struct book_row row = {.values = values, .id = finding->head.id, .version = finding->head.version};
    json_t *extra = extra_of(&record_finding, FIELD_finding_extra, &finding->head);
    row.part = finding->level == finding_level_point;
    for (size_t i = 0; i < to->layout.count; i++) {
        const struct book_slot *slot = &to->layout.slots[i];
        struct book_value *value = &values[i];
        if (slot->extra)
            value->text = extra_text(writing->batch->arena, extra, slot->extra);
        else if (slot->column->from == FROM_FIELD)
            value->text = finding_text(writing, &record_finding, slot->column->what, &finding->head);
        else if (slot->column->from == FROM_ROLE)
            value->text = role_text(writing, slot->column->what, responsibilities, count);
        else if (slot->column->what == MADE_ORDER)
            value->number = row.part ? -1 : ++writing->orders[list];
        else if (slot->column->what == MADE_ASPECT)
            place_value(writing, finding, &writing->aspect, rows_under(page, at, &writing->aspect), value);
        else if (slot->column->what == MADE_ITEM)
            place_value(writing, finding, &writing->item, rows_under(page, at, &writing->item), value);
    }
    json_decref(extra);
    book_page_row(to, &row);
}

/* ---- the list of tasks ---- */

static struct shared **shared_bucket(struct writing *writing, struct uuid action)
{
    return &writing->shared[(size_t)(action.bytes[15] | action.bytes[14] << 8) % SHARED_BUCKETS];
}

/* The number of the problem under which this measure stands already; NULL: it shall stand under this one. */
static const char *shared_with(struct writing *writing, const struct corrective_action *action, const char *number)
{
    if (!record_has(&action->head, FIELD_corrective_action_answers) || action->answers.count < 2)
        return NULL;
    struct shared **bucket = shared_bucket(writing, action->head.id);
    for (const struct shared *one = *bucket; one; one = one->next)
        if (uuid_equal(one->action, action->head.id))
            return one->number;
    struct shared *one = ARENA_NEW(writing->arena, struct shared);
    *one = (struct shared){action->head.id, arena_strdup(writing->arena, number), *bucket};
    *bucket = one;
    return NULL;
}

static const char *see_other(struct writing *writing, const char *number)
{
    const char *label = book_word(&writing->display, book_text_same_action), *at = strstr(label, "{0}");
    return at ? arena_printf(writing->batch->arena, "%.*s%s%s", (int)(at - label), label, number, at + 3) : label;
}

struct task_of { /* the finding a task stands under */
    const char *number, *title, *path;
    size_t left;
};

/* `action` NULL: there is no measure yet; the row waits to be filled in. */
static void write_task(struct writing *writing, const struct task_of *of, const struct corrective_action *action)
{
    struct book_page *to = writing->pages[BOOK_TASKS];
    struct book_value *values = ARENA_ARRAY(writing->batch->arena, struct book_value, to->layout.count);
    struct book_row row = {.values = values};
    const char *other = action ? shared_with(writing, action, of->number) : NULL;
    json_t *extra = action ? extra_of(&record_corrective_action, FIELD_corrective_action_extra, &action->head) : NULL;
    bool whole = action && !other;
    if (whole)
        row.id = action->head.id, row.version = action->head.version;
    for (size_t i = 0; i < to->layout.count; i++) {
        const struct book_slot *slot = &to->layout.slots[i];
        const struct book_column *column = slot->column;
        struct book_value *value = &values[i];
        if (column->from == FROM_BOOK) {
            value->number = column->what == MADE_ORDER && whole ? ++writing->orders[BOOK_TASKS] : -1;
        } else if (column->type == &record_finding) {
            value->text = column->what == FIELD_finding_number ? of->number : of->title;
            value->key = of->path;
            value->left = of->left;
        } else if (slot->extra) {
            value->text = whole ? extra_text(writing->batch->arena, extra, slot->extra) : "";
        } else if (action && (whole || column->what == FIELD_corrective_action_number)) {
            value->text = finding_text(writing, &record_corrective_action, column->what, &action->head);
        } else if (other && column->what == FIELD_corrective_action_measure) {
            value->text = see_other(writing, other);
        }
    }
    json_decref(extra);
    book_page_row(to, &row);
}

/* A problem or demand nobody has a measure for stands in the list with empty cells: it must not drop out. */
static void write_tasks(struct writing *writing, const struct finding *finding)
{
    size_t count;
    const struct book_action *actions = book_rows_actions(&writing->batch->rows, finding->path, &count);
    const char *number = finding_text(writing, &record_finding, FIELD_finding_number, &finding->head);
    struct task_of of = {number, finding->title, finding->path, count};
    for (size_t i = 0; i < count; i++, of.left--) {
        const struct corrective_action *action = actions[i].action;
        write_task(writing, &of, action);
        if (record_has(&action->head, FIELD_corrective_action_organisation_id) &&
            record_has(&action->head, FIELD_corrective_action_owner_id))
            book_units_owner(writing->units, action->organisation_id, action->owner_id);
    }
    if (!count && (finding->level == finding_level_finding || finding->level == finding_level_demand))
        write_task(writing, &of, NULL);
}

/* ---- one pass over the findings ---- */

static void note_units(struct writing *writing, const struct finding *finding,
                       const struct book_responsibility *responsibilities, size_t count)
{
    bool led = record_has(&finding->head, FIELD_finding_lead_unit_id);
    book_units_note(writing->units, led ? finding->lead_unit_id : (struct uuid){0}, responsibilities, count,
                    finding_text(writing, &record_finding, FIELD_finding_number, &finding->head),
                    finding->level == finding_level_finding);
}

static void write_one(struct writing *writing, const struct list_page *page, size_t at)
{
    const struct finding *finding = page->rows[at];
    size_t count;
    const struct book_responsibility *responsibilities =
        book_rows_responsibilities(&writing->batch->rows, finding->path, &count);
    for (; writing->heading < writing->scan.headings.count; writing->heading++) {
        const struct heading *above = &writing->scan.headings.items[writing->heading];
        if (strcmp(above->path, finding->path) > 0)
            break;
        note_heading(writing, above->path, above->title, above->level == finding_level_item);
    }
    if (finding->level == finding_level_aspect || finding->level == finding_level_item)
        note_heading(writing, finding->path, finding->title, finding->level == finding_level_item);
    bool problem = finding->level == finding_level_finding, demand = finding->level == finding_level_demand;
    if (problem || finding->level == finding_level_point)
        write_finding(writing, BOOK_FINDINGS, page, at, responsibilities, count);
    if (demand && writing->pages[BOOK_DEMANDS])
        write_finding(writing, BOOK_DEMANDS, page, at, responsibilities, count);
    if (problem || demand || finding->level == finding_level_point)
        note_units(writing, finding, responsibilities, count);
    if (writing->pages[BOOK_TASKS])
        write_tasks(writing, finding);
    writing->counts.findings += problem;
    writing->counts.demands += demand;
    writing->counts.points += finding->level == finding_level_point;
}

static enum status write_batch_of(struct writing *writing, struct book_batch *batch)
{
    writing->batch = batch;
    writing->display.arena = batch->arena;
    writing->display.names = batch->names;
    for (size_t i = 0; i < batch->page.count; i++)
        write_one(writing, &batch->page, i);
    for (size_t i = 0; i < BOOK_LISTS; i++)
        if (writing->pages[i] && writing->pages[i]->too_many)
            return problem_add(writing->problems, TOO_LARGE, &msg_book_too_many, "", writing->pages[i]->name, NULL);
    return OK;
}

static enum status write_findings(struct writing *writing)
{
    struct book_ahead *ahead = book_ahead_new(writing->book, writing->roles);
    struct book_batch *batch;
    enum status status = OK;
    while (!status && (batch = book_ahead_next(ahead)))
        status = write_batch_of(writing, batch);
    enum status read = book_ahead_free(ahead, writing->problems);
    writing->batch = NULL;
    writing->display.arena = writing->arena;
    writing->display.names = NULL;
    return status ? status : read;
}

/* ---- the book ---- */

static const char *list_name(const struct writing *writing, enum book_list list)
{
    static const enum book_text words[BOOK_LISTS] = {book_text_findings_sheet, book_text_demands_sheet,
                                                     book_text_tasks_sheet, book_text_units_sheet};
    return book_word(&writing->display, words[list]);
}

static const char *list_title(const struct writing *writing, enum book_list list)
{
    const struct book_scan *scan = &writing->scan;
    const char *pattern = writing->book->language == LANGUAGE_ZH ? "%s%s%s" : "%s: %s – %s";
    const char *name = list_name(writing, list);
    return arena_printf(writing->arena, pattern, scan->organisation, scan->subject, name);
}

static const char *remarks_text(const struct writing *writing)
{
    const struct book_scan *scan = &writing->scan;
    const char *as_of = book_word(&writing->display, book_text_as_of);
    const char *unit = book_word(&writing->display, book_text_unit);
    const char *day = display_date(writing->arena, writing->book->today, writing->book->language);
    const char *prefix = book_word(&writing->display, book_text_prefix), *at = strstr(prefix, "{0}");
    const char *gap = writing->book->language == LANGUAGE_ZH ? "　" : "   ";
    if (!*scan->prefix || !at)
        return arena_printf(writing->arena, "%s%s%s%s", as_of, day, gap, unit);
    return arena_printf(writing->arena, "%s%s%s%s%s%.*s%s%s", as_of, day, gap, unit, gap, (int)(at - prefix), prefix,
                        scan->prefix, at + 3);
}

static enum status open_list(struct writing *writing, enum book_list list, const struct book_heading_text *common)
{
    const struct book_scan *scan = &writing->scan;
    const struct book_extras *extras = list == BOOK_TASKS     ? &scan->action_extras
                                       : list == BOOK_DEMANDS ? &scan->demand_extras
                                                              : &scan->finding_extras;
    struct book_wants wants = {&writing->display, writing->roles, scan->aspects,
                               scan->items,       extras->items,  extras->count};
    struct book_page *page = xmalloc(sizeof *page);
    struct book_heading_text text = *common;
    page->list = list;
    page->display = &writing->display;
    book_layout_make(list, &wants, &page->layout);
    writing->pages[list] = page;
    text.title = list_title(writing, list);
    if (book_page_open(page, writing->file, list_name(writing, list), &text))
        return OK;
    return problem_add(writing->problems, FAILED, &msg_book_temporary, "", NULL);
}

static enum status open_lists(struct writing *writing)
{
    static const enum book_list order[] = {BOOK_FINDINGS, BOOK_TASKS, BOOK_UNITS, BOOK_DEMANDS};
    const struct book_scan *scan = &writing->scan;
    const char *source = *scan->source ? arena_printf(writing->arena, "%s%s",
                                                      book_word(&writing->display, book_text_source), scan->source)
                                       : "";
    const char *marking =
        scan->confidentiality > confidentiality_internal
            ? profile_word(writing->display.profiles, writing->display.profile, "confidentiality",
                           word_text(&words_confidentiality, scan->confidentiality), writing->book->language)
            : "";
    struct book_heading_text text = {.source = source, .remarks = remarks_text(writing), .marking = marking};
    enum status status = OK;
    for (size_t i = 0; i < sizeof order / sizeof *order && !status; i++) {
        if (order[i] == BOOK_DEMANDS && !scan->demands)
            continue;
        if (order[i] == BOOK_TASKS && !gate_seen(&record_corrective_action, writing->roles))
            continue;
        status = open_list(writing, order[i], &text);
    }
    return status;
}

/* The cells of the running numbers of the problems, which the totals of the units count. */
static const char *tie_range(const struct writing *writing)
{
    const struct book_page *page = writing->pages[BOOK_FINDINGS];
    int slot = book_slot_made(&page->layout, MADE_ORDER);
    char name[4];
    if (slot < 0 || !page->rows)
        return NULL;
    xlsx_column_text((uint32_t)slot, name);
    return arena_printf(writing->arena, "'%s'!$%s$%u:$%s$%u", page->name, name, page->head_row + 2, name, page->row);
}

static enum status close_lists(struct writing *writing)
{
    const char *choices[BOOK_LISTS][BOOK_SLOTS] = {0};
    enum status status =
        book_units_write(writing->units, writing->book, &writing->display, &writing->scan,
                         list_name(writing, BOOK_FINDINGS), tie_range(writing), writing->pages[BOOK_UNITS]);
    if (status)
        return status;
    if (!book_keys_write(writing->book, writing->arena, &writing->display, &writing->scan, writing->file,
                         writing->pages, choices))
        return problem_add(writing->problems, FAILED, &msg_book_temporary, "", NULL);
    for (size_t i = 0; i < BOOK_LISTS; i++)
        if (writing->pages[i])
            book_page_close(writing->pages[i], choices[i]);
    writing->counts.tasks = writing->orders[BOOK_TASKS];
    writing->counts.units = writing->pages[BOOK_UNITS]->rows;
    return OK;
}

static enum status write_book(struct writing *writing)
{
    const struct ledger_book *book = writing->book;
    enum status status =
        book_scan(book, writing->arena, &writing->display, writing->roles, writing->problems, &writing->scan);
    if (!status)
        status = sheet_book_new(book->path, writing->problems, &writing->file);
    if (!status)
        status = open_lists(writing);
    if (status)
        return status;
    sheet_book_title(writing->file, list_title(writing, BOOK_FINDINGS), writing->scan.organisation);
    status = write_findings(writing);
    if (!status)
        status = close_lists(writing);
    return status;
}

static void writing_free(struct writing *writing)
{
    struct place *places[] = {&writing->aspect, &writing->item};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        strbuf_free(&places[i]->path);
        strbuf_free(&places[i]->title);
    }
    for (size_t i = 0; i < BOOK_LISTS; i++) {
        if (writing->pages[i])
            book_page_free(writing->pages[i]);
        free(writing->pages[i]);
    }
    book_units_free(writing->units);
    arena_free(writing->arena);
}

enum status ledger_book_write(const struct ledger_book *book, struct problems *problems,
                              struct ledger_book_counts *ret_counts)
{
    struct writing *writing = xmalloc(sizeof *writing);
    writing->book = book;
    writing->problems = problems;
    writing->arena = arena_new();
    writing->roles = gate_roles(book->scope, &record_finding, book->ledger->head.id);
    writing->units = book_units_new(writing->arena);
    writing->display = (struct display){.arena = writing->arena,
                                        .profiles = book->profiles,
                                        .profile = book->ledger->profile,
                                        .language = book->language};
    bool own_snapshot = !db_in_transaction(book->db);
    enum status status =
        gate_seen(&record_finding, writing->roles) ? OK : problem_add(problems, FORBIDDEN, &msg_no_right, "", NULL);
    if (!status && own_snapshot)
        status = db_begin_read(book->db);
    if (!status)
        status = write_book(writing);
    if (own_snapshot && db_in_transaction(book->db))
        db_rollback(book->db);
    if (status == FAILED && problems && !problems->count)
        db_problem(book->db, problems);
    if (status)
        sheet_book_drop(writing->file);
    else
        status = sheet_book_finish(writing->file, problems);
    if (!status && ret_counts)
        *ret_counts = writing->counts;
    writing_free(writing);
    free(writing);
    return status;
}
