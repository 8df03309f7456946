#include "ledger/data_file.h"

#include "base/embedded.h"
#include "ledger/data_files.h"

const char *data_file(const char *name, size_t *ret_size)
{
    const struct embedded *file = embedded_find(data_files, name);
    if (!file)
        return NULL;
    *ret_size = embedded_size(file);
    return (const char *)file->start;
}
