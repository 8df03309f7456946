/* xlsx: the floor of every workbook we write: bare libxlsxwriter in constant memory, writing the very cells of a file
 * that bench/xlsx_cells.py took out of an exported workbook, with row heights and one wrapped format, and nothing else:
 * no store, no names, no reckoning of heights.
 *
 *     cc -O2 bench/xlsx.c -o xlsx -lxlsxwriter && ./xlsx CELLS OUT.xlsx
 *
 * Prints rows, cells, seconds and peak memory. Numbers in CELLS are written as numbers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <xlsxwriter.h>

enum { SHEET = '\f', ROW = '\x1e', CELL = '\x1f', NUMBER = '\x01' };

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* One row of cells from the file, which is read as it is written: neither is ever in memory. */
static int read_row(FILE *in, char **line, size_t *room)
{
    return getdelim(line, room, ROW, in) > 0;
}

int main(int argc, char **argv)
{
    FILE *in = argc == 3 ? fopen(argv[1], "rb") : NULL;
    if (!in) {
        fprintf(stderr, "usage: xlsx CELLS OUT.xlsx\n");
        return 2;
    }
    double start = now();
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(argv[2], &options);
    lxw_format *format = workbook_add_format(book);
    format_set_text_wrap(format);
    format_set_border(format, LXW_BORDER_THIN);
    lxw_worksheet *sheet = NULL;
    char *line = NULL;
    size_t room = 0;
    unsigned long rows = 0, cells = 0;
    lxw_row_t row = 0;
    while (read_row(in, &line, &room)) {
        char *at = line;
        if (*at == SHEET) {
            sheet = workbook_add_worksheet(book, NULL);
            row = 0;
            at++;
        }
        worksheet_set_row(sheet, row, 40, NULL);
        for (lxw_col_t column = 0; *at && *at != ROW; column++, cells++) {
            char *end = strpbrk(at, "\x1e\x1f");
            int last = !end || *end == ROW;
            if (end)
                *end = '\0';
            if (*at == NUMBER)
                worksheet_write_number(sheet, row, column, strtod(at + 1, NULL), format);
            else if (*at)
                worksheet_write_string(sheet, row, column, at, format);
            else
                worksheet_write_blank(sheet, row, column, format);
            if (last)
                break;
            at = end + 1;
        }
        row++;
        rows++;
    }
    lxw_error error = workbook_close(book);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("rows %lu cells %lu seconds %.2f peak_kb %ld\n", rows, cells, now() - start, usage.ru_maxrss);
    fclose(in);
    free(line);
    return error != LXW_NO_ERROR;
}
