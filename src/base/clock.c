#define _POSIX_C_SOURCE 200809L
#include "base/clock.h"

#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

instant clock_now(const struct clock *clock)
{
    return clock->now(clock->context);
}

static instant floor_div(instant a, instant b)
{
    instant q = a / b;
    return a % b < 0 ? q - 1 : q;
}

date clock_today(const struct clock *clock)
{
    return clock_day_of(clock, clock_now(clock));
}

date clock_day_of(const struct clock *clock, instant at)
{
    return (date)floor_div(at + (instant)clock->offset_minutes * 60000, 86400000);
}

instant clock_day_begins(const struct clock *clock, date day)
{
    return (instant)day * 86400000 - (instant)clock->offset_minutes * 60000;
}

static instant machine_now(void *context)
{
    (void)context;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (instant)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#ifdef RECTIFY_TEST_CLOCK
/* What the file said when it was written, and the time since then. A clock that cannot be read tells no time at all,
 * rather than that of another day. */
static instant file_now(void *context)
{
    char text[64] = "";
    struct stat about;
    instant at;
    FILE *file = fopen(context, "re");
    if (!file || fstat(fileno(file), &about) != 0 || !fgets(text, sizeof text, file))
        abort();
    fclose(file);
    text[strcspn(text, "\r\n")] = '\0';
    if (!instant_parse(text, &at))
        abort();
    instant written = (instant)about.st_mtim.tv_sec * 1000 + about.st_mtim.tv_nsec / 1000000, now = machine_now(NULL);
    return at + (now > written ? now - written : 0);
}
#endif

struct clock clock_of_machine(int32_t offset_minutes)
{
#ifdef RECTIFY_TEST_CLOCK
    char *file = getenv("RECTIFY_CLOCK");
    if (file && *file)
        return (struct clock){.now = file_now, .context = file, .offset_minutes = offset_minutes};
#endif
    return (struct clock){.now = machine_now, .offset_minutes = offset_minutes};
}

int date_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
        return 29;
    return days[month - 1];
}

/* Days from the civil date, after Howard Hinnant's published algorithm for the proleptic Gregorian calendar. */
bool date_make(int year, int month, int day, date *ret_date)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > date_days_in_month(year, month))
        return false;
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    *ret_date = era * 146097 + doe - 719468;
    return true;
}

void date_split(date day, int *ret_year, int *ret_month, int *ret_day)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *ret_day = doy - (153 * mp + 2) / 5 + 1;
    *ret_month = mp < 10 ? mp + 3 : mp - 9;
    *ret_year = yoe + era * 400 + (*ret_month <= 2);
}

static bool digits(const char *text, int count, int *ret_value)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (!isdigit((unsigned char)text[i]))
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *ret_value = value;
    return true;
}

static bool date_prefix(const char *text, date *ret_date)
{
    int year, month, day;
    return digits(text, 4, &year) && text[4] == '-' && digits(text + 5, 2, &month) && text[7] == '-' &&
           digits(text + 8, 2, &day) && date_make(year, month, day, ret_date);
}

bool date_parse(const char *text, date *ret_date)
{
    date day;
    if (!date_prefix(text, &day) || text[10] != '\0')
        return false;
    *ret_date = day;
    return true;
}

void date_text(date day, char out[DATE_TEXT])
{
    int year, month, of_month;
    date_split(day, &year, &month, &of_month);
    snprintf(out, DATE_TEXT, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100, (unsigned)of_month % 100);
}

date date_add_months(date day, int months)
{
    int year, month, of_month;
    date added = day;
    date_split(day, &year, &month, &of_month);
    int whole = year * 12 + month - 1 + months;
    int last = date_days_in_month(whole / 12, whole % 12 + 1);
    return date_make(whole / 12, whole % 12 + 1, of_month < last ? of_month : last, &added) ? added : day;
}

bool instant_parse(const char *text, instant *ret_instant)
{
    date day;
    int hour, minute, second, milli = 0, zone_hour = 0, zone_minute = 0, sign = 1;
    if (!date_prefix(text, &day) || (text[10] != 'T' && text[10] != ' ') || !digits(text + 11, 2, &hour) ||
        text[13] != ':' || !digits(text + 14, 2, &minute) || text[16] != ':' || !digits(text + 17, 2, &second))
        return false;
    if (hour > 23 || minute > 59 || second > 59)
        return false;
    text += 19;
    if (*text == '.') {
        int scale = 100;
        for (text++; isdigit((unsigned char)*text); text++, scale /= 10)
            milli += (*text - '0') * scale;
    }
    if (*text == '+' || *text == '-') {
        sign = *text == '-' ? -1 : 1;
        if (!digits(text + 1, 2, &zone_hour) || text[3] != ':' || !digits(text + 4, 2, &zone_minute) ||
            zone_hour > 14 || zone_minute > 59)
            return false;
        text += 6;
    } else if (*text == 'Z') {
        text++;
    } else {
        return false;
    }
    if (*text != '\0')
        return false;
    instant seconds = (instant)day * 86400 + hour * 3600 + minute * 60 + second;
    *ret_instant = (seconds - sign * (zone_hour * 3600 + zone_minute * 60)) * 1000 + milli;
    return true;
}

void instant_text(instant at, char out[INSTANT_TEXT])
{
    date day = (date)floor_div(at, 86400000);
    unsigned rest = (unsigned)(at - (instant)day * 86400000);
    char text[DATE_TEXT];
    date_text(day, text);
    snprintf(out, INSTANT_TEXT, "%sT%02u:%02u:%02u.%03uZ", text, rest / 3600000 % 24, rest / 60000 % 60,
             rest / 1000 % 60, rest % 1000);
}
