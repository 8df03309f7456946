#include "schedule/lamp.h"

#include "ledger/data_file.h"

#include <jansson.h>

const char *const lamp_words[] = {
    [LAMP_NONE] = "none", [LAMP_GREEN] = "green", [LAMP_YELLOW] = "yellow", [LAMP_RED] = "red"};

enum status lamp_rules_read(struct lamp_rules *ret_rules)
{
    size_t size = 0;
    const char *bytes = data_file("lamps/lamps.json", &size);
    json_t *json = bytes ? json_loadb(bytes, size, 0, NULL) : NULL;
    if (!json_is_integer(json_object_get(json, "red_days")) || !json_is_integer(json_object_get(json, "yellow_days")) ||
        !json_is_integer(json_object_get(json, "silent_days")) || !json_is_integer(json_object_get(json, "behind"))) {
        json_decref(json);
        return FAILED;
    }
    ret_rules->red_days = (int)json_integer_value(json_object_get(json, "red_days"));
    ret_rules->yellow_days = (int)json_integer_value(json_object_get(json, "yellow_days"));
    ret_rules->silent_days = (int)json_integer_value(json_object_get(json, "silent_days"));
    ret_rules->behind = (int)json_integer_value(json_object_get(json, "behind"));
    json_decref(json);
    return OK;
}

/* How much of its working time has gone, per cent. */
static int elapsed(const struct calendar *calendar, const struct lamp_facts *facts)
{
    int whole = calendar_between(calendar, facts->start - 1, facts->due),
        gone = calendar_between(calendar, facts->start - 1, facts->as_of - 1);
    return whole <= 0 || gone <= 0 ? 0 : gone >= whole ? 100 : gone * 100 / whole;
}

enum lamp lamp_of(const struct lamp_rules *rules, const struct calendar *calendar, const struct lamp_facts *facts)
{
    if (facts->done || !facts->has_due)
        return LAMP_NONE;
    int left = facts->as_of > facts->due ? -1 : calendar_between(calendar, facts->as_of, facts->due);
    if (left <= rules->red_days)
        return LAMP_RED;
    if (left <= rules->yellow_days)
        return LAMP_YELLOW;
    bool behind = facts->has_start && elapsed(calendar, facts) - facts->percent >= rules->behind;
    return behind ? LAMP_YELLOW : LAMP_GREEN;
}
