#include "chart/chart_layout.h"

#include "base/problem.h"
#include "calendar/explain.h"
#include "calendar/period.h"
#include "chart/chart_messages.h"

#include <string.h>

#define NAME(name) #name,
const char *const chart_paper_names[] = {CHART_PAPERS(NAME)};
#undef NAME

enum {
    INK = 0x1f2329,
    SOFT_INK = 0x5b6470,
    LINE = 0xb9c0c9,
    SOFT_LINE = 0xdfe3e8,
    HEAD = 0xf1f3f6,
    GROUP = 0xe7edf5,
    REST = 0xf0f0f0,
    PLANNED = 0xc3d4ea,
    ACTUAL = 0x2f6db5,
    DONE = 0x4b9a68,
    SLACK = 0x7a8794,
    CRITICAL = 0xb3261e,
    OVERDUE = 0xd9483b,
    TODAY = 0xb3261e,
    MARK = 0x7a4a00,
    RED = 0xd9483b,
    YELLOW = 0xe6a817,
    GREEN = 0x4b9a68,
    WHITE = 0xffffff,
    TITLE = 0x9b1c1c
};

/* Texts on the left, in columns. */
enum column {
    COLUMN_LAMP,
    COLUMN_NUMBER,
    COLUMN_TITLE,
    COLUMN_UNIT,
    COLUMN_LEADER,
    COLUMN_OWNER,
    COLUMN_DELIVERS,
    COLUMN_DUE,
    COLUMNS
};

static const struct paper {
    double width, height, margin, size; /* points; of the text */
} papers[] = {
    [CHART_A4] = {841.89, 595.28, 22, 6.4},  [CHART_A3] = {1190.55, 841.89, 28, 7.6},
    [CHART_A2] = {1683.78, 1190.55, 36, 9},  [CHART_A1] = {2383.94, 1683.78, 46, 10},
    [CHART_A0] = {3370.39, 2383.94, 60, 11},
};

struct layout {
    struct arena *arena;
    struct lettering *lettering;
    const struct chart_data *data;
    const struct chart_look *look;
    struct drawing *drawing;
    struct paper paper;
    double size, left, right, top, bottom; /* of the text; of the sheet within its margins */
    double column[COLUMNS + 1];            /* left edges; the last: where time begins */
    date first, last;                      /* of the time */
    double day;                            /* width of one */
    double body, at;                       /* below the head; top of the next row */
    size_t rows;                           /* on this sheet */
    size_t behind;                         /* shapes of this sheet that stand behind rest days */
    const char *group;                     /* whose rows stand there now */
};

/* ---- words ---- */

static const char *say(const struct layout *l, const struct message *message, const char *first, const char *second,
                       const char *third, const char *fourth)
{
    return message_say(l->arena, l->look->language, message, first, second, third, fourth, NULL);
}

static const char *word(const struct layout *l, const struct message *message)
{
    return l->look->language == LANGUAGE_ZH ? message->zh : message->en;
}

static const char *number(const struct layout *l, int64_t value)
{
    return arena_printf(l->arena, "%lld", (long long)value);
}

static const char *day_text(const struct layout *l, date day)
{
    char *text = arena_alloc(l->arena, DATE_TEXT);
    date_text(day, text);
    return text;
}

/* As it stands on the sheet: 2026年11月27日, or without the year where that is said above. */
static const char *day_shown(const struct layout *l, date day, bool with_year)
{
    int year, month, number_of;
    date_split(day, &year, &month, &number_of);
    if (l->look->language == LANGUAGE_EN)
        return day_text(l, day) + (with_year ? 0 : 5);
    return with_year ? arena_printf(l->arena, "%d年%d月%d日", year, month, number_of)
                     : arena_printf(l->arena, "%d月%d日", month, number_of);
}

static struct shape *text(struct layout *l, double x, double y, const char *words, double size, bool bold, int colour,
                          enum anchor anchor)
{
    return draw_text(l->drawing, l->lettering, x, y, words, size, bold, colour, anchor);
}

