/* print_days: for every day of 2019–2026 one line: the day, whether it is worked, the N-th working day for N = -60 …
 * 60, and the working days between it and the day N days on. chinese_days.mjs prints the same from a public table. */
#include "calendar/tables.h"

#include <stdio.h>

enum { REACH = 60 };

int main(void)
{
    struct arena *arena = arena_new();
    const struct calendar *calendar = shipped_calendar(arena, NULL, 0);
    date first, last;
    char text[DATE_TEXT];
    if (!date_parse("2019-01-01", &first) || !date_parse("2026-12-31", &last))
        return 1;
    for (date day = first; day <= last; day++) {
        date_text(day, text);
        printf("%s %d", text, calendar_works(calendar, day));
        for (int n = -REACH; n <= REACH; n++) {
            date_text(calendar_add(calendar, day, n), text);
            printf(" %s %d", text, calendar_between(calendar, day, day + n));
        }
        putchar('\n');
    }
    arena_free(arena);
    return 0;
}
