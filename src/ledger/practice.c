#include "ledger/practice.h"

static date day_of(int year, int month, int day)
{
    date result = 0;
    date_make(year, month, day, &result);
    return result;
}

/* Whole months, `months` at a time from January. */
static struct practice_period of_months(int year, int month, int months)
{
    int first = (month - 1) / months * months + 1, last = first + months - 1;
    return (struct practice_period){.from = day_of(year, first, 1),
                                    .until = day_of(year, last, date_days_in_month(year, last))};
}

/* A part of a month; the last one ends with the month. */
static struct practice_period of_days(int year, int month, int day, int days, int parts)
{
    int part = (day - 1) / days;
    if (part >= parts)
        part = parts - 1;
    int last = part == parts - 1 ? date_days_in_month(year, month) : (part + 1) * days;
    return (struct practice_period){.from = day_of(year, month, part * days + 1), .until = day_of(year, month, last)};
}

static struct practice_period of_week(date day)
{
    int weekday = ((day + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday; Monday is 0 */
    return (struct practice_period){.from = day - weekday, .until = day - weekday + 6};
}

struct practice_period practice_period_of(enum frequency frequency, date day)
{
    int year, month, in_month;
    date_split(day, &year, &month, &in_month);
    switch (frequency) {
    case frequency_weekly:
        return of_week(day);
    case frequency_ten_days:
        return of_days(year, month, in_month, 10, 3);
    case frequency_half_monthly:
        return of_days(year, month, in_month, 15, 2);
    case frequency_monthly:
        return of_months(year, month, 1);
    case frequency_quarterly:
        return of_months(year, month, 3);
    case frequency_half_yearly:
        return of_months(year, month, 6);
    case frequency_yearly:
        break;
    }
    return of_months(year, month, 12);
}

size_t practice_periods(enum frequency frequency, date since, date until, struct practice_period *periods)
{
    size_t count = 0, kept = 0;
    for (date day = since; day <= until; count++)
        day = practice_period_of(frequency, day).until + 1;
    size_t skipped = count > PRACTICE_PERIODS ? count - PRACTICE_PERIODS : 0, at = 0;
    for (date day = since; day <= until; at++) {
        struct practice_period period = practice_period_of(frequency, day);
        day = period.until + 1;
        period.owed = period.from >= since;
        if (at >= skipped)
            periods[kept++] = period;
    }
    return kept;
}

void practice_count(struct practice_period *periods, size_t count, const date *days, size_t day_count, date today)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < day_count; k++)
            periods[i].recorded += days[k] >= periods[i].from && days[k] <= periods[i].until;
        periods[i].missed = periods[i].owed && !periods[i].recorded && periods[i].until < today;
    }
}