/* ---- time ---- */

static double x_of(const struct layout *l, date day)
{
    return l->column[COLUMNS] + (day - l->first) * l->day;
}

static void stretch(struct layout *l, bool has, date day)
{
    if (!has)
        return;
    l->first = day < l->first ? day : l->first;
    l->last = day > l->last ? day : l->last;
}

enum { DAYS_MOST = 1200 };

static void choose_time(struct layout *l)
{
    l->first = l->last = l->data->as_of;
    for (size_t i = 0; i < l->data->rows.count; i++) {
        const struct chart_row *row = l->data->rows.items + i;
        stretch(l, row->spans, row->start);
        stretch(l, row->spans, row->end);
        stretch(l, row->has_early, row->early_finish);
        stretch(l, row->has_late, row->late_finish);
    }
    for (size_t i = 0; i < l->data->marks.count; i++)
        stretch(l, true, l->data->marks.items[i].on);
    if (l->data->as_of - l->first > DAYS_MOST / 2)
        l->first = l->data->as_of - DAYS_MOST / 2;
    if (l->last - l->first > DAYS_MOST)
        l->last = l->first + DAYS_MOST;
    int year, month, day;
    date_split(l->first, &year, &month, &day);
    l->first -= day - 1;
    l->last = month_end(l->last);
    l->day = (l->right - l->column[COLUMNS]) / (l->last - l->first + 1);
}

static date within(const struct layout *l, date day)
{
    return day < l->first ? l->first : day > l->last + 1 ? l->last + 1 : day;
}

/* ---- the frame of a sheet ---- */

static void choose_columns(struct layout *l)
{
    bool book = l->look->preset == CHART_taskbook;
    const double em[COLUMNS] = {
        [COLUMN_LAMP] = 2.2,   [COLUMN_NUMBER] = 9.2, [COLUMN_TITLE] = book ? 34 : 27,   [COLUMN_UNIT] = 11,
        [COLUMN_LEADER] = 4.6, [COLUMN_OWNER] = 5,    [COLUMN_DELIVERS] = book ? 14 : 0, [COLUMN_DUE] = 9.6,
    };
    double room = (l->right - l->left) * (book ? 0.72 : 0.55), whole = 0, x = l->left;
    for (int i = 0; i < COLUMNS; i++)
        whole += em[i] * l->size;
    for (int i = 0; i < COLUMNS; i++) {
        l->column[i] = x;
        /* what the paper has more goes to the text that needs it */
        double wider = i == COLUMN_TITLE ? room - whole : 0; /* or less, where it has less */
        double most = l->size * (l->look->paper == CHART_A0 ? 36 : 16);
        x += em[i] * l->size + (wider > most ? most : wider);
    }
    l->column[COLUMNS] = x;
}

static void cell_lines(struct layout *l, double x, double y, double height)
{
    draw_line(l->drawing, x, y, 0, height, SOFT_LINE, 0.4);
}

static void put_heading(struct layout *l, enum column column, const struct message *message)
{
    double x = l->column[column], width = l->column[column + 1] - x, height = 3.6 * l->size;
    const char **lines;
    if (width <= 0)
        return;
    size_t count =
        lettering_break(l->lettering, l->arena, word(l, message), l->size, true, width - 0.4 * l->size, 3, &lines);
    double y = l->at + (height - (double)count * 1.15 * l->size) / 2 + 0.95 * l->size;
    for (size_t i = 0; i < count; i++)
        text(l, x + width / 2, y + (double)i * 1.15 * l->size, lines[i], l->size, true, INK, ANCHOR_MIDDLE);
    cell_lines(l, x, l->at, height);
}

