#include "base/temporary.h"

#include <stdlib.h>

const char *temporary_folder(void)
{
    const char *said = getenv("TMPDIR");
    return said && *said ? said : "/tmp";
}
