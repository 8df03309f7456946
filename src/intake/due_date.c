#include "intake/due_date.h"

static uint32_t skip_blanks(const struct due_reader *reader, uint32_t at)
{
    while (at < reader->end && reader->prose->fold[at] == ' ')
        at++;
    return at;
}

uint32_t due_word(const struct due_reader *reader, uint32_t at, const char32_t *words)
{
    return prose_match(reader->prose, at, reader->end, words);
}

/* A number followed by one of the words; the position behind both, 0 when it is not there. */
static uint32_t counted(const struct due_reader *reader, uint32_t at, const char32_t *words, uint32_t *ret_value)
{
    uint32_t used = prose_number(reader->prose, at, reader->end, ret_value);
    if (!used)
        return 0;
    uint32_t mark = skip_blanks(reader, at + used), length = due_word(reader, mark, words);
    return length ? mark + length : 0;
}

/* The part of a year: month, day, quarter, half, end. `at` stands behind the year (or where one would stand). */
static struct due_parsed read_part(const struct due_reader *reader, uint32_t at, int year, bool year_written)
{
    struct due_parsed parsed = {.year = year, .has_due_on = year > 0};
    uint32_t value, stop, length;
    at = skip_blanks(reader, at);
    if ((length = due_word(reader, at, U"年底|年末|底|末")) && (year_written || due_word(reader, at, U"年"))) {
        parsed.end = at + length, parsed.month = 12, parsed.day = 31, parsed.due_as = DUE_AS_YEAR;
        return parsed;
    }
    if ((length = due_word(reader, at, U"上半年|下半年"))) {
        bool first = due_word(reader, at, U"上") > 0;
        parsed.end = at + length, parsed.month = first ? 6 : 12, parsed.day = first ? 30 : 31,
        parsed.due_as = DUE_AS_MONTH;
        return parsed;
    }
    uint32_t ordinal = due_word(reader, at, U"第");
    if ((stop = counted(reader, at + ordinal, U"季度", &value)) && value >= 1 && value <= 4) {
        parsed.end = stop + due_word(reader, stop, U"末|底"), parsed.month = (int)value * 3,
        parsed.due_as = DUE_AS_QUARTER;
        parsed.day = date_days_in_month(2001, parsed.month);
        return parsed;
    }
    if (!(stop = counted(reader, at, U"月份|月", &value)) || value < 1 || value > 12)
        return parsed;
    parsed.month = (int)value;
    stop = skip_blanks(reader, stop);
    int last = date_days_in_month(year > 0 ? year : 2001, parsed.month);
    parsed.day = last, parsed.due_as = DUE_AS_MONTH, parsed.end = stop;
    if ((length = due_word(reader, stop, U"上旬|中旬|下旬"))) {
        parsed.day = due_word(reader, stop, U"上") ? 10 : due_word(reader, stop, U"中") ? 20 : last;
        parsed.due_as = DUE_AS_TEN_DAYS, parsed.end = stop + length;
    } else if ((length = due_word(reader, stop, U"底|末"))) {
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
static struct due_parsed read_dotted(const struct due_reader *reader, uint32_t at)
{
    struct due_parsed none = {0}, parsed = {.has_due_on = true};
    uint32_t year, month, day, used = prose_number(reader->prose, at, reader->end, &year);
    uint32_t mark = at + used;
    if (used != 4 || year < YEAR_LEAST || year > YEAR_MOST || !due_word(reader, mark, U".|-|/"))
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
    } else if (due_word(reader, mark, U"底|末")) {
        parsed.end++;
    }
    return parsed;
}

/* 春节前, 国庆节前, 汛期前: by the eve of a feast or season. Without a year nobody knows which one is meant; the day of
 * 春节 is known for the years of the table. */
static struct due_parsed read_feast(const struct due_reader *reader, uint32_t at, int year)
{
    static const struct {
        const char32_t *words;
        int month, day; /* 0: not on a fixed day */
    } feasts[] = {{U"元旦节|元旦", 1, 1},
                  {U"五一劳动节|五一|“五一”|劳动节", 5, 1},
                  {U"国庆节|国庆|“十一”", 10, 1},
                  {U"春节", 0, 1},
                  {U"春季学期开学|秋季学期开学|下学期开学|新学期开学|新学期|中秋节|中秋|端午节|端午|清明节|清明|开学|"
                   U"开班|汛期|主汛期|暑期|暑假|寒假|供暖季|采暖季|两节|“两节”",
                   0, 0}};
    static const int spring[][2] = {{125, 2020}, {212, 2021}, {201, 2022}, {122, 2023}, {210, 2024}, {129, 2025},
                                    {217, 2026}, {206, 2027}, {126, 2028}, {213, 2029}, {203, 2030}, {123, 2031},
                                    {211, 2032}, {131, 2033}, {219, 2034}, {208, 2035}};
    struct due_parsed parsed = {.due_as = DUE_AS_DAY, .year = year, .eve = true};
    for (size_t i = 0; i < sizeof feasts / sizeof *feasts; i++) {
        uint32_t used = due_word(reader, at, feasts[i].words);
        if (!used)
            continue;
        used += due_word(reader, at + used, U"来临|到来");
        if (!due_word(reader, at + used, U"前|之前|以前") || due_word(reader, at + used, U"前夕|前后|前期"))
            return (struct due_parsed){0};
        parsed.end = at + used;
        parsed.month = feasts[i].month, parsed.day = feasts[i].day;
        for (size_t k = 0; parsed.day && !parsed.month && k < sizeof spring / sizeof *spring; k++)
            if (spring[k][1] == year)
                parsed.month = spring[k][0] / 100, parsed.day = spring[k][0] % 100;
        parsed.has_due_on = year > 0 && parsed.month > 0;
        return parsed;
    }
    return (struct due_parsed){0};
}

/* 月底前, 本月底前, 下月中旬: which month is not said. */
static struct due_parsed read_bare_month(const struct due_reader *reader, uint32_t at)
{
    uint32_t used =
        due_word(reader, at, U"本月底|本月末|当月底|下月底|下个月底|下月初|下月中旬|月底|月末|本周内|下周内|近期内");
    if (!used)
        return (struct due_parsed){0};
    return (struct due_parsed){.end = at + used,
                               .due_as = due_word(reader, at, U"本周|下周|近期") ? DUE_AS_DAY : DUE_AS_MONTH};
}

struct due_parsed due_date_read(const struct due_reader *reader, uint32_t at)
{
    uint32_t value, stop = counted(reader, at, U"年", &value);
    if (stop && value >= YEAR_LEAST && value <= YEAR_MOST) {
        struct due_parsed parsed = read_part(reader, stop, (int)value, true);
        if (!parsed.end)
            parsed = read_feast(reader, skip_blanks(reader, stop), (int)value);
        if (parsed.end)
            return parsed;
        if (reader->mood == MOOD_DECLARED || due_word(reader, stop, U"内|前|以前|之前")) /* 2026年内, 2026年 */
            return (struct due_parsed){
                .end = stop, .has_due_on = true, .year = (int)value, .month = 12, .day = 31, .due_as = DUE_AS_YEAR};
        return (struct due_parsed){0};
    }
    if (is_digit(reader->prose->fold[at])) {
        struct due_parsed parsed = read_dotted(reader, at);
        if (parsed.end)
            return parsed;
    }
    uint32_t length = due_word(reader, at, U"今年|本年度|本年|当年|次年|明年");
    if (length) {
        int year = reader->year + (due_word(reader, at, U"次年|明年") && reader->year ? 1 : 0);
        struct due_parsed parsed = read_part(reader, at + length, year, true);
        return parsed.end ? parsed : read_feast(reader, at + length, year);
    }
    struct due_parsed parsed = read_part(reader, at, reader->year, false);
    if (!parsed.end)
        parsed = read_feast(reader, at, 0);
    return parsed.end ? parsed : read_bare_month(reader, at);
}

/* 2026年1月至6月: a stretch of time ends with its last date. */
struct due_parsed due_date_until(const struct due_reader *reader, struct due_parsed first)
{
    uint32_t at = skip_blanks(reader, first.end), used = due_word(reader, at, U"——|至|到|—|-|~|～");
    if (!first.end || !used)
        return first;
    struct due_reader later = *reader;
    later.year = first.has_due_on ? first.year : reader->year;
    struct due_parsed last = due_date_read(&later, skip_blanks(reader, at + used));
    return last.end ? last : first;
}

/* （星期五）, 下班, 17:00: what may stand between a date and 前. */
uint32_t due_hour_skip(const struct due_reader *reader, uint32_t at)
{
    enum { BRACKET_MOST = 8 };
    const struct prose *prose = reader->prose;
    uint32_t start = at;
    if (at < reader->end && prose->fold[at] == '(') {
        uint32_t close = prose_closing(prose, at, reader->end);
        if (close == PROSE_NONE || close - at > BRACKET_MOST)
            return start;
        at = close + 1;
    }
    at += due_word(reader, at, U"上午|下午|中午");
    uint32_t hour, used = prose_number(prose, at, reader->end, &hour);
    if (used && due_word(reader, at + used, U"时|点|:")) {
        at += used + 1;
        at += prose_number(prose, at, reader->end, &hour);
        at += due_word(reader, at, U"分");
    }
    at += due_word(reader, at, U"下班");
    return due_word(reader, at, U"之前|以前|前") ? at : start;
}

/* 自反馈之日起3个月, 整改期限为6个月: a period said to run, without 内. */
static bool runs_from(const struct due_reader *reader, uint32_t at)
{
    return prose_match_before(reader->prose, at > 8 ? at - 8 : 0, at,
                              U"之日起|日起|期限为|时限为|期限:|时限:|限期|集中整改期为|为期") > 0;
}

/* 两个月内, 45个工作日内, 30日内, 一周内, 半年内 */
struct due_parsed due_period_read(const struct due_reader *reader, uint32_t at)
{
    struct due_parsed parsed = {0};
    uint32_t value, stop, half;
    if ((half = due_word(reader, at, U"半年内|半年之内|半年以内")))
        return (struct due_parsed){.end = at + half, .amount = 6, .unit = DUE_UNIT_MONTH, .due_as = DUE_AS_MONTH};
    if ((half = due_word(reader, at, U"半个月内|半月内|半个月之内|半个月以内")))
        return (struct due_parsed){.end = at + half, .amount = 15, .unit = DUE_UNIT_DAY, .due_as = DUE_AS_DAY};
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
        uint32_t inside = due_word(reader, stop, U"之内|以内|内");
        if (!inside && reader->mood != MOOD_DECLARED && !runs_from(reader, at))
            return parsed;
        return (struct due_parsed){.end = stop + inside,
                                   .amount = value * units[i].times,
                                   .unit = units[i].unit,
                                   .due_as = units[i].unit == DUE_UNIT_MONTH ? DUE_AS_MONTH : DUE_AS_DAY};
    }
    return parsed;
}