/* Months, and below them 旬 where there is room. */
static void put_months(struct layout *l)
{
    double band = 1.8 * l->size, top = l->at;
    for (date month = l->first; month <= l->last; month = month_end(month) + 1) {
        int year, number_of, day;
        date end = month_end(month);
        double x = x_of(l, month), width = x_of(l, end + 1) - x;
        date_split(month, &year, &number_of, &day);
        const char *name = say(l, &msg_chart_month, number(l, number_of), NULL, NULL, NULL);
        if (month == l->first || number_of == 1)
            name = arena_printf(l->arena, "%s%s%s", say(l, &msg_chart_year, number(l, year), NULL, NULL, NULL),
                                l->look->language == LANGUAGE_ZH ? "" : "-", name);
        if (lettering_width(l->lettering, name, l->size, true) > width)
            name = number(l, number_of);
        text(l, x + width / 2, top + 1.25 * l->size, name, l->size, true, INK, ANCHOR_MIDDLE);
        draw_line(l->drawing, x, top, 0, 2 * band, LINE, 0.6);
        static const struct message *const tens[] = {&msg_chart_first_ten, &msg_chart_second_ten, &msg_chart_last_ten};
        for (int ten = 0; ten < 3; ten++) {
            double from = x_of(l, month + ten * 10), until = ten < 2 ? x_of(l, month + ten * 10 + 10) : x + width;
            if (until - from > 1.1 * l->size)
                text(l, (from + until) / 2, top + band + 1.25 * l->size, word(l, tens[ten]), l->size * 0.9, false,
                     SOFT_INK, ANCHOR_MIDDLE);
            if (ten)
                draw_line(l->drawing, from, top + band, 0, band, SOFT_LINE, 0.4);
        }
    }
    draw_line(l->drawing, l->column[COLUMNS], top + band, l->right - l->column[COLUMNS], 0, SOFT_LINE, 0.4);
}

static void put_column_heads(struct layout *l)
{
    double height = 3.6 * l->size;
    draw_rect(l->drawing, l->left, l->at, l->right - l->left, height, HEAD, NO_COLOUR);
    put_heading(l, COLUMN_LAMP, &msg_chart_column_lamp);
    put_heading(l, COLUMN_NUMBER, &msg_chart_column_number);
    put_heading(l, COLUMN_TITLE,
                l->look->preset == CHART_timetable  ? &msg_chart_column_problem
                : l->look->preset == CHART_taskbook ? &msg_chart_column_measure
                                                    : &msg_chart_column_both);
    put_heading(l, COLUMN_UNIT, &msg_chart_column_unit);
    put_heading(l, COLUMN_LEADER, &msg_chart_column_leader);
    put_heading(l, COLUMN_OWNER, &msg_chart_column_owner);
    put_heading(l, COLUMN_DELIVERS, &msg_chart_column_delivers);
    put_heading(l, COLUMN_DUE, &msg_chart_column_due);
    put_months(l);
    l->at += height;
    draw_line(l->drawing, l->left, l->at, l->right - l->left, 0, LINE, 0.8);
}

/* A sample of each sign with its name, right to left from x; gives where it begins. */
static void put_legend(struct layout *l, double y)
{
    struct sign {
        const struct message *name;
        int fill, stroke;
        double height;
    };
    const struct sign signs[] = {
        {&msg_chart_legend_planned, PLANNED, NO_COLOUR, 0.9}, {&msg_chart_legend_actual, ACTUAL, NO_COLOUR, 0.5},
        {&msg_chart_legend_done, DONE, NO_COLOUR, 0.5},       {&msg_chart_legend_slack, SLACK, NO_COLOUR, 0.12},
        {&msg_chart_legend_critical, PLANNED, CRITICAL, 0.9}, {&msg_chart_legend_overdue, OVERDUE, NO_COLOUR, 0.3},
        {&msg_chart_legend_rest, 0xdcdcdc, NO_COLOUR, 0.9},
    };
    double x = l->right;
    for (size_t i = sizeof signs / sizeof *signs; i-- > 0;) {
        const char *name = word(l, signs[i].name);
        x -= lettering_width(l->lettering, name, l->size, false);
        text(l, x, y, name, l->size, false, SOFT_INK, ANCHOR_START);
        x -= 3.2 * l->size;
        struct shape *shape = draw_rect(l->drawing, x, y - 0.35 * l->size - signs[i].height * l->size / 2,
                                        2.8 * l->size, signs[i].height * l->size, signs[i].fill, signs[i].stroke);
        shape->line = 0.09 * l->size;
        x -= 1.2 * l->size;
    }
}

