#include "intake/deadline.h"

enum { YEAR_LEAST = 1949, YEAR_MOST = 2099 };

struct reader {
    const struct prose *prose;
    uint32_t end;
    int year; /* context */
    enum mood mood;
};

struct parsed {
    uint32_t end; /* of the date; 0 when there is none */
    bool has_due_on;
    int year, month, day;
    enum due_as due_as;
    uint32_t amount;
    enum due_unit unit;
};

static uint32_t skip_blanks(const struct reader *reader, uint32_t at)
{
    while (at < reader->end && reader->prose->fold[at] == ' ')
        at++;
    return at;
}

static uint32_t word(const struct reader *reader, uint32_t at, const char32_t *words)
{
    return prose_match(reader->prose, at, reader->end, words);
}

/* A number followed by one of the words; the position behind both, 0 when it is not there. */
static uint32_t counted(const struct reader *reader, uint32_t at, const char32_t *words, uint32_t *ret_value)
{
    uint32_t used = prose_number(reader->prose, at, reader->end, ret_value);
    if (!used)
        return 0;
    uint32_t mark = skip_blanks(reader, at + used), length = word(reader, mark, words);
    return length ? mark + length : 0;
}

/* The part of a year: month, day, quarter, half, end. `at` stands behind the year (or where one would stand). */
static struct parsed read_part(const struct reader *reader, uint32_t at, int year, bool year_written)
{
    struct parsed parsed = {.year = year, .has_due_on = year > 0};
    uint32_t value, stop, length;
    at = skip_blanks(reader, at);
    if ((length = word(reader, at, U"年底|年末|底|末")) && (year_written || word(reader, at, U"年"))) {
        parsed.end = at + length, parsed.month = 12, parsed.day = 31, parsed.due_as = DUE_AS_YEAR;
        return parsed;
    }
    if ((length = word(reader, at, U"上半年|下半年"))) {
        bool first = word(reader, at, U"上") > 0;
        parsed.end = at + length, parsed.month = first ? 6 : 12, parsed.day = first ? 30 : 31,
        parsed.due_as = DUE_AS_MONTH;
        return parsed;
    }
    uint32_t ordinal = word(reader, at, U"第");
    if ((stop = counted(reader, at + ordinal, U"季度", &value)) && value >= 1 && value <= 4) {
        parsed.end = stop + word(reader, stop, U"末|底"), parsed.month = (int)value * 3, parsed.due_as = DUE_AS_QUARTER;
        parsed.day = date_days_in_month(2001, parsed.month);
        return parsed;
    }
    if (!(stop = counted(reader, at, U"月份|月", &value)) || value < 1 || value > 12)
        return parsed;
    parsed.month = (int)value;
    stop = skip_blanks(reader, stop);
    int last = date_days_in_month(year > 0 ? year : 2001, parsed.month);
    parsed.day = last, parsed.due_as = DUE_AS_MONTH, parsed.end = stop;
    if ((length = word(reader, stop, U"上旬|中旬|下旬"))) {
        parsed.day = word(reader, stop, U"上") ? 10 : word(reader, stop, U"中") ? 20 : last;
        parsed.due_as = DUE_AS_TEN_DAYS, parsed.end = stop + length;
    } else if ((length = word(reader, stop, U"底|末"))) {
        parsed.end = stop + length;
    } else if ((stop = counted(reader, stop, U"日|号", &value)) && value >= 1 && value <= 31) {
        parsed.day = (int)value, parsed.due_as = DUE_AS_DAY, parsed.end = stop;
    } else {
        while (reader->prose->fold[parsed.end - 1] == ' ')
            parsed.end--;
    }
    return parsed;
}

/* 2026.3.5 2026-03-05 2026/3 */
static struct parsed read_dotted(const struct reader *reader, uint32_t at)
{
    struct parsed none = {0}, parsed = {.has_due_on = true};
    uint32_t year, month, day, used = prose_number(reader->prose, at, reader->end, &year);
    uint32_t mark = at + used;
    if (used != 4 || year < YEAR_LEAST || year > YEAR_MOST || !word(reader, mark, U".|-|/"))
        return none;
    uint32_t separator = reader->prose->fold[mark];
    used = prose_number(reader->prose, mark + 1, reader->end, &month);
    if (!used || used > 2 || month < 1 || month > 12 || !is_digit(reader->prose->fold[mark + 1]))
        return none;
    mark += 1 + used;
    parsed.year = (int)year, parsed.month = (int)month, parsed.end = mark;
    parsed.day = date_days_in_month(parsed.year, parsed.month), parsed.due_as = DUE_AS_MONTH;
    if (mark < reader->end && reader->prose->fold[mark] == separator) {
        used = prose_number(reader->prose, mark + 1, reader->end, &day);
        if (used && used <= 2 && day >= 1 && day <= 31)
            parsed.day = (int)day, parsed.due_as = DUE_AS_DAY, parsed.end = mark + 1 + used;
    } else if (word(reader, mark, U"底|末")) {
        parsed.end++;
    }
    return parsed;
}

