#include "testing.h"

#include "calendar/tables.h"
#include "chart/chart_layout.h"

#include <stdlib.h>
#include <string.h>

enum { FINDINGS = 300 };

static struct arena *arena;
static struct lettering *lettering;
static const struct calendar *shipped;

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    lettering = lettering_new();
    shipped = shipped_calendar(arena, NULL, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    lettering_free(lettering);
    arena_free(arena);
    return 0;
}

static date on(const char *text)
{
    date day;
    assert_true(date_parse(text, &day));
    return day;
}

/* Titles of every length, groups, bars before and behind the time that is drawn, gates on the same day. */
static struct chart_data data_of(size_t findings)
{
    static const char words[] =
        "党委会议落实首要议题制度不到位学用脱节对基层反映的突出问题整改不彻底台账资料补录较多责任链条存在断点";
    static const char *const units[] = {"办公室", "国土空间规划科", "自然资源综合执法支队", "矿产资源与生态修复科", ""};
    struct chart_data data = {
        .organisation = "云岭市资源规划局",
        .inspection = "市委第三巡察组常规巡察",
        .as_of = on("2026-09-15"),
        .calendar = shipped,
        .findings = findings,
    };
    srand(300);
    for (size_t i = 0; i < findings; i++) {
        struct chart_row row = {
            .number = arena_printf(arena, "ZGJ-2026-%04zu", i + 1),
            .title = arena_printf(arena, "%zu号%.*s", i + 1, 3 * (6 + (int)((i * 7) % 45)), words),
            .unit = units[i % COUNT(units)],
            .leader = i % 3 ? "沈维钧" : "欧阳亦诚",
            .owner = i % 4 ? "潘志远" : "",
            .more_owners = i % 5 == 0 && i % 4,
            .deliverable = "",
            .group = arena_printf(arena, "（%zu）在某某方面存在的差距", i / 25 + 1),
            .order = "",
            .due = {.text = i % 6 ? "" : "2026年12月底前"},
            .has_due = i % 9 != 0,
            .open_ended = i % 9 == 0,
            .spans = true,
            .start = on("2026-07-01") + rand() % 60,
            .percent = rand() % 101,
            .done = i % 11 == 0,
            .critical = i % 8 == 0,
            .has_late = true,
            .lamp = (enum lamp)(i % 4),
        };
        row.end = row.due.on = row.start + 5 + rand() % 150;
        row.late_finish = row.end + rand() % 30;
        row.overdue = !row.done && row.has_due && row.end < data.as_of;
        *VEC_PUSH(arena, &data.rows) = row;
    }
    for (int i = 0; i < 16; i++)
        *VEC_PUSH(arena, &data.marks) = (struct chart_mark){
            .on = on("2026-09-28") + i % 8 * 3,
            .name = "派驻机构和组织部门审核",
            .of = i < 8 ? "XC1" : "XC2",
            .inspection = i < 8 ? "市委巡察" : "省委巡视",
            .last = i % 4 == 3,
        };
    return data;
}

static double left_of(const struct shape *text)
{
    return text->x - (text->anchor == ANCHOR_START    ? 0
                      : text->anchor == ANCHOR_MIDDLE ? text->extent / 2
                                                      : text->extent);
}

/* Two texts cover some of the same paper. A line of Chinese is some 0.88 of its size high above its base line and 0.12
 * below. */
static bool overlap(const struct shape *a, const struct shape *b)
{
    double slack = 0.02 * (a->size + b->size);
    return left_of(a) + slack < left_of(b) + b->extent && left_of(b) + slack < left_of(a) + a->extent &&
           a->y - 0.85 * a->size + slack < b->y + 0.1 * b->size && b->y - 0.85 * b->size + slack < a->y + 0.1 * a->size;
}

static void check_sheet(const struct sheet *sheet, double margin, double least)
{
    VEC(const struct shape *) texts = {0};
    for (size_t i = 0; i < sheet->shapes.count; i++) {
        const struct shape *shape = sheet->shapes.items + i;
        if (shape->kind == SHAPE_TEXT && *shape->text)
            *VEC_PUSH(arena, &texts) = shape;
        if (shape->kind == SHAPE_RECT)
            assert_true(shape->x >= margin - 1 && shape->x + shape->width <= sheet->width - margin + 1 &&
                        shape->width >= 0 && shape->y >= 0 && shape->y + shape->height <= sheet->height);
    }
    for (size_t i = 0; i < texts.count; i++) {
        const struct shape *one = texts.items[i];
        if (left_of(one) < margin - 0.5 || left_of(one) + one->extent > sheet->width - margin + 0.5 ||
            one->y < one->size || one->y > sheet->height)
            fail_msg("“%s” leaves the paper", one->text);
        if (one->size < least)
            fail_msg("“%s” is too small: %.2f", one->text, one->size);
        for (size_t k = i + 1; k < texts.count; k++)
            if (overlap(one, texts.items[k]))
                fail_msg("“%s” covers “%s”", one->text, texts.items[k]->text);
    }
}