/* The next external deadline that is not behind us, or the last that is. */
static const char *countdown(const struct layout *l)
{
    const struct chart_mark *next = NULL;
    for (size_t i = 0; i < l->data->marks.count; i++) {
        const struct chart_mark *mark = l->data->marks.items + i;
        if (mark->last && !mark->done &&
            (!next || (mark->on >= l->data->as_of && (next->on < l->data->as_of || mark->on < next->on))))
            next = mark;
    }
    if (!next)
        return "";
    int64_t left = next->on - l->data->as_of;
    const char *name = arena_printf(l->arena, "%s%s", next->name, l->look->language == LANGUAGE_ZH ? "" : " ");
    return left < 0 ? say(l, &msg_chart_days_past, name, number(l, -left), NULL, NULL)
                    : say(l, &msg_chart_days_left, name, number(l, left),
                          number(l, calendar_between(l->data->calendar, l->data->as_of, next->on)), NULL);
}

static void put_title_block(struct layout *l)
{
    static const struct message *const titles[] = {&msg_chart_timetable, &msg_chart_roadmap, &msg_chart_taskbook};
    double large = 2.9 * l->size;
    const char *sub = *l->data->inspection ? l->data->inspection : "";
    const char *counts =
        say(l, &msg_chart_counts, number(l, (int64_t)l->data->findings), number(l, (int64_t)l->data->done),
            number(l, (int64_t)l->data->overdue), number(l, (int64_t)l->data->measures));
    const char *title = arena_printf(l->arena, "%s%s%s", l->data->organisation,
                                     l->look->language == LANGUAGE_ZH ? "" : " ", word(l, titles[l->look->preset]));
    l->drawing->title = title;
    text(l, l->left, l->at + large, title, large, true, TITLE, ANCHOR_START);
    text(l, l->right, l->at + 1.6 * l->size, countdown(l), 1.5 * l->size, true, CRITICAL, ANCHOR_END);
    put_legend(l, l->at + 4.4 * l->size);
    text(l, l->left, l->at + 4.8 * l->size,
         arena_printf(
             l->arena, "%s%s%s%s%s", sub, *sub ? "　" : "",
             say(l, &msg_chart_as_of, explain_date(l->arena, l->look->language, l->data->as_of), NULL, NULL, NULL),
             "　", counts),
         1.15 * l->size, false, SOFT_INK, ANCHOR_START);
    l->at += 5.8 * l->size;
}

/* ---- gates ---- */

enum { LANES = 12 };
#define LANE_HEIGHT 1.5 /* of the text's size */

/* One gate in the first lane where its name does not touch the one before; gives that lane. */
static int put_mark(struct layout *l, const struct chart_mark *mark, double top, double taken[LANES])
{
    double size = 0.92 * l->size, x = x_of(l, within(l, mark->on)) + l->day / 2;
    const char *name =
        arena_printf(l->arena, "%s%s %s", mark->done ? "√" : "", mark->name, day_shown(l, mark->on, false));
    double width = lettering_width(l->lettering, name, size, mark->last);
    bool leftwards = x + width + 1.2 * l->size > l->right;
    double from = leftwards ? x - width - 0.8 * l->size : x + 0.8 * l->size,
           begins = leftwards ? from : x - 0.5 * l->size;
    int lane = 0, colour = mark->done ? SOFT_INK : mark->last ? CRITICAL : MARK;
    while (lane < LANES - 1 && begins < taken[lane])
        lane++;
    taken[lane] = (leftwards ? x + 0.5 * l->size : from + width) + 0.6 * l->size;
    double y = top + (lane + 0.5) * LANE_HEIGHT * l->size, r = 0.35 * l->size;
    struct shape *sign = draw_rect(l->drawing, x - r, y - r, 2 * r, 2 * r, mark->done ? DONE : colour, NO_COLOUR);
    sign->radius = mark->last ? 0 : r;
    sign->title = arena_printf(l->arena, "%s %s %s", mark->of, mark->name, day_shown(l, mark->on, true));
    text(l, from, y + 0.33 * l->size, name, size, mark->last, colour, ANCHOR_START);
    return lane;
}