static struct parsed read_date(const struct reader *reader, uint32_t at)
{
    uint32_t value, stop = counted(reader, at, U"年", &value);
    if (stop && value >= YEAR_LEAST && value <= YEAR_MOST) {
        struct parsed parsed = read_part(reader, stop, (int)value, true);
        if (parsed.end)
            return parsed;
        if (reader->mood == MOOD_DECLARED || word(reader, stop, U"内|前|以前|之前")) /* 2026年内, 2026年 */
            return (struct parsed){
                .end = stop, .has_due_on = true, .year = (int)value, .month = 12, .day = 31, .due_as = DUE_AS_YEAR};
        return (struct parsed){0};
    }
    if (is_digit(reader->prose->fold[at])) {
        struct parsed parsed = read_dotted(reader, at);
        if (parsed.end)
            return parsed;
    }
    uint32_t length = word(reader, at, U"今年|本年度|本年|当年|次年|明年");
    if (length) {
        int year = reader->year + (word(reader, at, U"次年|明年") && reader->year ? 1 : 0);
        return read_part(reader, at + length, year, true);
    }
    return read_part(reader, at, reader->year, false);
}

/* 两个月内, 45个工作日内, 30日内, 一周内, 半年内 */
static struct parsed read_period(const struct reader *reader, uint32_t at)
{
    struct parsed parsed = {0};
    uint32_t value, stop;
    if (word(reader, at, U"半年内|半年之内"))
        return (struct parsed){.end = at + word(reader, at, U"半年内|半年之内"),
                               .amount = 6,
                               .unit = DUE_UNIT_MONTH,
                               .due_as = DUE_AS_MONTH};
    static const struct {
        const char32_t *words;
        uint32_t times;
        enum due_unit unit;
    } units[] = {
        {U"个工作日|工作日", 1, DUE_UNIT_WORKDAY}, {U"个月", 1, DUE_UNIT_MONTH},   {U"个自然日|天|日", 1, DUE_UNIT_DAY},
        {U"个星期|周|个周", 7, DUE_UNIT_DAY},      {U"个季度", 3, DUE_UNIT_MONTH}, {U"年", 12, DUE_UNIT_MONTH}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!(stop = counted(reader, at, units[i].words, &value)) || value == 0 || value > 366)
            continue;
        uint32_t inside = word(reader, stop, U"之内|以内|内");
        if (!inside && reader->mood != MOOD_DECLARED)
            return parsed;
        return (struct parsed){.end = stop + inside,
                               .amount = value * units[i].times,
                               .unit = units[i].unit,
                               .due_as = units[i].unit == DUE_UNIT_MONTH ? DUE_AS_MONTH : DUE_AS_DAY};
    }
    return parsed;
}

/* Does the text around a date tell the past, or something that recurs? */
static bool is_history(const struct reader *reader, struct span span, uint32_t at, uint32_t stop)
{
    uint32_t from = at > span.start + 6 ? at - 6 : span.start;
    struct span before = SPAN(from, at), behind = SPAN(stop, stop + 14 < reader->end ? stop + 14 : reader->end);
    if (prose_has(reader->prose, before,
                  U"截至|截止|已于|已在|每年|每月|自|从|曾|原定|原计划|计划于|本应|应于|要求于") &&
        !prose_has(reader->prose, behind, U"完成整改|整改到位"))
        return true;
    uint32_t pause = stop;
    while (pause < behind.end && reader->prose->fold[pause] != ',' && reader->prose->fold[pause] != ';' &&
           !ends_sentence(reader->prose->fold[pause]))
        pause++;
    return prose_has(reader->prose, SPAN(stop, pause), U"未|已|仍|才|曾|以来|期间|至20|至今|发生|印发的|出台的") ||
           prose_match(reader->prose, stop, reader->end, U"至|以来|起|—|-|~|到");
}

static bool is_announced(const struct reader *reader, struct span span, uint32_t at)
{
    uint32_t from = at > span.start + 4 ? at - 4 : span.start;
    return prose_has(reader->prose, SPAN(from, at), U"预计|计划|拟|力争|确保|争取|限|须于|应于|请于|务于|时限|期限");
}

static void fill(struct arena *arena, const struct prose *prose, uint32_t at, const struct parsed *parsed,
                 struct letter_deadline *ret)
{
    *ret = (struct letter_deadline){.text = prose_slice(arena, prose, SPAN(at, parsed->end)),
                                    .due_as = parsed->due_as,
                                    .amount = parsed->amount,
                                    .unit = parsed->unit};
    if (parsed->has_due_on) {
        int last = date_days_in_month(parsed->year, parsed->month);
        ret->has_due_on = date_make(parsed->year, parsed->month, parsed->day > last ? last : parsed->day, &ret->due_on);
    }
}

