#include "calendar/explain.h"

#include "base/problem.h"
#include "calendar/calendar_messages.h"

enum { SPANS_TOLD = 6 };

struct telling {
    const struct calendar *calendar;
    struct arena *arena;
    enum language language;
    const char *head;
    VEC(const char *) notes;
};

static const char *say(struct telling *t, const struct message *message, const char *first, const char *second,
                       const char *third)
{
    return message_say(t->arena, t->language, message, first, second, third, NULL);
}

static void note(struct telling *t, const char *text)
{
    *VEC_PUSH(t->arena, &t->notes) = text;
}

static const char *number(struct telling *t, int value)
{
    return arena_printf(t->arena, "%d", value);
}

const char *explain_date(struct arena *arena, enum language language, date day)
{
    static const char *const zh[] = {"一", "二", "三", "四", "五", "六", "日"};
    static const char *const en[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int year, month, number;
    date_split(day, &year, &month, &number);
    if (language == LANGUAGE_ZH)
        return arena_printf(arena, "%d年%d月%d日（周%s）", year, month, number, zh[weekday_of(day) - 1]);
    return arena_printf(arena, "%04d-%02d-%02d (%s)", year, month, number, en[weekday_of(day) - 1]);
}

static const char *day_text(struct telling *t, date day)
{
    return explain_date(t->arena, t->language, day);
}

/* Without the year: the head has said it. */
static const char *short_days(struct telling *t, date first, date last)
{
    int year, month, day, last_month, last_day;
    date_split(first, &year, &month, &day);
    date_split(last, &year, &last_month, &last_day);
    if (t->language == LANGUAGE_EN)
        return first == last ? arena_printf(t->arena, "%02d-%02d", month, day)
                             : arena_printf(t->arena, "%02d-%02d to %02d-%02d", month, day, last_month, last_day);
    if (first == last)
        return arena_printf(t->arena, "%d月%d日", month, day);
    return month == last_month ? arena_printf(t->arena, "%d月%d日至%d日", month, day, last_day)
                               : arena_printf(t->arena, "%d月%d日至%d月%d日", month, day, last_month, last_day);
}

static const char *joined(struct telling *t, const char *so_far, const char *more)
{
    return *so_far ? arena_printf(t->arena, "%s%s%s", so_far, t->language == LANGUAGE_ZH ? "、" : ", ", more) : more;
}

/* What is not as plain weeks have it, among the days first … last. */
static void tell_days(struct telling *t, date first, date last)
{
    const char *worked = "", *own_worked = "";
    int spans = 0, weekends = 0;
    for (date day = first; day <= last;) {
        const struct calendar_span *span = calendar_span_of(t->calendar, day);
        date end = day;
        while (span && end < last && calendar_span_of(t->calendar, end + 1) == span)
            end++;
        if (!span)
            weekends += !calendar_works(t->calendar, day);
        else if (span->kind == DAY_WORK)
            *(span->own ? &own_worked : &worked) = joined(t, span->own ? own_worked : worked, short_days(t, day, end));
        else if (++spans <= SPANS_TOLD)
            note(t, say(t, span->own ? &msg_explain_own_span : &msg_explain_rest_span, short_days(t, day, end),
                        span->name, NULL));
        day = end + 1;
    }
    if (spans > SPANS_TOLD)
        note(t, say(t, &msg_explain_more, number(t, spans - SPANS_TOLD), NULL, NULL));
    if (*worked)
        note(t, say(t, &msg_explain_work_days, worked, NULL, NULL));
    if (*own_worked)
        note(t, say(t, &msg_explain_own_work_days, own_worked, NULL, NULL));
    if (weekends)
        note(t, say(t, &msg_explain_weekends, number(t, weekends), NULL, NULL));
}

static void tell_untabled(struct telling *t, date from, date until)
{
    int year = calendar_untabled(t->calendar, from, until);
    if (year)
        note(t, say(t, &msg_explain_untabled, number(t, year), NULL, NULL));
}

static const char *told(struct telling *t)
{
    bool zh = t->language == LANGUAGE_ZH;
    const char *text = t->head;
    for (size_t i = 0; i < t->notes.count; i++)
        text = arena_printf(t->arena, "%s%s%s", text, i ? (zh ? "；" : "; ") : (zh ? "：" : ": "), t->notes.items[i]);
    return arena_printf(t->arena, "%s%s", text, zh ? "。" : ".");
}

const char *explain_day(const struct calendar *calendar, struct arena *arena, enum language language, date day)
{
    struct telling t = {calendar, arena, language, "", {0}};
    const struct calendar_span *span = calendar_span_of(calendar, day);
    bool works = calendar_works(calendar, day);
    const struct message *message = !span       ? works ? &msg_explain_day_plain_work : &msg_explain_day_plain_rest
                                    : span->own ? works ? &msg_explain_day_own_work : &msg_explain_day_own_rest
                                    : works     ? &msg_explain_day_work
                                                : &msg_explain_day_rest;
    t.head = say(&t, message, day_text(&t, day), span ? span->name : NULL, NULL);
    tell_untabled(&t, day, day);
    return told(&t);
}

const char *explain_add(const struct calendar *calendar, struct arena *arena, enum language language, date from, int n)
{
    struct telling t = {calendar, arena, language, "", {0}};
    date answer = calendar_add(calendar, from, n);
    if (n == 0)
        t.head = answer == from ? say(&t, &msg_explain_itself, day_text(&t, from), NULL, NULL)
                                : say(&t, &msg_explain_rolled, day_text(&t, from), day_text(&t, answer), NULL);
    else
        t.head = say(&t, n > 0 ? &msg_explain_after : &msg_explain_before, day_text(&t, from),
                     number(&t, n > 0 ? n : -n), day_text(&t, answer));
    if (n >= 0)
        tell_days(&t, from + (n > 0), answer);
    else
        tell_days(&t, answer, from - 1);
    tell_untabled(&t, from, answer);
    return told(&t);
}

const char *explain_between(const struct calendar *calendar, struct arena *arena, enum language language, date from,
                            date until)
{
    struct telling t = {calendar, arena, language, "", {0}};
    t.head = say(&t, &msg_explain_between, day_text(&t, from), day_text(&t, until),
                 number(&t, calendar_between(calendar, from, until)));
    tell_days(&t, (from < until ? from : until) + 1, from < until ? until : from);
    tell_untabled(&t, from, until);
    return told(&t);
}

const char *explain_period(const struct calendar *calendar, struct arena *arena, enum language language, date from,
                           struct period period, bool rolls)
{
    static const struct message *const heads[] = {
        [PERIOD_WORKING_DAYS] = &msg_explain_period_working,
        [PERIOD_DAYS] = &msg_explain_period_days,
        [PERIOD_MONTHS] = &msg_explain_period_months,
    };
    struct telling t = {calendar, arena, language, "", {0}};
    date unrolled = period_end(calendar, from, period, false), end = period_end(calendar, from, period, rolls);
    int year, month, day, end_day;
    t.head = say(&t, heads[period.unit], day_text(&t, from), number(&t, period.count), day_text(&t, end));
    if (period.unit != PERIOD_MONTHS)
        note(&t, say(&t, &msg_explain_first_not_counted, NULL, NULL, NULL));
    date_split(from, &year, &month, &day);
    date_split(unrolled, &year, &month, &end_day);
    if (period.unit == PERIOD_MONTHS && end_day < day)
        note(&t, say(&t, &msg_explain_month_end, number(&t, day), NULL, NULL));
    if (end != unrolled)
        note(&t, say(&t, &msg_explain_last_rolled, short_days(&t, unrolled, unrolled), NULL, NULL));
    if (period.unit == PERIOD_WORKING_DAYS)
        tell_days(&t, from + 1, end);
    tell_untabled(&t, from, end);
    return told(&t);
}
