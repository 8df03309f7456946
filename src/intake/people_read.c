/* people_read: from a workbook to rows; declared in "intake/people.h". */
#include "intake/people_part.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void note_add(struct people_sheet *sheet, struct people_row *row, enum severity severity, const struct message *message,
              const char *place, ...)
{
    struct people_note *note = ARENA_NEW(sheet->arena, struct people_note);
    note->problem = (struct problem){.message = message, .severity = severity, .place = place};
    va_list args;
    va_start(args, place);
    for (size_t i = 0; i < PROBLEM_ARGS; i++) {
        const char *arg = va_arg(args, const char *);
        if (!arg)
            break;
        note->problem.args[i] = arena_strdup(sheet->arena, arg);
    }
    va_end(args);
    struct people_note ***last = row ? &row->last_note : &sheet->last_note;
    if (!*last)
        *last = row ? &row->notes : &sheet->notes;
    **last = note;
    *last = &note->next;
    if (row && severity == SEVERITY_ERROR)
        row->result = PEOPLE_REFUSED;
}

static uint16_t first_column(const struct people_tab *tab)
{
    static const enum people_column mains[PEOPLE_KINDS] = {
        [PEOPLE_UNITS] = COLUMN_UNIT, [PEOPLE_PERSONS] = COLUMN_NAME, [PEOPLE_BODIES] = COLUMN_BODY};
    uint16_t at = tab->heading.at[mains[tab->kind]];
    return at != COLUMN_NONE ? at : tab->heading.at[COLUMN_DEPARTMENT];
}

const char *place_of(const struct people_sheet *sheet, const struct people_row *row, enum people_column column)
{
    const struct people_tab *tab = tab_of(sheet, row);
    uint16_t at = tab->heading.at[column];
    char letters[4];
    xlsx_column_text(at != COLUMN_NONE ? at : first_column(tab), letters);
    return arena_printf(sheet->arena, "%s!%s%u", tab->name, letters, row->number);
}

enum people_column unit_column(const struct people_row *row)
{
    return row->cells[COLUMN_DEPARTMENT] ? COLUMN_DEPARTMENT : COLUMN_UNIT;
}

bool tab_has_units(const struct people_tab *tab)
{
    return tab->kind == PEOPLE_PERSONS && (tab_has(tab, COLUMN_PARENT) || tab_has(tab, COLUMN_UNIT_CODE) ||
                                           tab_has(tab, COLUMN_SHORT_NAME) || tab_has(tab, COLUMN_UNIT_KIND));
}

/* One sheet being walked through. */
struct walk {
    struct arena *arena;
    struct people_sheet *sheet;
    struct problems *problems;
    const char *name;
    struct people_tab *tab; /* NULL: the heading has not been found yet */
    uint32_t looked_at, hidden;
    size_t own_columns;
    const char *before[PEOPLE_COLUMNS_MOST]; /* the row above, while looking for the heading */
    size_t before_count;
    bool pending; /* that row is a heading; the next may belong to it */
    uint32_t pending_row;
    struct people_heading heading;
};

static void heading_found(struct walk *walk, const struct people_heading *heading, uint32_t row)
{
    struct people_tab *tab = VEC_PUSH(walk->arena, &walk->sheet->tabs);
    *tab = (struct people_tab){.name = walk->name, .kind = heading->kind, .header_row = row, .heading = *heading};
    walk->tab = tab;
    walk->pending = false;
    for (size_t i = 0; i < heading->width; i++)
        walk->own_columns += heading->own[i] != NULL;
}

static void keep_row(struct walk *walk, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        walk->before[i] = arena_strdup(walk->arena, cells[i]);
    walk->before_count = count;
}

/* The row above as wide as this one. */
static void widen(struct walk *walk, size_t count)
{
    for (; walk->before_count < count; walk->before_count++)
        walk->before[walk->before_count] = "";
}

