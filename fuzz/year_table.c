/* A table of holidays from outside: it is refused, or every day of it is near its year and can be counted with. */
#include "calendar/year_table.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct year_table table;
    problems_init(&problems, arena);
    enum status status = year_table_read(arena, (const char *)data, size, &problems, &table);
    must(status == OK || problems.count > 0);
    for (size_t i = 0; !status && i < table.span_count; i++)
        must(table.spans[i].first <= table.spans[i].last && table.spans[i].name);
    if (!status) {
        const struct calendar *calendar = calendar_new(arena, table.spans, table.span_count, &table.year, 1);
        date first = table.spans[0].first, later = calendar_add(calendar, first, 30);
        must(calendar_between(calendar, first, later) == 30 && calendar_works(calendar, later));
    }
    arena_free(arena);
    return 0;
}