/* A block of lanes for each inspection, with its name on the left. */
static void put_marks(struct layout *l)
{
    for (size_t i = 0; i < l->data->marks.count;) {
        const char *of = l->data->marks.items[i].of;
        double taken[LANES] = {0};
        int lanes = 0;
        for (; i < l->data->marks.count && strcmp(l->data->marks.items[i].of, of) == 0; i++) {
            int lane = put_mark(l, l->data->marks.items + i, l->at, taken);
            lanes = lane + 1 > lanes ? lane + 1 : lanes;
        }
        double height = lanes * LANE_HEIGHT * l->size;
        const char **lines,
            *name = arena_printf(l->arena, "%s　%s", word(l, &msg_chart_gates), l->data->marks.items[i - 1].inspection);
        lettering_break(l->lettering, l->arena, name, l->size, false, l->column[COLUMNS] - l->left - l->size, 1,
                        &lines);
        text(l, l->left + 0.5 * l->size, l->at + height / 2 + 0.35 * l->size, lines[0], l->size, false, SOFT_INK,
             ANCHOR_START);
        l->at += height;
        draw_line(l->drawing, l->left, l->at, l->right - l->left, 0, LINE, 0.6);
    }
}

/* ---- sheets ---- */

static void open_sheet(struct layout *l)
{
    struct sheet *sheet = VEC_PUSH(l->arena, &l->drawing->sheets);
    *sheet = (struct sheet){.width = l->paper.width, .height = l->paper.height};
    l->at = l->top;
    l->rows = 0;
    l->group = NULL;
    put_title_block(l);
    put_column_heads(l);
    l->body = l->at;
    l->behind = l->drawing->sheets.items[l->drawing->sheets.count - 1].shapes.count;
    if (l->drawing->sheets.count == 1)
        put_marks(l);
}

/* Behind the rows: rest days, where a day is wide enough to be seen, months, today. The shapes are put in front of what
 * the rows are made of by their place in the list. */
static void put_back(struct layout *l, double bottom)
{
    size_t before = l->behind;
    struct sheet *sheet = l->drawing->sheets.items + l->drawing->sheets.count - 1;
    size_t count = sheet->shapes.count;
    for (date day = l->first; day <= l->last && l->day >= 0.8; day++) {
        date end = day;
        while (end <= l->last && !calendar_works(l->data->calendar, end))
            end++;
        if (end > day)
            draw_rect(l->drawing, x_of(l, day), l->body, (end - day) * l->day, bottom - l->body, REST, NO_COLOUR);
        day = end;
    }
    for (date month = l->first; month <= l->last; month = month_end(month) + 1)
        draw_line(l->drawing, x_of(l, month), l->body, 0, bottom - l->body, SOFT_LINE, 0.5);
    size_t added = sheet->shapes.count - count;
    struct shape *back = arena_memdup(l->arena, sheet->shapes.items + count, added * sizeof *back);
    memmove(sheet->shapes.items + before + added, sheet->shapes.items + before, (count - before) * sizeof *back);
    memcpy(sheet->shapes.items + before, back, added * sizeof *back);
}

