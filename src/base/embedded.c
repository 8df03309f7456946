#include "base/embedded.h"

#include <string.h>

const struct embedded *embedded_find(const struct embedded *table, const char *name)
{
    for (; table->name; table++) {
        int order = strcmp(name, table->name);
        if (order <= 0)
            return order == 0 ? table : NULL;
    }
    return NULL;
}

size_t embedded_size(const struct embedded *file)
{
    return (size_t)(file->end - file->start);
}
