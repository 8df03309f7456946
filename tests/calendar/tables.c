#include "calendar/tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *shipped_year(struct arena *arena, int year, size_t *ret_size)
{
    const char *source = getenv("RECTIFY_SOURCE");
    FILE *file = fopen(arena_printf(arena, "%s/data/calendar/%d.json", source ? source : ".", year), "rb");
    char *bytes = arena_alloc(arena, YEAR_TABLE_BYTES);
    if (!file) {
        perror("data/calendar (RECTIFY_SOURCE names the sources)");
        exit(1);
    }
    *ret_size = fread(bytes, 1, YEAR_TABLE_BYTES, file);
    fclose(file);
    return bytes;
}

const struct calendar *shipped_calendar(struct arena *arena, const struct calendar_span *own, size_t own_count)
{
    VEC(struct calendar_span) spans = {0};
    VEC(int) years = {0};
    for (int year = SHIPPED_FIRST; year <= SHIPPED_LAST; year++) {
        struct year_table read;
        struct problems problems;
        size_t size;
        const char *bytes = shipped_year(arena, year, &size);
        problems_init(&problems, arena);
        if (year_table_read(arena, bytes, size, &problems, &read)) {
            fprintf(stderr, "%d.json does not read\n", year);
            exit(1);
        }
        for (size_t i = 0; i < read.span_count; i++)
            *VEC_PUSH(arena, &spans) = read.spans[i];
        *VEC_PUSH(arena, &years) = year;
    }
    for (size_t i = 0; i < own_count; i++)
        *VEC_PUSH(arena, &spans) = own[i];
    return calendar_new(arena, spans.items, spans.count, years.items, years.count);
}
