#include "document/list_csv.h"

#include "document/document_messages.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct list_csv {
    FILE *file;
    char *path, *part;
    bool begun; /* the row has a cell */
};

static void csv_free(struct list_csv *csv)
{
    free(csv->path);
    free(csv->part);
    free(csv);
}

enum status list_csv_new(const char *path, struct problems *problems, struct list_csv **ret_csv)
{
    struct list_csv *csv = calloc(1, sizeof *csv);
    size_t length = strlen(path);
    if (csv && (csv->path = strdup(path)) && (csv->part = malloc(length + 6))) {
        memcpy(csv->part, path, length);
        memcpy(csv->part + length, ".part", 6);
        csv->file = fopen(csv->part, "wbe");
    }
    if (!csv || !csv->file) {
        const char *why = strerror(errno);
        if (csv)
            csv_free(csv);
        return problem_add(problems, REFUSED, &msg_list_no_file, "", path, why, NULL);
    }
    fputs("\xEF\xBB\xBF", csv->file);
    *ret_csv = csv;
    return OK;
}

void list_csv_cell(struct list_csv *csv, const char *text, bool number)
{
    FILE *file = csv->file;
    bool formula = !number && *text && strchr("=+-@\t\r", *text);
    bool quoted = strpbrk(text, ",\"\r\n") || *text == ' ' || (*text && text[strlen(text) - 1] == ' ');
    if (csv->begun)
        putc(',', file);
    csv->begun = true;
    if (quoted)
        putc('"', file);
    if (formula)
        putc('\'', file);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', file);
        putc(*text, file);
    }
    if (quoted)
        putc('"', file);
}

void list_csv_end_row(struct list_csv *csv)
{
    fputs("\r\n", csv->file);
    csv->begun = false;
}

enum status list_csv_finish(struct list_csv *csv, struct problems *problems)
{
    bool good = !ferror(csv->file) && fflush(csv->file) == 0 && fsync(fileno(csv->file)) == 0;
    good = fclose(csv->file) == 0 && good && rename(csv->part, csv->path) == 0;
    enum status status =
        good ? OK : problem_add(problems, FAILED, &msg_list_no_file, "", csv->path, strerror(errno), NULL);
    if (!good)
        unlink(csv->part);
    csv_free(csv);
    return status;
}

void list_csv_drop(struct list_csv *csv)
{
    fclose(csv->file);
    unlink(csv->part);
    csv_free(csv);
}