/* Whether the row below a heading belongs to it: it names more columns, or repeats the chief one (merged downwards). */
static bool continues(struct walk *walk, const char *const *cells, size_t count, struct people_heading *ret_heading)
{
    if (!people_heading_read(walk->arena, walk->before, cells, count, ret_heading) ||
        ret_heading->kind != walk->heading.kind)
        return false;
    if (people_heading_known(ret_heading) > people_heading_known(&walk->heading))
        return true;
    struct people_tab tab = {.kind = walk->heading.kind, .heading = walk->heading};
    size_t at = first_column(&tab);
    return at < count && *cells[at] && strcmp(cells[at], walk->before[at]) == 0 &&
           people_heading_known(ret_heading) == people_heading_known(&walk->heading);
}

/* True when the row is (part of) the heading or stands before it. */
static bool look_for_heading(struct walk *walk, uint32_t number, const char *const *cells, size_t count)
{
    const char *wide[PEOPLE_COLUMNS_MOST];
    struct people_heading both;
    for (size_t i = 0; i < PEOPLE_COLUMNS_MOST; i++)
        wide[i] = i < count ? cells[i] : "";
    size_t width = count > walk->before_count ? count : walk->before_count;
    widen(walk, width);
    if (walk->pending) {
        bool more = continues(walk, wide, width, &both);
        heading_found(walk, more ? &both : &walk->heading, more ? number : walk->pending_row);
        return more;
    }
    if (people_heading_read(walk->arena, wide, NULL, width, &walk->heading)) {
        walk->pending = true;
        walk->pending_row = number;
    } else if (walk->looked_at && people_heading_read(walk->arena, walk->before, wide, width, &both)) {
        heading_found(walk, &both, number);
        return true;
    }
    walk->looked_at++;
    keep_row(walk, wide, width);
    return true;
}

/* ---- rows ---- */

/* A title, a section's name or a remark: one text over the whole row. */
static bool is_banner(const struct xlsx_row *row)
{
    const struct xlsx_cell *first = NULL;
    size_t same = 0;
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].kind == XLSX_EMPTY || !row->cells[i].length)
            continue;
        if (!first)
            first = &row->cells[i];
        else if (strcmp(first->text, row->cells[i].text) != 0)
            return false;
        same++;
    }
    return same >= 3 && row->cells[row->count - 1].merged;
}

