/* A date or an instant that was understood is written and read again as the same. */
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[64] = {0}, again[INSTANT_TEXT];
    memcpy(text, data, size < sizeof text ? size : sizeof text - 1);
    date day, same_day;
    if (date_parse(text, &day)) {
        date_text(day, again);
        if (strcmp(text, again) != 0 || !date_parse(again, &same_day) || day != same_day)
            abort();
    }
    instant at, same_instant;
    if (instant_parse(text, &at)) {
        instant_text(at, again);
        if (!instant_parse(again, &same_instant) || at != same_instant)
            abort();
    }
    return 0;
}
