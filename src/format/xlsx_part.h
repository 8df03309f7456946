/* xlsx_part: what the files of the .xlsx reader share. Not for others. */
#ifndef RECTIFY_FORMAT_XLSX_PART_H
#define RECTIFY_FORMAT_XLSX_PART_H

#include "base/strbuf.h"
#include "format/xlsx_read.h"
#include "format/xml.h"

/* What of a date a number format shows; 0 for a number that is no date. */
enum xlsx_shows {
    XLSX_SHOWS_YEAR = 1,
    XLSX_SHOWS_MONTH = 2,
    XLSX_SHOWS_DAY = 4,
    XLSX_SHOWS_TIME = 8,
    XLSX_SHOWS_ELAPSED = 16 /* hours that add up */
};
enum { XLSX_DATE_TEXT = 32 };

struct xlsx_place {
    struct xlsx_sheet sheet;
    const char *part;
};

struct xlsx_book {
    struct arena *arena;
    struct problems *problems;
    const char *file_name;
    struct zip_archive *archive;
    VEC(struct xlsx_place) sheets;
    bool epoch_1904;
    VEC(uint8_t) shows; /* enum xlsx_shows of each cell format (cellXfs) */

    struct strbuf shared; /* shared texts, NUL-terminated, one after the other */
    size_t *offsets;      /* where each begins; malloced */
    size_t texts, room;
};

enum status xlsx_refuse(const struct xlsx_book *book, enum status status, const struct message *message, const char *a,
                        const char *b, const char *c);
enum status xlsx_walk(const struct xlsx_book *book, const char *part, const struct xml_handler *handler, void *context);

/* Text as it may be stored: _x000D_ escapes undone, '\r' and control characters gone, line breaks kept. Adds to `out`.
 */
void xlsx_add_clean(struct strbuf *out, const char *text, size_t length);

/* xlsx_styles.c: reads the formats of cells into book->shows. A part that is missing is OK. */
enum status xlsx_styles_read(struct xlsx_book *book, const char *part);
unsigned xlsx_format_shows(const char *code, size_t length); /* of a format code such as yyyy"年"m"月" */
/* Writes the serial number as ISO text; false when it is no number or lies outside 1900–2199: then it is just a number.
 */
bool xlsx_date_text(const char *digits, bool epoch_1904, unsigned shows, char out[XLSX_DATE_TEXT]);

/* xlsx_shared.c: reads the shared texts. A part that is missing is OK. */
enum status xlsx_shared_read(struct xlsx_book *book, const char *part);

#endif
