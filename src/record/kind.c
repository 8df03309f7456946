#include "record/kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

WORDS_DEFINE(deadline_as, DEADLINE_AS_WORDS)

const char *kind_word_of(enum field_kind kind)
{
    static const char *const words[] = {"text",  "long_text", "integer", "flag", "date", "deadline", "instant", "money",
                                        "share", "word",      "term",    "ref",  "refs", "blob",     "extra"};
    return words[kind];
}

bool kind_is_ordered(enum field_kind kind)
{
    switch (kind) {
    case KIND_date:
    case KIND_deadline:
    case KIND_instant:
    case KIND_integer:
    case KIND_money:
    case KIND_share:
        return true;
    default:
        return false;
    }
}

int word_find(const struct word_list *list, const char *word)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->words[i], word) == 0)
            return (int)i;
    return -1;
}

const char *word_text(const struct word_list *list, int index)
{
    return index >= 0 && (size_t)index < list->count ? list->words[index] : "";
}

enum { MONEY_DIGITS = 15 }; /* 999 999 999 999 999 yuan fits in int64 fen */

bool money_parse(const char *text, int64_t *ret_fen)
{
    int64_t fen = 0;
    bool negative = *text == '-';
    int digits = 0, decimals = -1;
    text += negative;
    for (; *text; text++) {
        if (*text == ',' && digits && decimals < 0)
            continue;
        if (*text == '.' && digits && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (*text < '0' || *text > '9' || decimals == 2 || (decimals < 0 && digits == MONEY_DIGITS))
            return false;
        fen = fen * 10 + (*text - '0');
        digits++;
        decimals += decimals >= 0;
    }
    if (!digits || decimals == 0)
        return false;
    for (int i = decimals < 0 ? 0 : decimals; i < 2; i++)
        fen *= 10;
    *ret_fen = negative ? -fen : fen;
    return true;
}

void money_text(int64_t fen, char out[32])
{
    uint64_t size = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    snprintf(out, 32, "%s%llu.%02u", fen < 0 ? "-" : "", (unsigned long long)(size / 100), (unsigned)(size % 100));
}

static int id_order(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct uuid));
}

void uuid_list_sort(struct uuid_list *list)
{
    if (list->count < 2)
        return;
    qsort(list->ids, list->count, sizeof *list->ids, id_order);
    size_t kept = 1;
    for (size_t i = 1; i < list->count; i++)
        if (!uuid_equal(list->ids[i], list->ids[kept - 1]))
            list->ids[kept++] = list->ids[i];
    list->count = kept;
}