static bool is_footer(const char *key)
{
    static const char *const starts[] = {
        "合计", "总计", "小计", "注:", "备注:", "说明:", "填表", "填报", "审核", "制表", "共计"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(key, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static void bad_cell(struct walk *walk, struct people_row *row, const struct message *message,
                     enum people_column column, const char *text)
{
    note_add(walk->sheet, row, SEVERITY_ERROR, message, place_of(walk->sheet, row, column), text, NULL);
}

static const char *read_roles(struct walk *walk, struct people_row *row, const char *text)
{
    static const char *const separators[] = {"、", "，", ",", ";", "；", "\n", "/", "|", " "};
    struct strbuf words = {0};
    for (const char *at = text; *at;) {
        size_t length = strlen(at), skip = 0;
        for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
            const char *found = strstr(at, separators[i]);
            if (found && (size_t)(found - at) < length) {
                length = (size_t)(found - at);
                skip = strlen(separators[i]);
            }
        }
        const char *key = value_key(walk->arena, arena_strndup(walk->arena, at, length));
        const char *word = value_role(key);
        if (*key && !word)
            note_add(walk->sheet, row, SEVERITY_ERROR, &msg_people_role, place_of(walk->sheet, row, COLUMN_ROLES), key,
                     value_role_choices, NULL);
        if (word) {
            strbuf_adds(&words, words.length ? "," : "");
            strbuf_adds(&words, word);
        }
        at += length + skip;
    }
    const char *out = words.length ? arena_strdup(walk->arena, strbuf_text(&words)) : NULL;
    strbuf_free(&words);
    return out;
}

static void own_add(struct walk *walk, struct people_row *row, const char *name, const char *value)
{
    if (!row->own)
        row->own = ARENA_ARRAY(walk->arena, struct people_own, walk->own_columns + 1); /* and a kind nobody knows */
    row->own[row->own_count++] = (struct people_own){name, value};
}

static const char *or_refuse(struct walk *walk, struct people_row *row, enum people_column column, const char *value,
                             const struct message *message, const char *text)
{
    if (!value)
        bad_cell(walk, row, message, column, text);
    return value;
}

/* A cell of a known column in its stored form. */
static const char *read_known(struct walk *walk, struct people_row *row, enum people_column column,
                              const struct xlsx_cell *cell)
{
    struct arena *arena = walk->arena;
    const char *text = cell->kind == XLSX_NUMBER ? value_digits(arena, cell->text) : cell->text, *value;
    bool guess;
    switch (column) {
    case COLUMN_NAME:
        return value_name(arena, text);
    case COLUMN_PHONE:
        return value_phone(arena, text);
    case COLUMN_MEMBERS:
        return arena_strdup(arena, text);
    case COLUMN_ROLES:
        return read_roles(walk, row, text);
    case COLUMN_GENDER:
        return or_refuse(walk, row, column, value_gender(value_key(arena, text)), &msg_people_gender, text);
    case COLUMN_HEADS:
        return or_refuse(walk, row, column, value_flag(value_key(arena, text)), &msg_people_flag, text);
    case COLUMN_USERNAME:
        return or_refuse(walk, row, column, value_username(arena, text), &msg_people_username, text);
    case COLUMN_FROM:
    case COLUMN_FOUNDED_ON:
        return or_refuse(walk, row, column, value_date(arena, cell), &msg_people_date, text);
    case COLUMN_BORN:
        value = value_born(arena, cell, &guess);
        if (guess)
            note_add(walk->sheet, row, SEVERITY_WARNING, &msg_people_born_october, place_of(walk->sheet, row, column),
                     text, value, NULL);
        return or_refuse(walk, row, column, value, &msg_people_born, text);
    case COLUMN_UNIT_KIND:
        value = value_unit_kind(value_key(arena, text));
        if (!value) {
            note_add(walk->sheet, row, SEVERITY_WARNING, &msg_people_unit_kind, place_of(walk->sheet, row, column),
                     text, NULL);
            own_add(walk, row, "单位类别", value_line(arena, text));
        }
        return value;
    default:
        return value_line(arena, text);
    }
}

static bool cell_usable(struct walk *walk, struct people_row *row, const struct xlsx_cell *cell, uint32_t at)
{
    char letters[4], most[16];
    if (cell->kind == XLSX_EMPTY || !*value_line(walk->arena, cell->text))
        return false;
    xlsx_column_text(at, letters);
    const char *place = arena_printf(walk->arena, "%s!%s%u", walk->name, letters, row->number);
    if (cell->kind == XLSX_ERROR) {
        note_add(walk->sheet, row, SEVERITY_ERROR, &msg_people_cell_error, place, cell->text, NULL);
        return false;
    }
    if (utf8_count(cell->text, cell->length) > PEOPLE_CELL) {
        snprintf(most, sizeof most, "%d", PEOPLE_CELL);
        note_add(walk->sheet, row, SEVERITY_ERROR, &msg_people_cell_long, place, most, NULL);
        return false;
    }
    return true;
}

static void read_cells(struct walk *walk, struct people_row *row, const struct xlsx_row *from)
{
    const struct people_heading *heading = &walk->tab->heading;
    for (size_t i = 0; i < PEOPLE_COLUMNS; i++) {
        uint16_t at = heading->at[i];
        if (at == COLUMN_NONE || at >= from->count || !cell_usable(walk, row, &from->cells[at], at))
            continue;
        const char *value = read_known(walk, row, (enum people_column)i, &from->cells[at]);
        row->cells[i] = value && *value ? value : NULL;
    }
    for (size_t i = 0; i < heading->width && i < from->count; i++) {
        const struct xlsx_cell *cell = &from->cells[i];
        if (!heading->own[i] || !cell_usable(walk, row, cell, (uint32_t)i))
            continue;
        const char *text = cell->kind == XLSX_NUMBER ? value_digits(walk->arena, cell->text) : cell->text;
        if (cell->month_only)
            text = arena_strndup(walk->arena, text, 7);
        own_add(walk, row, heading->own[i], arena_strdup(walk->arena, text));
    }
}

/* Anything besides the number in front and what a merged cell above let fall into the row. */
static bool says_more(const struct walk *walk, const struct people_row *row, const struct xlsx_row *from)
{
    for (size_t i = COLUMN_SEQUENCE + 1; i < PEOPLE_COLUMNS; i++)
        if (row->cells[i] && !from->cells[walk->tab->heading.at[i]].merged)
            return true;
    return false;
}

/* Whether the row belongs into the list; refuses it when its chief column is empty. */
static bool is_wanted(struct walk *walk, struct people_row *row, const struct xlsx_row *from)
{
    enum people_kind kind = walk->tab->kind;
    bool unit = row->cells[COLUMN_UNIT] || row->cells[COLUMN_DEPARTMENT];
    if (kind == PEOPLE_PERSONS ? row->cells[COLUMN_NAME] != NULL
        : kind == PEOPLE_UNITS ? unit
                               : row->cells[COLUMN_BODY] != NULL)
        return true;
    if (kind == PEOPLE_PERSONS && unit && tab_has_units(walk->tab) && !row->cells[COLUMN_DUTY])
        return true;
    if (row_refused(row))
        return true;
    if (!says_more(walk, row, from))
        return false;
    bad_cell(walk, row,
             kind == PEOPLE_PERSONS ? &msg_people_no_name
             : kind == PEOPLE_UNITS ? &msg_people_no_unit_name
                                    : &msg_people_no_body_name,
             kind == PEOPLE_PERSONS ? COLUMN_NAME
             : kind == PEOPLE_UNITS ? COLUMN_UNIT
                                    : COLUMN_BODY,
             "");
    return true;
}

static enum status data_row(struct walk *walk, const struct xlsx_row *from)
{
    struct people_tab *tab = walk->tab;
    uint16_t chief = first_column(tab);
    if (is_banner(from))
        return OK;
    const char *key = chief < from->count ? people_heading_text(walk->arena, from->cells[chief].text) : "";
    if (is_footer(key) ||
        (chief < walk->before_count && *key && strcmp(key, people_heading_text(walk->arena, walk->before[chief])) == 0))
        return OK; /* a sum, a remark, or the heading once more on the next printed page */
    if (from->count && from->cells[0].length && is_footer(people_heading_text(walk->arena, from->cells[0].text)))
        return OK;
    struct people_row *row = ARENA_NEW(walk->arena, struct people_row);
    row->number = from->number;
    row->tab = (uint32_t)(tab - walk->sheet->tabs.items);
    read_cells(walk, row, from);
    if (!is_wanted(walk, row, from))
        return OK;
    if (walk->sheet->rows.count == PEOPLE_ROWS) {
        char most[16];
        snprintf(most, sizeof most, "%d", PEOPLE_ROWS);
        return problem_add(walk->problems, TOO_LARGE, &msg_people_many_rows, walk->name, most, NULL);
    }
    row->rank = (uint32_t)tab->rows++;
    walk->hidden += from->hidden;
    *VEC_PUSH(walk->arena, &walk->sheet->rows) = row;
    return OK;
}

static enum status take_row(void *context, const struct xlsx_row *row)
{
    struct walk *walk = context;
    const char *cells[PEOPLE_COLUMNS_MOST];
    size_t count = row->count < PEOPLE_COLUMNS_MOST ? row->count : PEOPLE_COLUMNS_MOST;
    if (!walk->tab && walk->looked_at > HEADING_WITHIN)
        return OK;
    if (!walk->tab) {
        for (size_t i = 0; i < count; i++)
            cells[i] = row->cells[i].text;
        if (look_for_heading(walk, row->number, cells, count) && !walk->pending && !walk->tab)
            return OK;
    }
    if (walk->tab || walk->pending) {
        for (size_t i = PEOPLE_COLUMNS_MOST; i < row->count; i++) {
            char most[16];
            snprintf(most, sizeof most, "%d", PEOPLE_COLUMNS_MOST);
            if (row->cells[i].length)
                return problem_add(walk->problems, TOO_LARGE, &msg_people_many_columns, walk->name, most, NULL);
        }
    }
    return walk->tab && row->number > walk->tab->header_row ? data_row(walk, row) : OK;
}

/* ---- the numbers in front, where they say an order ---- */

static int by_sequence(const void *a, const void *b)
{
    const struct people_row *const *x = a, *const *y = b;
    long one = strtol((*x)->cells[COLUMN_SEQUENCE], NULL, 10), two = strtol((*y)->cells[COLUMN_SEQUENCE], NULL, 10);
    return one < two ? -1 : one > two;
}

/* Only when every row has a number of its own; otherwise the rows' order stands. */
static void rank_by_sequence(struct people_sheet *sheet, uint32_t tab)
{
    struct people_row **rows = ARENA_ARRAY(sheet->arena, struct people_row *, sheet->tabs.items[tab].rows + 1);
    size_t count = 0;
    for (size_t i = 0; i < sheet->rows.count; i++) {
        struct people_row *row = sheet->rows.items[i];
        const char *text = row->cells[COLUMN_SEQUENCE];
        if (row->tab != tab)
            continue;
        if (!text || strspn(text, "0123456789") != strlen(text) || strlen(text) > 9)
            return;
        rows[count++] = row;
    }
    if (!count)
        return;
    qsort(rows, count, sizeof *rows, by_sequence);
    for (size_t i = 1; i < count; i++)
        if (by_sequence(&rows[i - 1], &rows[i]) == 0)
            return;
    for (size_t i = 0; i < count; i++)
        rows[i]->rank = (uint32_t)i;
}

/* ---- the workbook ---- */

static enum status extra_columns(struct walk *walk)
{
    struct people_sheet *sheet = walk->sheet;
    const struct people_heading *heading = &walk->tab->heading;
    size_t own = 0;
    for (size_t i = 0; i < heading->width; i++) {
        if (!heading->own[i])
            continue;
        own++;
        bool there = false;
        for (size_t k = 0; k < sheet->extra_columns.count && !there; k++)
            there = strcmp(sheet->extra_columns.items[k], heading->own[i]) == 0;
        if (!there)
            *VEC_PUSH(walk->arena, &sheet->extra_columns) = heading->own[i];
    }
    char most[16];
    snprintf(most, sizeof most, "%d", EXTRA_MAX - 1); /* one for a kind of unit nobody knows */
    return own < EXTRA_MAX ? OK
                           : problem_add(walk->problems, TOO_LARGE, &msg_people_many_extra, walk->name, most, NULL);
}

static enum status read_tab(struct walk *walk, struct xlsx_book *book, size_t index)
{
    char count[16];
    enum status status = xlsx_rows(book, index, true, take_row, walk);
    if (!status && walk->pending)
        heading_found(walk, &walk->heading, walk->pending_row);
    if (status || !walk->tab)
        return status;
    if (xlsx_sheet(book, index)->hidden) { /* lists for drop-downs and last year's names live there */
        while (walk->sheet->rows.count &&
               walk->sheet->rows.items[walk->sheet->rows.count - 1]->tab == walk->sheet->tabs.count - 1)
            walk->sheet->rows.count--;
        walk->sheet->tabs.count--;
        note_add(walk->sheet, NULL, SEVERITY_WARNING, &msg_people_hidden_sheet, walk->name, NULL);
        return OK;
    }
    if (walk->hidden) {
        snprintf(count, sizeof count, "%u", walk->hidden);
        note_add(walk->sheet, NULL, SEVERITY_WARNING, &msg_people_hidden_rows, walk->name, count, NULL);
    }
    rank_by_sequence(walk->sheet, (uint32_t)walk->sheet->tabs.count - 1);
    return extra_columns(walk);
}

enum status people_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                        struct problems *problems, struct people_sheet *ret_sheet)
{
    struct xlsx_book *book;
    struct people_sheet *sheet = ret_sheet;
    *sheet = (struct people_sheet){.arena = arena, .file_name = arena_strdup(arena, file_name)};
    enum status status = xlsx_open(arena, bytes, size, file_name, problems, &book);
    if (status)
        return status;
    for (size_t i = 0; i < xlsx_sheet_count(book) && !status; i++) {
        struct walk *walk = ARENA_NEW(arena, struct walk);
        walk->arena = arena;
        walk->sheet = sheet;
        walk->problems = problems;
        walk->name = arena_strdup(arena, xlsx_sheet(book, i)->name);
        status = read_tab(walk, book, i);
    }
    xlsx_close(book);
    if (!status && !sheet->tabs.count)
        status = problem_add(problems, REFUSED, &msg_people_no_sheet, "", NULL);
    return status;
}