static void close_sheet(struct layout *l)
{
    struct sheet *sheet = l->drawing->sheets.items + l->drawing->sheets.count - 1;
    double foot = l->look->endless ? l->at + 3 * l->size : l->bottom;
    put_back(l, l->at);
    cell_lines(l, l->column[COLUMNS], l->body, l->at - l->body);
    draw_rect(l->drawing, l->left, l->body - 3.6 * l->size, l->right - l->left, l->at - l->body + 3.6 * l->size,
              NO_COLOUR, LINE)
        ->line = 0.8;
    if (l->data->as_of >= l->first && l->data->as_of <= l->last) {
        double x = x_of(l, l->data->as_of) + l->day / 2;
        draw_line(l->drawing, x, l->body - 0.2 * l->size, 0, l->at - l->body + 0.2 * l->size, TODAY, 0.12 * l->size)
            ->dash = 0.5 * l->size;
        text(l, x, l->at + 1.1 * l->size, word(l, &msg_chart_today), 0.9 * l->size, true, TODAY, ANCHOR_MIDDLE);
    }
    if (l->data->more)
        text(l, l->left, foot, say(l, &msg_chart_more, number(l, CHART_FINDINGS), NULL, NULL, NULL), l->size, false,
             CRITICAL, ANCHOR_START);
    if (l->look->endless)
        sheet->height = foot + l->paper.margin;
}

/* Pages are known when all are laid out. */
static void number_sheets(struct layout *l)
{
    size_t count = l->drawing->sheets.count;
    struct drawing *all = l->drawing;
    for (size_t i = 0; i < count; i++) {
        struct drawing one = {.arena = l->arena};
        *VEC_PUSH(l->arena, &one.sheets) = all->sheets.items[i];
        l->drawing = &one;
        text(l, l->right, l->bottom,
             say(l, &msg_chart_page, number(l, (int64_t)i + 1), number(l, (int64_t)count), NULL, NULL), l->size, false,
             SOFT_INK, ANCHOR_END);
        text(l, l->right - 16 * l->size, l->bottom, word(l, &msg_chart_seal), l->size, false, SOFT_INK, ANCHOR_END);
        all->sheets.items[i] = one.sheets.items[0];
    }
    l->drawing = all;
}

enum { FOOT = 4, TITLE_EM = 14 }; /* lines kept free below the rows: today, seal, page; the narrowest title */

/* ---- rows ---- */

struct cells {
    const char **lines[COLUMNS];
    size_t counts[COLUMNS], most;
};

static struct cells break_cells(struct layout *l, const struct chart_row *row)
{
    const char *due = row->open_ended  ? word(l, &msg_chart_kept_up)
                      : *row->due.text ? row->due.text
                      : row->has_due   ? day_shown(l, row->due.on, true)
                                       : "";
    const char *owner = row->more_owners ? say(l, &msg_chart_more_owners, row->owner, NULL, NULL, NULL) : row->owner;
    const char *texts[COLUMNS] = {
        [COLUMN_LAMP] = "",
        [COLUMN_NUMBER] = row->number,
        [COLUMN_TITLE] = row->title,
        [COLUMN_UNIT] = row->unit,
        [COLUMN_LEADER] = row->measure && l->look->preset != CHART_taskbook ? "" : row->leader,
        [COLUMN_OWNER] = owner,
        [COLUMN_DELIVERS] = row->deliverable,
        [COLUMN_DUE] = due,
    };
    struct cells cells = {.most = 1};
    for (int i = 0; i < COLUMNS; i++) {
        double width = l->column[i + 1] - l->column[i] - 0.7 * l->size;
        if (i == COLUMN_TITLE && row->measure && l->look->preset == CHART_roadmap)
            width -= 1.4 * l->size;
        if (width > l->size && *texts[i])
            cells.counts[i] =
                lettering_break(l->lettering, l->arena, texts[i], l->size, false, width, 40, &cells.lines[i]);
        cells.most = cells.counts[i] > cells.most ? cells.counts[i] : cells.most;
    }
    return cells;
}

static double height_of(const struct layout *l, const struct cells *cells)
{
    return ((double)cells->most * 1.22 + 0.55) * l->size;
}

