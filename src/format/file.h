/* file: what a file from outside is, told by its first bytes and never by its name, and loading one within a limit. */
#ifndef RECTIFY_FORMAT_FILE_H
#define RECTIFY_FORMAT_FILE_H

#include "base/problem.h"
#include <stdbool.h>
#include <stddef.h>

enum { FILE_BYTES = 64 * 1024 * 1024 };

/* OK for a zip archive and for what may be text; otherwise names what it is and what to do: empty, too large, old
 * Office, protected by a password, PDF, picture, web page … `wanted` says what is read here (".docx 和 .txt"). */
enum status file_check(const void *bytes, size_t size, const char *wanted, const char *file_name,
                       struct problems *problems);
bool file_is_zip(const void *bytes, size_t size);

/* Reads a whole regular file of at most FILE_BYTES; the caller frees *ret_bytes. NOT_FOUND when there is none, REFUSED
 * for a folder or a device. */
enum status file_load(const char *path, struct problems *problems, char **ret_bytes, size_t *ret_size);

#endif
