#include "calendar/period.h"

enum { TEN_DAYS = 10, QUARTER = 3, DECEMBER = 12 };

date period_end(const struct calendar *calendar, date from, struct period period, bool rolls)
{
    date end = from;
    switch (period.unit) {
    case PERIOD_WORKING_DAYS:
        return period.count ? calendar_add(calendar, from, period.count) : rolls ? calendar_next(calendar, from) : from;
    case PERIOD_DAYS:
        end = from + period.count;
        break;
    case PERIOD_MONTHS:
        end = date_add_months(from, period.count);
        break;
    }
    return rolls ? calendar_next(calendar, end) : end;
}

date length_before(const struct calendar *calendar, date until, struct length length)
{
    date by_days = until - length.days;
    if (length.working <= 0)
        return by_days;
    /* from the day before the earliest of those working days all of them are still to come */
    date by_work = calendar_add(calendar, calendar_previous(calendar, until), -(length.working - 1));
    return by_work - 1 < by_days ? by_work - 1 : by_days;
}

date length_after(const struct calendar *calendar, date from, struct length length)
{
    date by_days = from + length.days;
    date by_work = length.working > 0 ? calendar_add(calendar, from, length.working) : from;
    return by_work > by_days ? by_work : by_days;
}

date month_end(date day)
{
    int year, month, number;
    date_split(day, &year, &month, &number);
    return day + date_days_in_month(year, month) - number;
}

date ten_days_end(date day)
{
    int year, month, number;
    date_split(day, &year, &month, &number);
    if (number > 2 * TEN_DAYS)
        return month_end(day);
    return day + (number > TEN_DAYS ? 2 * TEN_DAYS : TEN_DAYS) - number;
}

static date end_of_months(date day, int group)
{
    int year, month, number;
    date end;
    date_split(day, &year, &month, &number);
    month += (group - month % group) % group;
    return date_make(year, month, date_days_in_month(year, month), &end) ? end : day;
}

date quarter_end(date day)
{
    return end_of_months(day, QUARTER);
}

date year_end(date day)
{
    return end_of_months(day, DECEMBER);
}

date weekly_cutoff(const struct calendar *calendar, date any_day_of_week, int weekday)
{
    return calendar_previous(calendar, any_day_of_week - weekday_of(any_day_of_week) + weekday);
}

date counts_on(const struct calendar *calendar, date day, int minute, int cutoff_minute)
{
    bool in_time = calendar_works(calendar, day) && minute <= cutoff_minute;
    return in_time ? day : calendar_add(calendar, day, 1);
}