static void put_lamp(struct layout *l, const struct chart_row *row, double y)
{
    static const int colours[] = {[LAMP_GREEN] = GREEN, [LAMP_YELLOW] = YELLOW, [LAMP_RED] = RED};
    static const struct message *const names[] = {[LAMP_NONE] = &msg_chart_lamp_done,
                                                  [LAMP_GREEN] = &msg_chart_lamp_green,
                                                  [LAMP_YELLOW] = &msg_chart_lamp_yellow,
                                                  [LAMP_RED] = &msg_chart_lamp_red};
    double x = (l->column[COLUMN_LAMP] + l->column[COLUMN_NUMBER]) / 2, r = 0.68 * l->size;
    if (row->lamp == LAMP_NONE && !row->done)
        return;
    struct shape *lamp = draw_rect(l->drawing, x - r, y - r, 2 * r, 2 * r, row->done ? WHITE : colours[row->lamp],
                                   row->done ? DONE : NO_COLOUR);
    lamp->radius = r;
    text(l, x, y + 0.32 * l->size, word(l, names[row->lamp]), 0.85 * l->size, true,
         row->done                  ? DONE
         : row->lamp == LAMP_YELLOW ? INK
                                    : WHITE,
         ANCHOR_MIDDLE);
}

static const char *tip_of(const struct layout *l, const struct chart_row *row)
{
    const char *tip = arena_printf(
        l->arena, "%s %s\n%s", row->number, row->title,
        say(l, &msg_chart_tip_days, day_shown(l, row->start, true), day_shown(l, row->end, true), NULL, NULL));
    if (row->has_late)
        tip = arena_printf(l->arena, "%s\n%s", tip,
                           say(l, &msg_chart_tip_late, day_shown(l, row->late_finish, true), NULL, NULL, NULL));
    return arena_printf(l->arena, "%s\n%d%%", tip, row->percent);
}

static void put_bar(struct layout *l, const struct chart_row *row, double y)
{
    char *key = arena_alloc(l->arena, UUID_TEXT);
    date end = row->open_ended ? l->last : row->end;
    double from = x_of(l, within(l, row->start)), until = x_of(l, within(l, end + 1)),
           height = (row->measure ? 0.72 : 0.95) * l->size;
    if (!row->spans)
        return;
    uuid_text(row->id, key);
    until = until - from < 0.4 * l->size ? from + 0.4 * l->size : until;
    struct shape *bar = draw_rect(l->drawing, from, y - height / 2, until - from, height, PLANNED,
                                  row->critical && !row->done ? CRITICAL : NO_COLOUR);
    bar->line = 0.1 * l->size;
    bar->dash = row->open_ended ? 0.6 * l->size : 0;
    bar->title = tip_of(l, row);
    bar->key = arena_printf(l->arena, "%s:%s", row->measure ? "corrective_actions" : "findings", key);
    if (row->percent > 0)
        draw_rect(l->drawing, from, y - height * 0.28, (until - from) * row->percent / 100, height * 0.56,
                  row->done ? DONE : ACTUAL, NO_COLOUR)
            ->title = bar->title;
    if (!row->done && row->has_late && row->late_finish > end) {
        double slack = x_of(l, within(l, row->late_finish + 1));
        draw_line(l->drawing, until, y, slack - until, 0, SLACK, 0.1 * l->size);
        draw_line(l->drawing, slack, y - 0.3 * l->size, 0, 0.6 * l->size, SLACK, 0.1 * l->size);
    }
    if (row->overdue) {
        double late = x_of(l, within(l, l->data->as_of));
        if (late > until)
            draw_rect(l->drawing, until, y - 0.16 * l->size, late - until, 0.32 * l->size, OVERDUE, NO_COLOUR);
    }
}