/* "二季度完成", "10月开工": in what is asked for, the date of a deed to come. */
static bool is_asked(const struct reader *reader, uint32_t stop)
{
    uint32_t end = stop + 10 < reader->end ? stop + 10 : reader->end;
    return reader->mood == MOOD_ASKED &&
           prose_has(reader->prose, SPAN(stop, end), U"完成|完工|建成|开工|投用|实现|启动|到位|落实|办结|报送|出台");
}

/* Most places begin no deadline. */
static bool may_begin(const struct prose *prose, uint32_t at, uint32_t end)
{
    uint32_t value;
    return is_digit(prose->fold[at]) || prose_match(prose, at, end, U"长|持|常|立|即|年|今|本|当|次|明|上|下|第|半") ||
           prose_number(prose, at, end, &value);
}

bool deadline_read(struct arena *arena, const struct prose *prose, struct span span, enum mood mood, int year,
                   struct letter_deadline *ret_deadline)
{
    struct reader reader = {.prose = prose, .end = span.end, .year = year, .mood = mood};
    bool declared = mood == MOOD_DECLARED;
    for (uint32_t at = span.start; at < span.end; at++) {
        uint32_t c = prose->fold[at];
        if (at > span.start && is_digit(c) && (is_digit(prose->fold[at - 1]) || prose->fold[at - 1] == '.'))
            continue;
        if (!may_begin(prose, at, span.end))
            continue;
        uint32_t ongoing =
            mood == MOOD_TOLD ? 0 : word(&reader, at, U"长期坚持|持续整改|持续坚持|长期整改|常态化推进|长期推进");
        if (!ongoing && declared)
            ongoing = word(&reader, at, U"持续推进|常态化|长期|持续");
        uint32_t at_once = mood == MOOD_TOLD ? 0 : word(&reader, at, U"立行立改|即知即改|立知立改|立查立改");
        if (!at_once && declared)
            at_once = word(&reader, at, U"立即整改|立即|即日起");
        if (at_once && word(&reader, at + at_once, U"至|到|起至|起到"))
            at_once = 0; /* 即日起至2026年12月31日 */
        if (at_once || ongoing) {
            struct parsed parsed = {.end = at + (at_once ? at_once : ongoing),
                                    .due_as = at_once ? DUE_AS_DAY : DUE_AS_ONGOING};
            fill(arena, prose, at, &parsed, ret_deadline);
            return true;
        }
        uint32_t value, within = declared ? word(&reader, at, U"年内|年度内") : 0;
        if (within) {
            struct parsed parsed = {.end = at + within,
                                    .has_due_on = year > 0,
                                    .year = year,
                                    .month = 12,
                                    .day = 31,
                                    .due_as = DUE_AS_YEAR};
            fill(arena, prose, at, &parsed, ret_deadline);
            return true;
        }
        if (!prose_number(prose, at, span.end, &value) &&
            !word(&reader, at, U"今年|本年|当年|次年|明年|年底|年末|上半年|下半年|第|半年"))
            continue;
        struct parsed parsed = mood == MOOD_TOLD ? (struct parsed){0} : read_period(&reader, at);
        if (parsed.end) {
            if (!declared && prose_match_before(prose, span.start, at, U"近|这|过去|每|第|至|到|缩短|压缩"))
                continue;
            fill(arena, prose, at, &parsed, ret_deadline);
            return true;
        }
        parsed = read_date(&reader, at);
        if (!parsed.end)
            continue;
        uint32_t before = word(&reader, parsed.end, U"之前|以前|前");
        if (!before && !declared && !is_announced(&reader, span, at) && !is_asked(&reader, parsed.end))
            continue;
        if (!declared && is_history(&reader, span, at, parsed.end + before)) {
            at = parsed.end;
            continue;
        }
        parsed.end += before;
        fill(arena, prose, at, &parsed, ret_deadline);
        return true;
    }
    return false;
}

struct years years_read(struct arena *arena, const struct prose *prose)
{
    struct years years = {0};
    for (uint32_t at = 0; at + 4 < prose->length; at++) {
        if (!is_digit(prose->fold[at]) || (at > 0 && is_digit(prose->fold[at - 1])))
            continue;
        uint32_t value, used = prose_number(prose, at, prose->length, &value);
        if (used != 4 || value < YEAR_LEAST || value > YEAR_MOST ||
            !prose_match(prose, at + 4, prose->length, U"年|.|-| 年"))
            continue;
        if (years.count == years.room) {
            size_t room = years.room ? years.room * 2 : 64;
            years.at = arena_grow(arena, years.at, years.room * sizeof *years.at, room * sizeof *years.at);
            years.year = arena_grow(arena, years.year, years.room * sizeof *years.year, room * sizeof *years.year);
            years.room = room;
        }
        years.at[years.count] = at;
        years.year[years.count++] = (int)value;
    }
    return years;
}

int year_before(const struct years *years, uint32_t at)
{
    size_t low = 0, high = years->count; /* first entry at or behind `at` */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (years->at[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? years->year[low - 1] : 0;
}
