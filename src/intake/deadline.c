#include "intake/deadline.h"

#include "intake/due_date.h"

static bool is_told(enum mood mood)
{
    return mood == MOOD_TOLD || mood == MOOD_COMING;
}

/* Does the text around a date tell the past, or something that recurs? */
static bool is_history(const struct due_reader *reader, struct span span, uint32_t at, uint32_t stop)
{
    uint32_t from = at > span.start + 6 ? at - 6 : span.start;
    struct span before = SPAN(from, at), behind = SPAN(stop, stop + 14 < reader->end ? stop + 14 : reader->end);
    if ((prose_has(reader->prose, before, U"截至|截止|已于|已在|每年|每月|自|从|曾|原定|原计划|本应") ||
         (is_told(reader->mood) && prose_has(reader->prose, before, U"计划于|应于|要求于"))) &&
        !prose_has(reader->prose, behind, U"完成整改|整改到位"))
        return true;
    uint32_t pause = stop;
    while (pause < behind.end && reader->prose->fold[pause] != ',' && reader->prose->fold[pause] != ';' &&
           !ends_sentence(reader->prose->fold[pause]))
        pause++;
    return prose_has(reader->prose, SPAN(stop, pause), U"未|已|仍|才|曾|以来|期间|至20|至今|发生|印发的|出台的") ||
           prose_match(reader->prose, stop, reader->end, U"至|以来|起|—|-|~|到");
}

static bool is_announced(const struct due_reader *reader, struct span span, uint32_t at)
{
    uint32_t from = at > span.start + 4 ? at - 4 : span.start;
    return prose_has(reader->prose, SPAN(from, at),
                     U"预计|计划|拟|力争|确保|争取|限|须于|应于|请于|务于|时限|期限|不晚于|不迟于|最迟|最晚|定于");
}

static void fill(struct arena *arena, const struct prose *prose, uint32_t at, const struct due_parsed *parsed,
                 struct letter_deadline *ret)
{
    *ret = (struct letter_deadline){.text = prose_slice(arena, prose, SPAN(at, parsed->end)),
                                    .due_as = parsed->due_as,
                                    .amount = parsed->amount,
                                    .unit = parsed->unit};
    if (parsed->has_due_on) {
        int last = date_days_in_month(parsed->year, parsed->month);
        ret->has_due_on = date_make(parsed->year, parsed->month, parsed->day > last ? last : parsed->day, &ret->due_on);
        ret->due_on -= parsed->eve;
    }
}

/* "二季度完成", "10月开工": in what is asked for, the date of a deed to come. */
static bool is_asked(const struct due_reader *reader, uint32_t stop)
{
    uint32_t end = stop + 10 < reader->end ? stop + 10 : reader->end;
    return reader->mood == MOOD_ASKED &&
           prose_has(reader->prose, SPAN(stop, end), U"完成|完工|建成|开工|投用|实现|启动|到位|落实|办结|报送|出台");
}

/* Most places begin no deadline. */
static bool may_begin(const struct prose *prose, uint32_t at, uint32_t end)
{
    uint32_t value;
    return is_digit(prose->fold[at]) ||
           prose_match(
               prose, at, end,
               U"长|持|常|立|即|年|今|本|当|次|明|上|下|第|半|春|元|国|五|“|中|端|清|开|汛|主|暑|寒|秋|新|两|月|近|"
               U"每|贯|供|采|劳|全") ||
           prose_number(prose, at, end, &value);
}

static const char32_t starts[] =
    U"今年|本年|当年|次年|明年|年底|年末|上半年|下半年|第|半年|半个月|半月|春节|元旦|国庆|五一|“五一”|“十一”|“两节”|"
    U"两节|劳动节|中秋|"
    U"端午|清明|开学|开班|汛期|主汛期|暑期|暑假|寒假|供暖季|采暖季|本月|当月|下月|下个月|春季学期|秋季学期|下学期|"
    U"新学期|月底|月末|本周|下周|近期内";