static void put_cells(struct layout *l, const struct chart_row *row, const struct cells *cells, double height)
{
    bool inset = row->measure && l->look->preset == CHART_roadmap;
    for (int i = COLUMN_NUMBER; i < COLUMNS; i++) {
        double x = l->column[i] + 0.35 * l->size + (inset && i == COLUMN_TITLE ? 1.4 * l->size : 0);
        double y = l->at + (height - (double)cells->counts[i] * 1.22 * l->size) / 2 + 0.95 * l->size;
        for (size_t k = 0; k < cells->counts[i]; k++) {
            struct shape *shape = text(l, x, y + (double)k * 1.22 * l->size, cells->lines[i][k], l->size,
                                       i == COLUMN_NUMBER && !row->measure, inset ? SOFT_INK : INK, ANCHOR_START);
            if (i == COLUMN_NUMBER && !row->measure && l->look->endless)
                shape->href = arena_printf(l->arena, "/findings/%s", row->number);
        }
    }
}

static double group_height(const struct layout *l)
{
    return 1.9 * l->size;
}

static void put_group(struct layout *l, const char *group)
{
    double height = group_height(l);
    draw_rect(l->drawing, l->left, l->at, l->right - l->left, height, GROUP, NO_COLOUR);
    text(l, l->left + 0.5 * l->size, l->at + 1.3 * l->size, *group ? group : word(l, &msg_chart_no_group),
         1.05 * l->size, true, INK, ANCHOR_START);
    l->at += height;
    l->group = group;
}

static void put_row(struct layout *l, const struct chart_row *row, const struct cells *cells)
{
    double height = height_of(l, cells), middle = l->at + height / 2;
    put_cells(l, row, cells, height);
    put_lamp(l, row, middle);
    put_bar(l, row, middle);
    for (int i = 1; i < COLUMNS; i++)
        if (l->column[i] > l->column[i - 1])
            cell_lines(l, l->column[i], l->at, height);
    l->at += height;
    draw_line(l->drawing, l->left, l->at, l->right - l->left, 0, SOFT_LINE, 0.4);
    l->rows++;
}

/* Whether the columns leave their texts room at this size. */
static bool lay_out_at(struct layout *l, double size)
{
    l->size = size;
    *l->drawing = (struct drawing){.arena = l->arena, .title = ""};
    choose_columns(l);
    choose_time(l);
    l->drawing->first_day = day_text(l, l->first);
    l->drawing->first_x = l->column[COLUMNS];
    l->drawing->day = l->day;
    open_sheet(l);
    for (size_t i = 0; i < l->data->rows.count; i++) {
        const struct chart_row *row = l->data->rows.items + i;
        struct cells cells = break_cells(l, row);
        double needed = height_of(l, &cells) + (!l->group || strcmp(l->group, row->group) != 0 ? group_height(l) : 0);
        bool full = l->rows >= CHART_ROWS || l->at + needed > l->bottom - FOOT * l->size;
        if (!l->look->endless && full && l->rows) {
            close_sheet(l);
            open_sheet(l);
        }
        if (!l->group || strcmp(l->group, row->group) != 0)
            put_group(l, row->group);
        put_row(l, row, &cells);
    }
    close_sheet(l);
    return l->column[COLUMN_TITLE + 1] - l->column[COLUMN_TITLE] >= TITLE_EM * l->size;
}

void chart_lay_out(struct arena *arena, struct lettering *lettering, const struct chart_data *data,
                   const struct chart_look *look, struct drawing *ret_drawing)
{
    static const double larger[] = {2.4, 2, 1.7, 1.45, 1.25, 1.1, 1};
    struct paper paper = papers[look->paper];
    struct layout l = {
        .arena = arena,
        .lettering = lettering,
        .data = data,
        .look = look,
        .drawing = ret_drawing,
        .paper = paper,
        .left = paper.margin,
        .right = paper.width - paper.margin,
        .top = paper.margin,
        .bottom = paper.height - paper.margin,
    };
    lay_out_at(&l, paper.size);
    /* what fits on one sheet is as large as it can be there: it hangs on a wall */
    bool one = !look->endless && ret_drawing->sheets.count == 1;
    for (size_t i = 0; one && i < sizeof larger / sizeof *larger; i++)
        if (lay_out_at(&l, paper.size * larger[i]) && ret_drawing->sheets.count == 1)
            break;
    if (!look->endless)
        number_sheets(&l);
}
