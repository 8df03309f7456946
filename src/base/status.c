#include "base/status.h"

const char *status_word(enum status status)
{
    static const char *const words[] = {"ok",       "refused",   "malformed", "not_found", "forbidden",
                                        "conflict", "too_large", "busy",      "failed"};
    return (unsigned)status < sizeof words / sizeof *words ? words[status] : "unknown";
}