/* All that a sheet says, without spaces, in the order it was put there. */
static const char *said(const struct drawing *drawing)
{
    const char *all = "";
    struct strbuf text = {0};
    for (size_t s = 0; s < drawing->sheets.count; s++)
        for (size_t i = 0; i < drawing->sheets.items[s].shapes.count; i++)
            if (drawing->sheets.items[s].shapes.items[i].kind == SHAPE_TEXT)
                strbuf_adds(&text, drawing->sheets.items[s].shapes.items[i].text);
    all = arena_strdup(arena, strbuf_text(&text));
    strbuf_free(&text);
    return all;
}

static void nothing_overlaps_is_cut_or_small(void **state)
{
    (void)state;
    static const double margins[] = {22, 28, 36, 46, 60}, least[] = {5.4, 6.4, 7.6, 8.4, 9.3};
    struct chart_data data = data_of(FINDINGS);
    for (int preset = 0; preset < CHART_PRESET_COUNT; preset++)
        for (int paper = 0; paper < CHART_PAPER_COUNT; paper++) {
            const struct chart_look look = {(enum chart_preset)preset, (enum chart_paper)paper, false, LANGUAGE_ZH};
            struct drawing drawing;
            chart_lay_out(arena, lettering, &data, &look, &drawing);
            for (size_t i = 0; i < drawing.sheets.count; i++)
                check_sheet(drawing.sheets.items + i, margins[paper], least[paper]);
            const char *all = said(&drawing);
            for (size_t i = 0; i < data.rows.count; i++)
                if (!strstr(all, data.rows.items[i].title))
                    fail_msg("“%s” is not there in whole", data.rows.items[i].title);
        }
    assert_int_equal(lettering_unknown(lettering), 0);
}

static void a_wall_holds_a_hundred_and_twenty_rows(void **state)
{
    (void)state;
    struct chart_data data = data_of(FINDINGS);
    const struct chart_look look = {CHART_timetable, CHART_A0, false, LANGUAGE_ZH};
    struct drawing drawing;
    chart_lay_out(arena, lettering, &data, &look, &drawing);
    assert_in_range(drawing.sheets.count, 3, 4);
    struct chart_data few = data_of(20);
    chart_lay_out(arena, lettering, &few, &look, &drawing);
    assert_int_equal(drawing.sheets.count, 1);
    double largest = 0;
    for (size_t i = 0; i < drawing.sheets.items[0].shapes.count; i++)
        if (drawing.sheets.items[0].shapes.items[i].text &&
            strstr(drawing.sheets.items[0].shapes.items[i].text, "ZGJ-"))
            largest = drawing.sheets.items[0].shapes.items[i].size;
    assert_true(largest > 20); /* what is on one sheet alone is as large as it can be */
}

static void the_page_has_one_endless_sheet(void **state)
{
    (void)state;
    struct chart_data data = data_of(FINDINGS);
    const struct chart_look look = {CHART_roadmap, CHART_A3, true, LANGUAGE_EN};
    struct drawing drawing;
    chart_lay_out(arena, lettering, &data, &look, &drawing);
    assert_int_equal(drawing.sheets.count, 1);
    check_sheet(drawing.sheets.items, 28, 6.4);
}

static void nothing_to_show_is_a_sheet_too(void **state)
{
    (void)state;
    struct chart_data none = {.organisation = "某局", .inspection = "", .as_of = on("2026-09-15"), .calendar = shipped};
    const struct chart_look look = {CHART_timetable, CHART_A4, false, LANGUAGE_ZH};
    struct drawing drawing;
    chart_lay_out(arena, lettering, &none, &look, &drawing);
    assert_int_equal(drawing.sheets.count, 1);
    check_sheet(drawing.sheets.items, 22, 5.4);
}

static void lines_are_broken_at_their_width(void **state)
{
    (void)state;
    const char **lines;
    const char *text = "对基层反映的突出问题整改不彻底，台账资料补录较多。";
    size_t count = lettering_break(lettering, arena, text, 10, false, 60, 40, &lines);
    const char *together = "";
    assert_true(count > 3);
    for (size_t i = 0; i < count; i++) {
        assert_true(lettering_width(lettering, lines[i], 10, false) <= 60.5);
        together = arena_printf(arena, "%s%s", together, lines[i]);
    }
    assert_string_equal(together, text);
    count = lettering_break(lettering, arena, text, 10, false, 60, 2, &lines);
    assert_int_equal(count, 2);
    assert_non_null(strstr(lines[1], "…"));
    assert_true(lettering_width(lettering, lines[1], 10, false) <= 60.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_overlaps_is_cut_or_small), cmocka_unit_test(a_wall_holds_a_hundred_and_twenty_rows),
        cmocka_unit_test(the_page_has_one_endless_sheet),   cmocka_unit_test(nothing_to_show_is_a_sheet_too),
        cmocka_unit_test(lines_are_broken_at_their_width),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