bool deadline_read(struct arena *arena, const struct prose *prose, struct span span, enum mood mood, int year,
                   struct letter_deadline *ret_deadline)
{
    struct due_reader reader = {.prose = prose, .end = span.end, .year = year, .mood = mood};
    bool declared = mood == MOOD_DECLARED;
    for (uint32_t at = span.start; at < span.end; at++) {
        uint32_t c = prose->fold[at];
        if (at > span.start && is_digit(c) && (is_digit(prose->fold[at - 1]) || prose->fold[at - 1] == '.'))
            continue;
        if (!may_begin(prose, at, span.end))
            continue;
        uint32_t ongoing =
            is_told(mood) ? 0 : due_word(&reader, at, U"长期坚持|持续整改|持续坚持|长期整改|常态化推进|长期推进");
        if (!ongoing && declared)
            ongoing = due_word(&reader, at, U"持续推进|持续实施|持续加强|常态化坚持|常态化|长期|持续|常年");
        if (!ongoing && declared && at == span.start)
            ongoing = due_word(&reader, at, U"每年|每半年|每季度|每季|每月|每周|贯穿全年|经常性");
        if (ongoing && due_word(&reader, at + ongoing, U"相结合"))
            ongoing = 0;
        uint32_t at_once = is_told(mood) ? 0 : due_word(&reader, at, U"立行立改|即知即改|立知立改|立查立改");
        if (!at_once && declared)
            at_once = due_word(&reader, at, U"立即整改|立即|即日起");
        if (at_once && due_word(&reader, at + at_once, U"至|到|起至|起到"))
            at_once = 0; /* 即日起至2026年12月31日 */
        if (at_once && !declared &&
            (due_word(&reader, at + at_once, U"与|和|相结合") || prose_match_before(prose, span.start, at, U"坚持")))
            at_once = 0; /* 坚持立行立改与长期整改相结合 names a way, not a day */
        if (at_once && deadline_read(arena, prose, SPAN(at + at_once, span.end), mood, year, ret_deadline))
            return true; /* 立行立改，长期坚持: what more is said counts */
        if (at_once || ongoing) {
            struct due_parsed parsed = {.end = at + (at_once ? at_once : ongoing),
                                        .due_as = at_once ? DUE_AS_DAY : DUE_AS_ONGOING};
            fill(arena, prose, at, &parsed, ret_deadline);
            return true;
        }
        uint32_t value, within = declared ? due_word(&reader, at, U"年内|年度内|全年|本年度|今年内") : 0;
        if (within) {
            struct due_parsed parsed = {.end = at + within,
                                        .has_due_on = year > 0,
                                        .year = year,
                                        .month = 12,
                                        .day = 31,
                                        .due_as = DUE_AS_YEAR};
            fill(arena, prose, at, &parsed, ret_deadline);
            return true;
        }
        if (!prose_number(prose, at, span.end, &value) && !due_word(&reader, at, starts))
            continue;
        struct due_parsed parsed =
            is_told(mood) && !is_announced(&reader, span, at) ? (struct due_parsed){0} : due_period_read(&reader, at);
        if (parsed.end) {
            if (!declared && prose_match_before(prose, span.start, at, U"近|这|过去|每|第|至|到|缩短|压缩"))
                continue;
            fill(arena, prose, at, &parsed, ret_deadline);
            return true;
        }
        parsed = due_date_until(&reader, due_date_read(&reader, at));
        if (!parsed.end)
            continue;
        parsed.end = due_hour_skip(&reader, parsed.end);
        uint32_t before = due_word(&reader, parsed.end, U"之前|以前|前");
        if (mood == MOOD_COMING && prose_match_before(prose, span.start, at, U"至|到|《|(|“|-|—|~"))
            continue;
        if (!before && !declared && mood != MOOD_COMING && !is_announced(&reader, span, at) &&
            !is_asked(&reader, parsed.end))
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
