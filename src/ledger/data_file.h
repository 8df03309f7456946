/* data_file: the files of data/, put into the program by the build. */
#ifndef RECTIFY_LEDGER_DATA_FILE_H
#define RECTIFY_LEDGER_DATA_FILE_H

#include <stddef.h>

/* Its bytes, which live as long as the program and are not NUL-terminated; NULL: there is none of this name. */
const char *data_file(const char *name, size_t *ret_size);

#endif
