#include "insight/figure_rules.h"

#include "format/file.h"
#include "ledger/data_file.h"

#include <stdlib.h>
#include <unistd.h>

/* Of the folder where it is there, else the program's own. */
static enum status load(struct arena *arena, const char *folder, const char *name, struct problems *problems,
                        const char **ret_place, const char **ret_bytes, size_t *ret_size)
{
    const char *path = folder ? arena_printf(arena, "%s/%s", folder, name) : NULL;
    char *bytes = NULL;
    *ret_place = arena_printf(arena, "figures/%s", name);
    if (!path || access(path, F_OK) != 0) {
        *ret_bytes = data_file(*ret_place, ret_size);
        return *ret_bytes ? OK : FAILED;
    }
    enum status status = file_load(path, problems, &bytes, ret_size);
    if (!status)
        *ret_bytes = arena_memdup(arena, bytes, *ret_size);
    free(bytes);
    *ret_place = path;
    return status;
}

enum status figure_rules_read(struct arena *arena, const char *folder, struct problems *problems,
                              struct figure_rules *ret_rules)
{
    const char *place, *bytes;
    size_t size;
    enum status quality = load(arena, folder, "quality.json", problems, &place, &bytes, &size);
    if (!quality)
        quality = quality_formula_read(arena, place, bytes, size, problems, &ret_rules->quality);
    enum status sample = load(arena, folder, "sample.json", problems, &place, &bytes, &size);
    if (!sample)
        sample = lookback_weights_read(arena, place, bytes, size, problems, &ret_rules->lookback);
    return quality ? quality : sample;
}
